//! The language → a reference page in Markdown, from the same declaration that reads it.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::spec::shape::noun;
use crate::spec::{Shape, System, Type};

/// Every mapping of the language with its keys, in the order in which a reader of the page meets them.
#[must_use]
pub fn language() -> String {
    let mut page = String::from(
        "# The spec language, version 1\n\nAny mapping also takes keys that begin with `x-`, which are kept and never checked, and `ignore`, the findings to keep there with their reasons.\n",
    );
    let mut seen = BTreeSet::new();
    let mut waiting = vec![System::SHAPE];
    while !waiting.is_empty() {
        let shape = waiting.remove(0);
        if seen.insert(shape.name) {
            section(shape, &mut page);
            waiting.extend((shape.keys)().iter().flat_map(|key| records(&key.ty)));
        }
    }
    page
}

fn section(shape: &Shape, page: &mut String) {
    let _ = write!(page, "\n## {}\n\n{}\n", shape.name, shape.doc.trim());
    if let Some(short) = shape.short {
        let _ = write!(page, "\nShort form: {}.\n", described(&short()));
    }
    if let Some(list) = shape.list {
        let _ = write!(page, "\nAs a list: {}.\n", described(&list()));
    }
    page.push_str("\n| key | value | says |\n|---|---|---|\n");
    for key in (shape.keys)() {
        let required = if key.required { " (needed)" } else { "" };
        let doc = key.doc.trim().replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(page, "| `{}`{required} | {} | {doc} |", key.name, described(&key.ty));
    }
}

/// A type in words, with links to the mappings in it.
fn described(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Boolean => "`true` or `false`".to_owned(),
        Type::Integer => "whole number".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Form { name, example, .. } => format!("{name}, such as `{}`", example.replace('|', "\\|")),
        Type::Words(words) => words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(" "),
        Type::Name(kinds) => format!("the name of this {}", noun(*kinds)),
        Type::Ref(kinds) => format!("name of a {}", noun(*kinds)),
        Type::List(item) => format!("list of {}", described(item)),
        Type::Map(value) => format!("names with {}", described(value)),
        Type::Entry { example, .. } => format!("`{example}`"),
        Type::Record(shape) | Type::Policy(shape) => {
            format!("[{}](#{})", shape().name, shape().name.to_lowercase().replace(' ', "-"))
        }
        Type::Either(types) => types.iter().map(described).collect::<Vec<_>>().join(", or "),
        Type::Any => "anything".to_owned(),
    }
}

fn records(ty: &Type) -> Vec<&'static Shape> {
    match ty {
        Type::Record(shape) | Type::Policy(shape) => vec![shape()],
        Type::List(inner) | Type::Map(inner) => records(inner),
        Type::Either(types) => types.iter().flat_map(records).collect(),
        _ => Vec::new(),
    }
}

//! Hostile names and texts at every position of the language that takes any.

use std::collections::{BTreeMap, BTreeSet};

use architrave::spec::Spec;
use architrave::text::{self, Edit, Span};
use architrave::yaml::{Node, quote};

use crate::cases::Case;
use crate::documents;

/// What is put behind a name, and behind a text: what ends a string, a tag, a comment, a line or an identifier, words
/// that mean something to a reader, and no end.
const HOSTILE: [(&str, &str); 7] = [
    ("</script>", "</script><img src=x onerror=alert(1)>"),
    ("\"'`\\", "a \"b\" 'c' `d` | e \\ f: # g --"),
    ("*/--", "first\nselect * from `x`; */ }\n-- end"),
    ("🙂é", "🙂 *_~[x](javascript:alert(1)) & <!-- ]]> é"),
    ("__proto__", "constructor {{ x }} ${y} %s @z $ref"),
    ("~1$&", "#/components/schemas/X ../../x %00 ?q=1&r=2"),
    (LONG, LONG),
];

const LONG: &str = "longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong\
    longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong\
    longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong";

/// Words of products and of JSON Schema, without which there would be less to write.
const KEPT: [&str; 6] = ["broker", "type", "format", "$ref", "envelope", "pattern"];

/// The case of all that an interface says, once for each hostile pair, wherever a reading of it finds nothing wrong.
pub(crate) fn cases() -> Vec<Case> {
    let Case { name, text } = documents::interfaces();
    let spec = Spec::read(&text);
    let hostile = |(number, (hostile_name, words)): (usize, &(&str, &str))| {
        let accepted = accepted(&text, edits(&spec, &text, hostile_name, words));
        Case { name: format!("{name}-everywhere-{number}"), text: accepted }
    };
    HOSTILE.iter().enumerate().map(hostile).collect()
}

/// The text with all edits but those at positions of which a reading says that something else belongs there.
fn accepted(text: &str, mut edits: BTreeMap<String, Vec<Edit>>) -> String {
    loop {
        let mut all: Vec<(&String, &Edit)> =
            edits.iter().flat_map(|(place, edits)| edits.iter().map(move |edit| (place, edit))).collect();
        all.sort_by_key(|(_, edit)| edit.span.start);
        let changed = text::apply(text, &all.iter().map(|(_, edit)| (*edit).clone()).collect::<Vec<_>>());
        let problems = Spec::read(&changed).problems;
        let mut moved = 0;
        let mut refused = BTreeSet::new();
        for (place, edit) in &all {
            let start = edit.span.start + moved;
            let end = start + edit.text.len();
            moved = end - edit.span.end;
            if problems.iter().any(|it| it.span.start >= start && it.span.end <= end) {
                refused.insert((*place).clone());
            }
        }
        if refused.is_empty() {
            assert!(edits.len() > 150, "only {} positions", edits.len());
            return changed;
        }
        edits.retain(|place, _| !refused.contains(place));
    }
}

/// The edits by position: the keys that lead to a value, without the numbers of items.
fn edits(spec: &Spec, text: &str, name: &str, words: &str) -> BTreeMap<String, Vec<Edit>> {
    let mut names: Vec<Span> = spec.declared.iter().chain(&spec.used).map(|it| it.span).collect();
    names.sort_by_key(|span| (span.start, span.end));
    names.dedup();
    let mut found = BTreeMap::new();
    let mut change = |place: String, node: Node<'_>| {
        found.entry(place).or_insert_with(Vec::new).extend(changed(node, text, &names, name, words));
    };
    walk(spec.tree.root().expect("a spec"), String::new(), &mut change);
    found
}

fn walk(node: Node<'_>, place: String, change: &mut impl FnMut(String, Node<'_>)) {
    for (key, value) in node.entries().into_iter().flatten() {
        let word = key.as_str().unwrap_or_default();
        if KEPT.contains(&word) {
            continue;
        }
        change(format!("{place}/{word} key"), key);
        walk(value, format!("{place}/{word}"), change);
    }
    node.items().into_iter().flatten().for_each(|item| walk(item, format!("{place}/*"), change));
    if node.as_str().is_some_and(|text| !text.is_empty()) {
        change(place, node);
    }
}

/// A scalar with the hostile name behind each name in it, else with the hostile words behind all of it.
fn changed(node: Node<'_>, text: &str, names: &[Span], name: &str, words: &str) -> Option<Edit> {
    let (span, value) = (node.span(), node.as_str()?);
    let raw = &text[span.start..span.end];
    let start = span.start + usize::from(raw.starts_with(['"', '\'']));
    // Places are known where the text stands as it is.
    if raw.trim_matches(['"', '\'']) != value {
        return None;
    }
    let ends: Vec<usize> =
        names.iter().filter(|it| it.start >= start && it.end <= start + value.len()).map(|it| it.end - start).collect();
    let mut changed = value.to_owned();
    for end in ends.iter().rev() {
        changed.insert_str(*end, name);
    }
    if let Some(choices) = changed.find("enum(") {
        changed.insert_str(choices + "enum(".len(), &format!("{name}, "));
    } else if value.starts_with('/') || value.contains(" /") {
        // White space is written with a `%`, which not every reader takes for what it is in a path.
        changed = format!("{value}{name}");
    } else if ends.is_empty() {
        changed = format!("{value} {words}");
    }
    Some(Edit::replace(span, quote(&changed)))
}

//! Lists, and things with names that are written as a mapping from name to thing where the language has a list.

use super::read::{At, List, ProblemKind, Read, Reader, shorten};
use super::shape::{Type, article};
use super::wording::meant;
use crate::rule::Fix;
use crate::text::{Edit, Span};
use crate::yaml::{Node, NodeKind};

impl<T: Read> Read for List<T> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.items() {
            Some(items) => {
                let mut list = Vec::new();
                for item in items {
                    reader.is_item = true;
                    list.extend(reader.item(item));
                    reader.is_item = false;
                }
                Some(Self(list))
            }
            None => match items(node, reader) {
                Some(named) => Some(named),
                None => Some(Self(vec![reader.item(node)?])),
            },
        }
    }
    fn declared() -> Type {
        Type::List(Box::new(T::declared()))
    }
}

/// Whether `name` is among the keys of a declaration and needed there: such things can be listed by name.
#[must_use]
pub(super) const fn has_name(mut keys: &[(&str, bool)]) -> bool {
    while let [(key, required), rest @ ..] = keys {
        if *required && matches!(key.as_bytes(), b"name") {
            return true;
        }
        keys = rest;
    }
    false
}

/// Reads `orders: { … }` as `- { name: orders, … }`, so that the rest of the text is still checked, and says how it is written.
fn items<T: Read>(node: Node<'_>, reader: &mut Reader<'_>) -> Option<List<T>> {
    let entries: Vec<(Node<'_>, Node<'_>)> = node.entries().into_iter().flatten().collect();
    let (first, _) = entries.first()?;
    let thing = |(_, value): &(Node<'_>, Node<'_>)| value.is_null() || value.kind() == NodeKind::Mapping;
    if !T::HAS_NAME || node.get("name").is_some() || !entries.iter().all(thing) {
        return None;
    }
    let name = shorten(first.as_str().unwrap_or_default());
    reader.report(ProblemKind::WrongType, first.span(), format!("a list is wanted here, such as `- name: {name}`"));
    let each = entries.iter().map(|(key, value)| as_item(*key, *value, node.is_flow()));
    if let Some(mut edits) = each.collect::<Option<Vec<_>>>() {
        if node.is_flow() {
            let span = node.span();
            edits.push(Edit::replace(Span::new(span.start, span.start + 1), "["));
            edits.push(Edit::replace(Span::new(span.end.saturating_sub(1), span.end), "]"));
        }
        reader.mend(Fix::safe("Write them as a list", edits));
    }
    let mut list = Vec::new();
    for (key, value) in entries {
        if value.is_null() {
            // The name is known from here on; of the thing there is nothing to look at.
            let _ = T::read(key, reader);
            continue;
        }
        reader.implied_name = Some(key.id());
        let read = T::read(value, reader);
        reader.implied_name = None;
        list.extend(read.map(|it| At { value: it, span: value.span(), key: key.span(), node: value.id() }));
    }
    Some(List(list))
}

/// `orders:` and what stands below it as an item of a list, in brackets or not. Lines below keep their indentation.
fn as_item(key: Node<'_>, value: Node<'_>, in_brackets: bool) -> Option<Edit> {
    let dash = if in_brackets { "" } else { "- " };
    let (name, text) = (crate::yaml::quote(key.as_str()?), key.tree().text());
    if value.is_null() {
        let colon = text.get(key.span().end..)?.starts_with(':');
        return colon.then(|| Edit::replace(Span::new(key.span().start, key.span().end + 1), format!("{dash}{name}")));
    }
    if value.is_flow() {
        let inside = value.entries()?.next().is_some();
        let until = Span::new(key.span().start, value.span().start + 1);
        return inside.then(|| Edit::replace(until, format!("{dash}{{ name: {name},")));
    }
    let column = |at: usize| text.get(..at).map(|before| at - before.rfind('\n').map_or(0, |line| line + 1));
    let step = column(value.span().start)?.checked_sub(column(key.span().start)?)?;
    let between = text.get(key.span().end..value.span().start)?;
    let plain = between.strip_prefix(':')?.chars().all(char::is_whitespace) && between.contains('\n') && step > 1;
    let whole = Span::new(key.span().start, key.span().end + 1);
    plain.then(|| Edit::replace(whole, format!("-{}name: {name}", " ".repeat(step - 1))))
}

/// Reads `- orders: …`, a name where a key is wanted, as the name alone, and says how it is written.
pub(super) fn only_name<T: Read>(
    node: Node<'_>,
    element: &str,
    keys: &[&'static str],
    reader: &mut Reader<'_>,
) -> Option<T> {
    let mut entries = node.entries()?;
    let (Some((key, _)), None) = (entries.next(), entries.next()) else { return None };
    let name = key.as_str().filter(|name| !keys.contains(name) && !name.starts_with("x-") && *name != "ignore")?;
    if meant(name, keys.iter().copied()).is_some() {
        return None;
    }
    let hint = format!("{} says its name under a key: `name: {}`", article(element), shorten(name));
    reader.report(ProblemKind::WrongType, key.span(), hint);
    T::read(key, reader)
}

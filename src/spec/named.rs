//! Lists, mappings from free names, and things with names that are written as such a mapping where the language has a list.

use super::read::{At, List, Map, ProblemKind, Read, Reader, shorten};
use super::shape::{Type, article};
use super::wording::meant;
use crate::rule::Fix;
use crate::text::{Edit, Span};
use crate::yaml::{Node, NodeKind};

impl<T: Read> Read for List<T> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut list = Vec::new();
        let read = each_item(node, reader, T::HAS_NAME, &mut |key, node, reader| {
            let Some(value) = T::read(node, reader) else { return false };
            list.extend(key.map(|key| At { value, span: node.span(), key, node: node.id() }));
            true
        });
        read.then_some(Self(list))
    }
    fn declared() -> Type {
        Type::List(Box::new(T::declared()))
    }
}

impl<T: Read> Read for Map<T> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut map = Vec::new();
        let read = each_entry(node, reader, &mut |name, value, reader| {
            map.extend(reader.value(name.span, value).map(|value| (name, value)));
        });
        read.then_some(Self(map))
    }
    fn declared() -> Type {
        Type::Map(Box::new(T::declared()))
    }
}

/// Reads an item to be kept with the place of its key; without one, for the names in it alone. Says whether it could.
type Item<'f> = &'f mut dyn FnMut(Option<Span>, Node<'_>, &mut Reader<'_>) -> bool;

/// Reads each item of a list, or what stands for a list of one; whether anything of it can be used.
fn each_item(node: Node<'_>, reader: &mut Reader<'_>, has_name: bool, read: Item<'_>) -> bool {
    let Some(items) = node.items() else {
        return match has_name.then(|| by_name(node, reader)).flatten() {
            Some(entries) => {
                each_by_name(entries, reader, read);
                true
            }
            None => !node.is_null() && read(Some(node.span()), node, reader),
        };
    };
    for item in items.filter(|item| !item.is_null()) {
        reader.is_item = true;
        read(Some(item.span()), item, reader);
        reader.is_item = false;
    }
    true
}

/// Reads each entry of a mapping from free names; whether it is one.
fn each_entry(
    node: Node<'_>,
    reader: &mut Reader<'_>,
    read: &mut dyn FnMut(At<String>, Node<'_>, &mut Reader<'_>),
) -> bool {
    let Some(entries) = node.entries() else {
        reader.wrong_type(node, "a mapping");
        return false;
    };
    for (key, value) in entries {
        let Some(name) = key.as_str().filter(|name| !name.starts_with("x-")) else { continue };
        if name == "ignore" && matches!(value.kind(), NodeKind::Mapping | NodeKind::Sequence) {
            reader.waivers(node, value);
            continue;
        }
        read(At { value: name.to_owned(), span: key.span(), key: key.span(), node: key.id() }, value, reader);
    }
    true
}

/// Whether `name` is among the keys that a declaration needs: such things can be listed by name.
#[must_use]
pub(super) const fn has_name(mut required: &[&str]) -> bool {
    while let [key, rest @ ..] = required {
        if matches!(key.as_bytes(), b"name") {
            return true;
        }
        required = rest;
    }
    false
}

/// The entries of `orders: { … }` where `- { name: orders, … }` is wanted, and says how it is written.
fn by_name<'n>(node: Node<'n>, reader: &mut Reader<'_>) -> Option<Vec<(Node<'n>, Node<'n>)>> {
    let entries: Vec<(Node<'_>, Node<'_>)> = node.entries().into_iter().flatten().collect();
    let (first, _) = entries.first()?;
    let thing = |(_, value): &(Node<'_>, Node<'_>)| value.is_null() || value.kind() == NodeKind::Mapping;
    if node.get("name").is_some() || !entries.iter().all(thing) {
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
    Some(entries)
}

/// Reads entries as items with names, so that the rest of the text is still checked.
fn each_by_name(entries: Vec<(Node<'_>, Node<'_>)>, reader: &mut Reader<'_>, read: Item<'_>) {
    for (key, value) in entries {
        if value.is_null() {
            // The name is known from here on; of the thing there is nothing to look at.
            read(None, key, reader);
            continue;
        }
        reader.implied_name = Some(key.id());
        read(Some(key.span()), value, reader);
        reader.implied_name = None;
    }
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

/// The name in `- orders: …`, a name where a key is wanted, and says how it is written.
pub(super) fn only_name<'n>(
    node: Node<'n>,
    element: &str,
    keys: &[&'static str],
    reader: &mut Reader<'_>,
) -> Option<Node<'n>> {
    let mut entries = node.entries()?;
    let (Some((key, _)), None) = (entries.next(), entries.next()) else { return None };
    let name = key.as_str().filter(|name| !keys.contains(name) && !name.starts_with("x-") && *name != "ignore")?;
    if meant(name, keys.iter().copied()).is_some() {
        return None;
    }
    let hint = format!("{} says its name under a key: `name: {}`", article(element), shorten(name));
    reader.report(ProblemKind::WrongType, key.span(), hint);
    Some(key)
}

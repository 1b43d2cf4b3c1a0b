//! How a mapping with known keys is read. One body serves all records of the language: each gives its places as a list.

use super::named::{has_name, only_name};
use super::shape::article;
use super::{Read, Reader, Value};
use crate::text::Span;
use crate::yaml::{Node, NodeKind};

/// The place that the value of a key is read into.
pub(super) trait Place {
    /// Reads the value of `key`. An empty value counts as left out.
    fn take(&mut self, key: Span, node: Node<'_>, reader: &mut Reader<'_>);

    /// Whether nothing has been read into it.
    fn is_empty(&self) -> bool;
}

impl<T: Read> Place for Value<T> {
    fn take(&mut self, key: Span, node: Node<'_>, reader: &mut Reader<'_>) {
        *self = reader.value(key, node);
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

/// What a node turned out to be.
pub(super) enum Found<'n> {
    /// What the places hold now.
    Read,
    /// A scalar that the record reads in its own way.
    Scalar(Node<'n>),
    /// Nothing of use.
    Nothing,
}

/// What reading needs to know of a record.
pub(super) struct Form {
    /// What people call one.
    pub(super) noun: &'static str,
    /// Its keys, in the order of its places.
    pub(super) keys: &'static [&'static str],
    /// Those without which it says nothing.
    pub(super) required: &'static [&'static str],
    /// The key that a scalar stands for.
    pub(super) short: &'static [&'static str],
    /// Whether it reads a scalar in its own way.
    pub(super) parses: bool,
    /// The key that a list stands for.
    pub(super) list: &'static [&'static str],
}

impl Form {
    /// Reads a node into the places of the keys.
    pub(super) fn read<'n>(&self, node: Node<'n>, reader: &mut Reader<'_>, places: &mut [&mut dyn Place]) -> Found<'n> {
        let implied_name = reader.implied_name.take().and_then(|id| reader.tree.node(id));
        let Some(entries) = node.entries() else { return self.read_short(node, reader, places) };
        if std::mem::take(&mut reader.is_item)
            && has_name(self.required)
            && let Some(name) = only_name(node, self.noun, self.keys, reader)
        {
            return self.read_short(name, reader, places);
        }
        for (key, value) in entries {
            let name = key.as_str().unwrap_or_default();
            match self.place(name, places) {
                Some(place) => place.take(key.span(), value, reader),
                None if name == "ignore" => reader.waivers(node, value),
                None => reader.unknown_key(node, key, self.noun, self.keys),
            }
        }
        for &key in self.required {
            let Some(place) = self.place(key, places) else { continue };
            if place.is_empty() && node.get(key).is_none_or(|value| value.is_null()) {
                match implied_name.filter(|_| key == "name") {
                    Some(name) => place.take(name.span(), name, reader),
                    None => reader.missing_key(node, self.noun, key),
                }
            }
        }
        Found::Read
    }

    /// Reads what is no mapping.
    fn read_short<'n>(&self, node: Node<'n>, reader: &mut Reader<'_>, places: &mut [&mut dyn Place]) -> Found<'n> {
        let is_scalar = node.kind() == NodeKind::Scalar;
        if is_scalar && self.parses {
            return Found::Scalar(node);
        }
        let key = if is_scalar { self.short } else { self.list };
        let Some(place) = key.first().and_then(|key| self.place(key, places)) else {
            reader.wrong_type(node, &format!("{} as a mapping", article(self.noun)));
            return Found::Nothing;
        };
        place.take(node.span(), node, reader);
        if is_scalar && place.is_empty() { Found::Nothing } else { Found::Read }
    }

    fn place<'p, 'v>(&self, key: &str, places: &'p mut [&'v mut dyn Place]) -> Option<&'p mut (dyn Place + 'v)> {
        let at = self.keys.iter().position(|name| *name == key)?;
        places.get_mut(at).map(|place| &mut **place)
    }
}

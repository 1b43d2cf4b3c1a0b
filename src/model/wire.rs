//! What a new version of a proto breaks for those who still speak the old one: on the wire a field is its number.

use super::Grpc;
use crate::order;
use crate::text::Span;
use crate::value::embedded::Name;
use crate::value::proto::{Field, File, Message};

/// A field of an earlier version of a proto that the new one does not honour.
#[derive(Debug, Clone)]
pub struct Reuse<'m> {
    /// The message as it is now.
    pub message: &'m Message,
    /// The field as it was.
    pub old: &'m Field,
    /// The field that has its number or its name now; none where nothing keeps them from being given again.
    pub new: Option<&'m Field>,
}

/// The fields of messages in both versions whose number is free, or means something else.
#[must_use]
pub fn reuses<'m>(old: Grpc<'m>, new: Grpc<'m>) -> Vec<Reuse<'m>> {
    let (before, after) = (old.definition(), new.definition());
    let earlier = order::map(before.messages.iter().map(|it| (it.name.text.as_str(), it)));
    let mut found = Vec::new();
    for message in &after.messages {
        for old in earlier.get(message.name.text.as_str()).map(|it| it.fields.as_slice()).unwrap_or_default() {
            let same = message.fields.iter().find(|it| it.number == old.number);
            let moved = message.fields.iter().find(|it| it.name.text == old.name.text && it.number != old.number);
            let reserved = message.reserved.iter().any(|(low, high)| (*low..=*high).contains(&old.number));
            match same.filter(|new| !exchangeable(before, old, after, new)).or(moved) {
                Some(new) => found.push(Reuse { message, old, new: Some(new) }),
                None if same.is_none() && !reserved => found.push(Reuse { message, old, new: None }),
                None => {}
            }
        }
    }
    found
}

/// Whether those who know one field read the other from the wire without harm.
fn exchangeable(before: &File, old: &Field, after: &File, new: &Field) -> bool {
    if old.of == new.of {
        return true;
    }
    let is_enum = |file: &File, name: &str| file.enums.iter().any(|it| last(&it.name.text) == last(name));
    let form = |file: &File, field: &Field| if is_enum(file, &field.of) { Some("varint") } else { form(&field.of) };
    match (form(before, old), form(after, new)) {
        (Some(one), Some(other)) => one == other,
        // A message may have another name and the same fields; its bytes are as good as any.
        (None, None) => true,
        (Some(form), None) | (None, Some(form)) => form == "bytes",
    }
}

/// How a scalar is written on the wire; none for a message.
fn form(of: &str) -> Option<&'static str> {
    Some(match of {
        "int32" | "int64" | "uint32" | "uint64" | "bool" => "varint",
        "sint32" | "sint64" => "zigzag",
        "fixed32" | "sfixed32" => "four bytes",
        "fixed64" | "sfixed64" => "eight bytes",
        "float" => "float",
        "double" => "double",
        "string" | "bytes" => "bytes",
        of if of.starts_with("map<") => "map",
        _ => return None,
    })
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

impl Grpc<'_> {
    /// Where a message, enum or service of its proto begins inside, and what separates its first part from the brace; none where the
    /// proto is not a block of text in the document.
    #[must_use]
    pub fn opening(self, of: &Name) -> Option<(usize, String)> {
        let node = self.model.spec.tree.node(self.at.value.proto.as_ref()?.node)?;
        if node.style() != Some(crate::yaml::Style::Block) {
            return None;
        }
        let text = self.model.spec.text();
        let name = self.locate(of.span);
        let rest = text.get(name.end..)?;
        let brace = name.end + rest.find('{')? + 1;
        let inside = text.get(brace..)?;
        let gap = inside.get(..inside.len() - inside.trim_start().len()).unwrap_or_default();
        let gap = if gap.contains('\n') { gap } else { " " };
        Some((Span::at(brace).start, gap.to_owned()))
    }
}

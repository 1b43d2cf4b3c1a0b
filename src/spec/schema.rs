//! Request, response and message types.

use super::shape::{ENTITY, SCHEMA, Type};
use super::{At, Map, Read, Reader};
use crate::value::Field;
use crate::yaml::{Node, NodeKind};

/// A schema where it is used: by name, as a list of a named one, or written in place.
#[derive(Debug, Clone)]
pub enum SchemaUse {
    /// A name.
    Named {
        /// The schema's name.
        name: String,
        /// Whether a list of it is meant.
        list: bool,
    },
    /// In place.
    Inline(Schema),
}

impl Read for SchemaUse {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(text) = node.as_str() else { return Schema::read(node, reader).map(Self::Inline) };
        let (field, _) = Field::parse(text);
        if field.is_built_in() {
            return Some(Self::Named { name: field.ty, list: field.list });
        }
        reader.uses(SCHEMA | ENTITY, &field.ty, reader.part(node, 0..field.ty.len().min(text.len())));
        Some(Self::Named { name: field.ty, list: field.list })
    }
    fn declared() -> Type {
        Type::Either(vec![Type::Ref(SCHEMA | ENTITY), Schema::declared()])
    }
}

/// The fields of a body or message.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Each field with its type, in the order written.
    pub fields: Vec<(At<String>, At<Field>)>,
    /// Whether it is written as JSON Schema, of which only the properties' names and types are read.
    pub json_schema: bool,
}

impl Read for Schema {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if is_json_schema(node) {
            return Some(Self { fields: properties(node), json_schema: true });
        }
        let fields = Map::<Field>::read(node, reader)?.0;
        Some(Self { fields, json_schema: false })
    }
    fn declared() -> Type {
        Type::Either(vec![Type::Map(Box::new(Field::declared())), Type::Any])
    }
}

fn is_json_schema(node: Node<'_>) -> bool {
    const TYPES: [&str; 7] = ["object", "array", "string", "number", "integer", "boolean", "null"];
    const MARKS: [&str; 8] = ["$ref", "$defs", "allOf", "oneOf", "anyOf", "properties", "enum", "const"];
    let is_type = |ty: Node<'_>| ty.as_str().is_some_and(|ty| TYPES.contains(&ty));
    let typed =
        node.get("type").is_some_and(|ty| is_type(ty) || ty.items().is_some_and(|mut items| items.all(is_type)));
    // `{ type: string, name: string }` is a thing with a field `type`; JSON Schema has a keyword beside it, or stands alone.
    let only_type = node.entries().is_some_and(|mut entries| {
        entries.all(|(key, value)| {
            key.as_str() == Some("type")
                || KEYWORDS.contains(&key.as_str().unwrap_or_default()) && value.kind() != NodeKind::Mapping
        })
    });
    typed && only_type
        || MARKS.iter().any(|mark| node.get(mark).is_some_and(|value| *mark != "enum" || value.items().is_some()))
}

const KEYWORDS: [&str; 13] = [
    "format",
    "description",
    "required",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "pattern",
    "items",
    "title",
    "example",
    "examples",
    "nullable",
];

fn properties(node: Node<'_>) -> Vec<(At<String>, At<Field>)> {
    let required: Vec<&str> = node
        .get("required")
        .and_then(Node::items)
        .map(|items| items.filter_map(Node::as_str).collect())
        .unwrap_or_default();
    let Some(entries) = node.get("properties").and_then(Node::entries) else { return Vec::new() };
    entries
        .filter_map(|(key, value)| {
            let name = key.as_str()?;
            let text = |word: &str| value.get(word).and_then(Node::as_str);
            let ty = text("format").or_else(|| text("type")).unwrap_or("any");
            let field = Field {
                ty: ty.to_owned(),
                optional: !required.contains(&name),
                read_only: value.get("readOnly").and_then(Node::as_bool) == Some(true),
                write_only: value.get("writeOnly").and_then(Node::as_bool) == Some(true),
                deprecated: value.get("deprecated").and_then(Node::as_bool) == Some(true),
                ..Field::default()
            };
            let name = At { value: name.to_owned(), span: key.span(), key: key.span(), node: key.id() };
            Some((name, At { value: field, span: value.span(), key: key.span(), node: value.id() }))
        })
        .collect()
}

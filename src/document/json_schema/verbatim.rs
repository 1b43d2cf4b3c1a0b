//! Schemas that are JSON Schema already: as they are written, but for references, which mean the spec's names.

use super::{Object, Schemas, Value};
use crate::value::Field;
use crate::yaml::{Node, NodeKind, Style};

const TYPES: [&str; 7] = ["object", "array", "string", "number", "integer", "boolean", "null"];

impl Schemas<'_> {
    /// A schema of the component of that name and key.
    pub(super) fn verbatim(&mut self, node: Node<'_>, of: Option<(&str, &str)>) -> Object {
        let Some(entries) = node.entries() else {
            return node.as_str().map(|text| self.field(&Field::parse(text).0)).unwrap_or_default();
        };
        let mut schema = Object::new();
        for (name, value) in entries {
            let Some(name) = name.as_str() else { continue };
            match name {
                "$ref" => schema = schema.and(self.reference(value.as_str().unwrap_or_default(), of)),
                "properties" | "$defs" | "patternProperties" | "dependentSchemas" => {
                    schema.set(name, self.map(value, of));
                }
                "items"
                | "additionalProperties"
                | "not"
                | "contains"
                | "propertyNames"
                | "if"
                | "then"
                | "else"
                | "unevaluatedProperties"
                | "unevaluatedItems" => schema.set(name, self.schema_or_flag(value, of)),
                "allOf" | "oneOf" | "anyOf" | "prefixItems" => {
                    let items = value.items().into_iter().flatten();
                    schema.set(name, items.map(|item| self.verbatim(item, of)).collect::<Vec<_>>());
                }
                "type" => match value.as_str().filter(|ty| !TYPES.contains(ty)) {
                    Some(ty) => schema = schema.and(self.field(&Field::parse(ty).0)),
                    None => schema.set(name, plain(value)),
                },
                // The keyword of a whole object; elsewhere it is a habit of older drafts and says nothing.
                "required" if value.items().is_none() => {}
                "required" => schema = schema.unless_empty(name, self.required(node, value)),
                // Said by `type` since 2020-12.
                "nullable" => {}
                "title" | "description" | "format" | "pattern" => {
                    schema.set(name, value.as_str().unwrap_or_default());
                }
                _ => schema.set(name, plain(value)),
            }
        }
        let nulls = node.get("nullable").and_then(Node::as_bool) == Some(true);
        if nulls { super::nullable(schema) } else { schema }
    }

    fn map(&mut self, node: Node<'_>, of: Option<(&str, &str)>) -> Object {
        let mut schemas = Object::new();
        for (name, value) in node.entries().into_iter().flatten() {
            let [read_only, write_only] = flags(value);
            if of.is_some_and(|(of, _)| self.leaves_out(of, read_only, write_only)) {
                continue;
            }
            if let Some(name) = name.as_str() {
                schemas.set(name, self.verbatim(value, of));
            }
        }
        schemas
    }

    /// What must be there of what goes this way.
    fn required(&self, schema: Node<'_>, names: Node<'_>) -> Value {
        let property = |name: &str| schema.get("properties").and_then(|it| it.get(name));
        let comes = |name: &str| {
            let [read_only, write_only] = property(name).map(flags).unwrap_or_default();
            self.way.takes(read_only, write_only)
        };
        let names = names.items().into_iter().flatten().filter_map(Node::as_str).filter(|name| comes(name));
        names.collect::<Vec<_>>().into()
    }

    fn schema_or_flag(&mut self, node: Node<'_>, of: Option<(&str, &str)>) -> Value {
        match node.as_bool() {
            Some(flag) => flag.into(),
            None => self.verbatim(node, of).into(),
        }
    }

    /// `Order`, `#/schemas/Order`, `#/components/schemas/Order`, or a part of the component itself.
    fn reference(&mut self, text: &str, of: Option<(&str, &str)>) -> Object {
        match (of, text.strip_prefix('#')) {
            (Some((_, key)), Some(own))
                if own.is_empty() || own.starts_with("/$defs/") || own.starts_with("/properties/") =>
            {
                Object::new().with("$ref", format!("{}{key}{own}", self.base))
            }
            _ => self.named(text.rsplit('/').next().unwrap_or_default()),
        }
    }
}

/// Whether a schema is read only, and whether it is write only.
fn flags(schema: Node<'_>) -> [bool; 2] {
    ["readOnly", "writeOnly"].map(|word| schema.get(word).and_then(Node::as_bool) == Some(true))
}

/// Data as it is written.
pub(in crate::document) fn plain(node: Node<'_>) -> Value {
    match node.kind() {
        NodeKind::Mapping => {
            let mut object = Object::new();
            for (name, value) in node.entries().into_iter().flatten() {
                object.set(name.as_str().unwrap_or_default(), plain(value));
            }
            object.into()
        }
        NodeKind::Sequence => Value::List(node.items().into_iter().flatten().map(plain).collect()),
        NodeKind::Scalar => scalar(node),
    }
}

fn scalar(node: Node<'_>) -> Value {
    let text = node.as_str().unwrap_or_default();
    if node.is_null() {
        return Value::Null;
    }
    if node.style() != Some(Style::Plain) {
        return text.into();
    }
    let number = || serde_json::from_str(text).ok().map(Value::Number);
    node.as_bool().map(Value::Bool).or_else(number).unwrap_or_else(|| text.into())
}

//! JSON Schema 2020-12 of the language's types: fields, columns, and schemas that are JSON Schema already.

mod verbatim;

pub(super) use verbatim::plain as data;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Number;

use super::value::{Object, Value};
use crate::model::{Column, Model};
use crate::spec::At;
use crate::spec::schema::{Schema, SchemaUse};
use crate::text::LineIndex;
use crate::value::Field;

/// The named schemas that a document refers to, each written once among its components.
#[derive(Debug)]
pub(super) struct Schemas<'m> {
    pub(super) model: &'m Model<'m>,
    pub(super) lines: LineIndex,
    /// The component's name by the spec's name.
    keys: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    /// The spec's names in the order in which they are referred to.
    order: Vec<String>,
    /// Where the components stand, for references to them.
    base: &'static str,
}

impl<'m> Schemas<'m> {
    /// As OpenAPI and AsyncAPI keep them.
    pub(super) fn new(model: &'m Model<'m>) -> Self {
        Self::within(model, "#/components/schemas/")
    }

    /// Kept under a pointer that ends with `/`.
    pub(super) fn within(model: &'m Model<'m>, base: &'static str) -> Self {
        let lines = LineIndex::new(model.spec.text());
        Self { model, lines, keys: BTreeMap::new(), taken: BTreeSet::new(), order: Vec::new(), base }
    }

    /// The line of the spec on which an element begins.
    pub(super) fn line(&self, offset: usize) -> u64 {
        u64::try_from(self.lines.line_of(offset) + 1).unwrap_or(u64::MAX)
    }

    /// What is said where a schema is used.
    pub(super) fn usage(&mut self, usage: &At<SchemaUse>) -> Object {
        match &usage.value {
            SchemaUse::Named { name, list } => {
                let (field, _) = Field::parse(name);
                self.field(&Field { list: *list, ..field })
            }
            SchemaUse::Inline(schema) => {
                let at = At { value: schema.clone(), span: usage.span, key: usage.key, node: usage.node };
                self.schema(&at, None)
            }
        }
    }

    /// A field's type.
    pub(super) fn field(&mut self, field: &Field) -> Object {
        let mut one = self.plain(field);
        if field.secret && one.get("format").is_none() {
            one.set("format", "password");
        }
        if !field.list || field.each {
            one = ranged(one, field);
        }
        if field.list {
            let list = Object::new().with("type", "array").with("items", one);
            one = if field.each { list } else { bounds(list, field.range, ["minItems", "maxItems"]) };
        }
        let flags = [
            ("readOnly", field.read_only),
            ("writeOnly", field.write_only),
            ("deprecated", field.deprecated),
            ("x-pii", field.pii),
        ];
        for (flag, _) in flags.into_iter().filter(|(_, on)| *on) {
            one.set(flag, true);
        }
        let default = field.default.as_deref().and_then(|text| literal(text, &one));
        one.maybe("default", default)
    }

    /// A reference to a schema or table by its name; what has no such name can be anything.
    pub(super) fn named(&mut self, name: &str) -> Object {
        if self.model.schema(name).is_none() && self.model.table(name).is_none() {
            return Object::new().with("description", super::markdown::inline(&format!("`{name}` is not defined.")));
        }
        let key = self.key(name);
        Object::new().with("$ref", format!("{}{key}", self.base))
    }

    /// Every schema that was referred to, with those that they refer to.
    pub(super) fn components(mut self) -> Object {
        let mut written = Object::new();
        let mut at = 0;
        while let Some(name) = self.order.get(at).cloned() {
            at += 1;
            let key = self.key(&name);
            let schema = self.component(&name, &key);
            written.push(key, schema);
        }
        written
    }

    fn key(&mut self, name: &str) -> String {
        if let Some(key) = self.keys.get(name) {
            return key.clone();
        }
        let key = unique(&mut self.taken, &component_name(name));
        self.keys.insert(name.to_owned(), key.clone());
        self.order.push(name.to_owned());
        key
    }

    fn component(&mut self, name: &str, key: &str) -> Object {
        let model = self.model;
        let title = (name != key).then_some(name);
        if let Some(schema) = model.schema(name) {
            let line = self.line(schema.name.span.start);
            let written = self.schema(schema.at, Some(key));
            return Object::new().maybe("title", title).and(written).with("x-source-line", line);
        }
        let Some(table) = model.table(name) else { return Object::new() };
        let line = self.line(table.name_span().start);
        let (mut properties, mut required) = (Object::new(), Vec::new());
        for column in table.columns() {
            if is_always_there(column) {
                required.push(column.name.value.as_str());
            }
            properties.set(column.name.value.as_str(), self.column(column));
        }
        let object = Object::new().maybe("title", title).with("type", "object");
        let object = object.unless_empty("required", required).unless_empty("properties", properties);
        object.with("x-source-line", line)
    }

    /// The fields of a schema, or the JSON Schema that it is, which may name parts of itself by the component's key.
    fn schema(&mut self, schema: &At<Schema>, key: Option<&str>) -> Object {
        if schema.value.json_schema {
            let node = self.model.spec.tree.node(schema.node);
            return node.map(|node| self.verbatim(node, key)).unwrap_or_default();
        }
        let (mut properties, mut required) = (Object::new(), Vec::new());
        for (name, field) in &schema.value.fields {
            if !field.value.may_be_absent() {
                required.push(name.value.as_str());
            }
            properties.set(name.value.as_str(), self.field(&field.value));
        }
        let object = Object::new().with("type", "object");
        object.unless_empty("required", required).unless_empty("properties", properties)
    }

    fn plain(&mut self, field: &Field) -> Object {
        let typed = |ty: &str| Object::new().with("type", ty);
        let formatted = |ty: &str, format: &str| typed(ty).with("format", format);
        match field.ty.as_str() {
            "string" | "text" => typed("string"),
            "integer" | "int" => typed("integer"),
            "int32" | "int64" => formatted("integer", &field.ty),
            "number" => typed("number"),
            "float" | "double" => formatted("number", &field.ty),
            // A number would lose digits on its way through a reader's floating point.
            "decimal" => formatted("string", "decimal").maybe("pattern", digits(field)),
            "boolean" | "bool" => typed("boolean"),
            "uuid" | "email" | "uri" | "date" | "time" | "date-time" | "duration" => formatted("string", &field.ty),
            "url" => formatted("string", "uri"),
            "binary" | "bytes" => typed("string").with("contentEncoding", "base64"),
            "object" => typed("object"),
            "any" | "" => Object::new(),
            "enum" => choices(&field.arguments),
            "map" => {
                // A type of hostile depth is not followed.
                let of = field.arguments.first().filter(|of| of.len() < 300);
                let of = of.map(|of| self.field(&Field::parse(of).0));
                typed("object").maybe("additionalProperties", of)
            }
            name => self.named(name),
        }
    }

    fn column(&mut self, column: Column<'_>) -> Object {
        let said = &column.at.value.0;
        let mut field = Field {
            ty: crate::model::field_type(&said.ty).to_owned(),
            arguments: said.arguments.clone(),
            pii: said.pii,
            secret: said.secret,
            // What is kept as a hash can be taken, and never be given.
            write_only: said.secret || said.hashed,
            read_only: said.generated || said.primary_key && said.default.is_some(),
            default: said.default.clone().filter(|_| !said.primary_key),
            ..Field::default()
        };
        if let Some(of) = said.ty.strip_suffix("[]") {
            (field.ty, field.list) = (crate::model::field_type(of).to_owned(), true);
        }
        if let (true, Some(most)) = (said.is_text(), said.arguments.first()) {
            field.range = Some((None, most.parse().ok()));
        }
        let schema = self.field(&field);
        let schema = schema.maybe("description", said.comment.as_deref().map(super::markdown::paragraphs));
        if said.not_null { schema } else { nullable(schema) }
    }
}

impl Object {
    /// With all that another has.
    pub(super) fn and(mut self, other: Self) -> Self {
        for (name, value) in other {
            self.set(name, value);
        }
        self
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Also `null`.
fn nullable(schema: Object) -> Object {
    let ty = match schema.get("type") {
        Some(Value::Text(ty)) => ty.clone(),
        _ => return schema,
    };
    let schema = schema.with("type", vec![ty.as_str(), "null"]);
    match schema.get("enum") {
        Some(Value::List(values)) => {
            let values = values.iter().cloned().chain([Value::Null]).collect();
            schema.with("enum", Value::List(values))
        }
        _ => schema,
    }
}

/// Whether every row that is read has it, and every one that is written must.
fn is_always_there(column: Column<'_>) -> bool {
    let said = &column.at.value.0;
    said.not_null && (said.default.is_none() || said.primary_key) && !said.secret && !said.hashed
}

fn choices(values: &[String]) -> Object {
    let mut seen = BTreeSet::new();
    let values: Vec<&str> = values.iter().map(String::as_str).filter(|value| seen.insert(*value)).collect();
    Object::new().with("type", "string").unless_empty("enum", values)
}

/// The pattern of a fixed-point number, as far as its digits are said.
fn digits(field: &Field) -> Option<String> {
    let mut said = field.arguments.iter().map(|part| part.parse::<u64>().ok());
    let (all, after) = (said.next()??, said.next().flatten().unwrap_or(0));
    let before = all.saturating_sub(after).max(1);
    let fraction = if after > 0 { format!("(\\.\\d{{1,{after}}})?") } else { String::new() };
    Some(format!("^-?\\d{{1,{before}}}{fraction}$"))
}

/// The range of a length or a value.
fn ranged(schema: Object, field: &Field) -> Object {
    let names = match schema.get("type") {
        Some(Value::Text(ty)) if field.ty != "decimal" => match ty.as_str() {
            "string" => ["minLength", "maxLength"],
            "integer" | "number" => ["minimum", "maximum"],
            "object" => ["minProperties", "maxProperties"],
            _ => return schema,
        },
        _ => return schema,
    };
    bounds(schema, field.range, names)
}

fn bounds(schema: Object, range: Option<(Option<u64>, Option<u64>)>, [least, most]: [&str; 2]) -> Object {
    let (from, to) = range.unwrap_or_default();
    schema.maybe(least, from).maybe(most, to)
}

/// A default that is a value of the type, not an expression that a database computes.
fn literal(text: &str, schema: &Object) -> Option<Value> {
    let Some(Value::Text(ty)) = schema.get("type") else { return None };
    let quoted = text.strip_prefix(['\'', '"']).and_then(|rest| rest.strip_suffix(['\'', '"']));
    match ty.as_str() {
        "boolean" => text.parse::<bool>().ok().map(Value::Bool),
        "integer" => text.parse::<i64>().ok().map(|it| Value::Number(it.into())),
        "number" => text.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number),
        "string" => {
            let bare = quoted.or((!text.contains(['(', ' ', '\'']) && text.is_ascii()).then_some(text))?;
            let known = match schema.get("enum") {
                Some(Value::List(values)) => values.contains(&Value::from(bare)),
                _ => {
                    let figure = bare.starts_with(|c: char| c.is_ascii_digit());
                    quoted.is_some() || figure || schema.get("format").is_none()
                }
            };
            let keyword = matches!(bare.to_ascii_lowercase().as_str(), "null" | "current_timestamp" | "current_date");
            (known && !keyword).then(|| Value::from(bare))
        }
        _ => None,
    }
}

/// A name of the characters that a component's may have.
pub(super) fn component_name(name: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '_' };
    let name: String = name.chars().take(80).map(fits).collect();
    if name.is_empty() { "Schema".to_owned() } else { name }
}

/// A name that is not taken yet, with a number where it is.
pub(crate) fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut free = name.to_owned();
    let mut number = 1;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{name}_{number}");
    }
    free
}

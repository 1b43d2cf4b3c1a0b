//! JSON Schema 2020-12 of the language's types: fields, columns, and schemas that are JSON Schema already.

mod verbatim;
mod ways;

pub(super) use verbatim::plain as data;
pub(super) use ways::Way;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Number;

use super::value::{Object, Value};
use crate::model::{Column, Model};
use crate::spec::At;
use crate::spec::schema::{Schema, SchemaUse};
use crate::text::LineIndex;
use crate::value::Field;
use crate::yaml::Node;

/// The named schemas that a document refers to, each written once among its components.
#[derive(Debug)]
pub(super) struct Schemas<'m> {
    pub(super) model: &'m Model<'m>,
    pub(super) lines: LineIndex,
    /// Which way the body goes that is being written.
    pub(super) way: Way,
    /// What is written once for each way it goes.
    both: BTreeSet<String>,
    /// Whether a schema is being written for the one way only, so that a flag would say nothing.
    apart: bool,
    /// The component's name by the spec's name.
    keys: BTreeMap<Named, String>,
    taken: BTreeSet<String>,
    /// What is referred to, in that order.
    order: Vec<(Named, Way)>,
    /// What the spec speaks of without writing it, each with its component's name.
    known: BTreeMap<String, (String, Object)>,
    /// Where the components stand, for references to them.
    base: &'static str,
}

/// A name of the spec, and what is put behind it for the way that is meant of a schema that goes several.
type Named = (String, &'static str);

impl<'m> Schemas<'m> {
    /// As OpenAPI and AsyncAPI keep them.
    pub(super) fn new(model: &'m Model<'m>) -> Self {
        Self::within(model, "#/components/schemas/")
    }

    /// Kept under a pointer that ends with `/`.
    pub(super) fn within(model: &'m Model<'m>, base: &'static str) -> Self {
        Self {
            model,
            lines: LineIndex::new(model.spec.text()),
            way: Way::Either,
            both: BTreeSet::new(),
            apart: false,
            keys: BTreeMap::new(),
            taken: BTreeSet::new(),
            order: Vec::new(),
            known: BTreeMap::new(),
            base,
        }
    }

    /// The line of the spec on which an element begins.
    pub(super) fn line(&self, offset: usize) -> u64 {
        u64::try_from(self.lines.line_of(offset) + 1).unwrap_or(u64::MAX)
    }

    /// What is said where a schema is used.
    pub(super) fn usage(&mut self, usage: &At<SchemaUse>) -> Object {
        match &usage.value {
            SchemaUse::Named { name, list } => {
                // The spec's own words have its range, too.
                let said = self.model.spec.tree.node(usage.node).and_then(Node::as_str);
                let whole = said.map(|text| Field::parse(text).0).filter(|it| it.ty == *name && it.list == *list);
                self.field(&whole.unwrap_or_else(|| Field { list: *list, ..Field::parse(name).0 }))
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
            ("readOnly", field.read_only && self.way != Way::Told),
            ("writeOnly", field.write_only && !self.apart),
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
        self.pointer(&key)
    }

    /// A reference to a schema that the spec speaks of without writing it, under that name where it is free.
    pub(super) fn made(&mut self, name: &str, schema: impl FnOnce() -> Object) -> Object {
        let found = self.known.get(name).map(|(key, _)| key.clone());
        let key = found.unwrap_or_else(|| {
            let key = unique(&mut self.taken, &component_name(name));
            self.known.insert(name.to_owned(), (key.clone(), schema()));
            key
        });
        self.pointer(&key)
    }

    fn pointer(&self, key: &str) -> Object {
        Object::new().with("$ref", format!("{}{key}", self.base))
    }

    /// Every schema that was referred to, with those that they refer to.
    pub(super) fn components(mut self) -> Object {
        let mut written = Object::new();
        let mut at = 0;
        while let Some((named, way)) = self.order.get(at).cloned() {
            at += 1;
            (self.way, self.apart) = (way, self.both.contains(&named.0));
            let key = self.key(&named.0);
            let schema = self.component(&named.0, &key);
            written.push(key, schema);
        }
        for (key, schema) in self.known.into_values() {
            written.push(key, schema);
        }
        written
    }

    fn key(&mut self, name: &str) -> String {
        let named = (name.to_owned(), self.suffix(name));
        if let Some(key) = self.keys.get(&named) {
            return key.clone();
        }
        let key = unique(&mut self.taken, &format!("{}{}", component_name(name), named.1));
        self.keys.insert(named.clone(), key.clone());
        self.order.push((named, self.way));
        key
    }

    /// Whether what does not go this way is left out; else it stays with its flag, since it stands nowhere else.
    fn leaves_out(&self, name: &str, read_only: bool, write_only: bool) -> bool {
        self.both.contains(name) && !self.way.takes(read_only, write_only)
    }

    fn component(&mut self, name: &str, key: &str) -> Object {
        let model = self.model;
        let title = (!key.starts_with(name)).then_some(name);
        if let Some(schema) = model.schema(name) {
            let line = self.line(schema.name.span.start);
            let written = self.schema(schema.at, Some((name, key)));
            return Object::new().maybe("title", title).and(written).with("x-source-line", line);
        }
        let Some(table) = model.table(name) else { return Object::new() };
        let line = self.line(table.name_span().start);
        let (mut properties, mut required) = (Object::new(), Vec::new());
        for column in table.columns() {
            let said = &column.at.value.0;
            if self.leaves_out(name, ways::is_made(column), said.secret || said.hashed) {
                continue;
            }
            if self.way.requires_column(column) {
                required.push(column.name.value.as_str());
            }
            properties.set(column.name.value.as_str(), self.column(column));
        }
        let object = Object::new().maybe("title", title).with("type", "object");
        let object = object.unless_empty("required", required).unless_empty("properties", properties);
        object.with("x-source-line", line)
    }

    /// The fields of a schema, or the JSON Schema that it is, which may name parts of itself by the component's key;
    /// with its name and key where it has them.
    fn schema(&mut self, schema: &At<Schema>, of: Option<(&str, &str)>) -> Object {
        if schema.value.json_schema {
            let node = self.model.spec.tree.node(schema.node);
            return node.map(|node| self.verbatim(node, of)).unwrap_or_default();
        }
        let (mut properties, mut required) = (Object::new(), Vec::new());
        for (name, field) in &schema.value.fields {
            let (read_only, write_only) = (field.value.read_only, field.value.write_only);
            if of.is_some_and(|(of, _)| self.leaves_out(of, read_only, write_only)) {
                continue;
            }
            if self.way.requires(&field.value) {
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
            read_only: ways::is_made(column),
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
        _ if schema.get("$ref").is_some() => {
            return Object::new().with("anyOf", vec![schema, Object::new().with("type", "null")]);
        }
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

//! JSON Schema 2020-12: a file for each named schema and for the payload of each event, each complete in itself.

use std::collections::BTreeSet;

use super::asyncapi::envelope;
use super::json_schema::{Schemas, unique};
use super::value::{Object, Value, json};
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Event, Model, Schema};

/// Named schemas.
pub(super) const SCHEMAS: Kind = Kind {
    id: "json-schema",
    tab: "JSON Schema",
    needs: "`schemas:`, or `events:` with a payload",
    entries: schema_entries,
    write: write_schema,
};

/// Payloads of events, in their envelopes where they have one.
pub(super) const EVENTS: Kind = Kind { id: "json-event", entries: event_entries, write: write_event, ..SCHEMAS };

fn schema_entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let (mut seen, mut files) = (BTreeSet::new(), BTreeSet::new());
    let named = model.schemas().filter(|it| !it.name.value.is_empty() && seen.insert(it.name.value.as_str()));
    let entry = |schema: Schema<'_>| {
        let name = &schema.name.value;
        let path = format!("schemas/{}.schema.json", unique(&mut files, &file_name(name)));
        Entry { id: format!("json-schema:{name}"), tab: SCHEMAS.tab, title: name.clone(), path, format: Format::Json }
    };
    named.map(entry).collect()
}

fn event_entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let (mut seen, mut files) = (BTreeSet::new(), BTreeSet::new());
    let told = model.events().filter(|it| it.at.value.payload.is_some() && seen.insert(it.name()));
    let entry = |event: Event<'_>| {
        let name = event.name();
        let path = format!("schemas/events/{}.schema.json", unique(&mut files, &file_name(name)));
        let title = format!("event {name}");
        Entry { id: format!("json-event:{name}"), tab: SCHEMAS.tab, title, path, format: Format::Json }
    };
    told.map(entry).collect()
}

fn write_schema<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let schema = model.schema(name)?;
    let mut schemas = Schemas::within(model, "#/$defs/");
    let root = schemas.named(&schema.name.value);
    Some(file(schemas, name, root))
}

fn write_event<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let event = model.event(name)?;
    let mut schemas = Schemas::within(model, "#/$defs/");
    let payload = schemas.usage(event.at.value.payload.as_ref()?);
    let root = envelope(event, Some(payload)).unwrap_or_default();
    Some(file(schemas, name, root))
}

fn file(schemas: Schemas<'_>, title: &str, root: Object) -> String {
    let mut file = Object::new().with("$schema", "https://json-schema.org/draft/2020-12/schema").with("title", title);
    for (keyword, value) in strict(root).0 {
        file.set(keyword, value);
    }
    let mut definitions = Object::new();
    for (name, definition) in schemas.components().0 {
        definitions.set(name, strict_value(definition));
    }
    json(&file.unless_empty("$defs", definitions))
}

/// Keywords whose value is a schema, or a list of them.
const NESTED: [&str; 15] = [
    "items",
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedProperties",
    "unevaluatedItems",
    "allOf",
    "oneOf",
    "anyOf",
    "prefixItems",
    "contentSchema",
];

/// Keywords whose value names schemas.
const MAPS: [&str; 4] = ["properties", "$defs", "patternProperties", "dependentSchemas"];

/// The other keywords of the standard.
const KEYWORDS: [&str; 35] = [
    "$id",
    "$ref",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$comment",
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
    "format",
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "contentEncoding",
];

/// A schema in the standard's own words: what OpenAPI adds is said as a comment, or left out.
fn strict(schema: Object) -> Object {
    let mut result = Object::new();
    let mut comments: Vec<String> = Vec::new();
    for (keyword, value) in schema.0 {
        match keyword.as_str() {
            "x-source-line" => comments.extend(number(&value).map(|line| format!("line {line} of the spec"))),
            "x-pii" => comments.push("personal data".to_owned()),
            "example" => result.set("examples", Value::List(vec![value])),
            // A registered format of OpenAPI; the pattern says it here.
            "format" if value == Value::from("decimal") => {}
            word if MAPS.contains(&word) => result.set(word, map(value)),
            word if NESTED.contains(&word) => result.set(word, strict_value(value)),
            word if KEYWORDS.contains(&word) => result.set(word, value),
            _ => {}
        }
    }
    if comments.is_empty() { result } else { result.with("$comment", comments.join(", ")) }
}

fn strict_value(value: Value) -> Value {
    match value {
        Value::Object(schema) => strict(schema).into(),
        Value::List(schemas) => Value::List(schemas.into_iter().map(strict_value).collect()),
        other => other,
    }
}

fn map(value: Value) -> Value {
    let Value::Object(schemas) = value else { return value };
    Object(schemas.0.into_iter().map(|(name, schema)| (name, strict_value(schema))).collect()).into()
}

fn number(value: &Value) -> Option<String> {
    if let Value::Number(number) = value { Some(number.to_string()) } else { None }
}

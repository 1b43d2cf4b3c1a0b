//! The language → JSON Schema 2020-12, from the same declaration that reads it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::spec::{Shape, System, Type};

/// The schema of a spec. Every mapping becomes a definition of its own.
#[must_use]
pub fn schema() -> Value {
    let mut definitions = BTreeMap::new();
    define(System::SHAPE, &mut definitions);
    let root = definitions.remove(System::SHAPE.name).unwrap_or_default();
    let mut schema = Map::from_iter([
        ("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), json!("Architrave spec, version 1")),
    ]);
    if let Value::Object(root) = root {
        schema.extend(root);
    }
    schema.insert("$defs".to_owned(), json!(definitions));
    Value::Object(schema)
}

/// Puts a mapping and all that it holds among the definitions.
fn define(shape: &'static Shape, definitions: &mut BTreeMap<&'static str, Value>) {
    if definitions.contains_key(shape.name) {
        return;
    }
    // In before its keys are looked at, so that a mapping that holds itself ends.
    definitions.insert(shape.name, Value::Null);
    let mut mapping = policy(shape, definitions);
    let required: Vec<&str> = (shape.keys)().iter().filter(|key| key.required).map(|key| key.name).collect();
    if let Value::Object(mapping) = &mut mapping {
        mapping.insert("required".to_owned(), json!(required));
    }
    let short = shape.short.map(|short| of(&short(), definitions));
    let list = shape.list.map(|list| of(&list(), definitions));
    let mut forms: Vec<Value> = [mapping].into_iter().chain(short).chain(list).collect();
    let mut value = if forms.len() == 1 { forms.remove(0) } else { json!({ "anyOf": forms }) };
    if let Value::Object(value) = &mut value {
        value.insert("description".to_owned(), json!(shape.doc.trim()));
    }
    definitions.insert(shape.name, value);
}

/// A mapping of which every key may be left out.
fn policy(shape: &'static Shape, definitions: &mut BTreeMap<&'static str, Value>) -> Value {
    let mut properties = Map::new();
    for key in (shape.keys)() {
        let mut value = of(&key.ty, definitions);
        if let Value::Object(value) = &mut value {
            value.insert("description".to_owned(), json!(key.doc.trim()));
        }
        properties.insert(key.name.to_owned(), value);
    }
    properties.insert("ignore".to_owned(), json!({ "description": "Findings to keep here, each with its reason." }));
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^x-": {} },
        "additionalProperties": false,
    })
}

fn of(ty: &Type, definitions: &mut BTreeMap<&'static str, Value>) -> Value {
    match ty {
        Type::Text | Type::Name(_) | Type::Ref(_) => json!({ "type": ["string", "number", "boolean"] }),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Integer => json!({ "type": ["integer", "string"] }),
        Type::Number => json!({ "type": ["number", "string"] }),
        Type::Form { example, pattern: "", .. } => json!({ "type": ["string", "integer"], "examples": [example] }),
        Type::Form { example, pattern, .. } => {
            json!({ "type": ["string", "integer"], "pattern": pattern, "examples": [example] })
        }
        Type::Words(words) => json!({ "enum": words.iter().map(|(word, _)| word_value(word)).collect::<Vec<_>>() }),
        Type::List(item) => {
            let item = of(item, definitions);
            json!({ "anyOf": [{ "type": "array", "items": item }, item] })
        }
        Type::Map(value) => json!({ "type": "object", "additionalProperties": of(value, definitions) }),
        Type::Entry { pattern, .. } => json!({
            "type": "object",
            "propertyNames": { "pattern": pattern },
            "additionalProperties": of(&Type::Text, definitions),
            "minProperties": 1,
            "maxProperties": 1,
        }),
        Type::Record(shape) => {
            let shape = shape();
            define(shape, definitions);
            json!({ "$ref": format!("#/$defs/{}", shape.name.replace(' ', "%20")) })
        }
        Type::Policy(shape) => policy(shape(), definitions),
        Type::Either(types) => json!({ "anyOf": types.iter().map(|ty| of(ty, definitions)).collect::<Vec<_>>() }),
        Type::Any => json!({}),
    }
}

/// `true` and `false` are booleans to YAML, whatever the language means by them.
fn word_value(word: &str) -> Value {
    match word {
        "true" => json!(true),
        "false" => json!(false),
        _ => json!(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every mapping that a spec can hold.
    fn shapes(shape: &'static Shape, seen: &mut Vec<&'static Shape>) {
        if seen.iter().any(|it| std::ptr::eq(*it, shape)) {
            return;
        }
        seen.push(shape);
        for key in (shape.keys)() {
            inner(&key.ty, seen);
        }
    }

    fn inner(ty: &Type, seen: &mut Vec<&'static Shape>) {
        match ty {
            Type::Record(shape) | Type::Policy(shape) => shapes(shape(), seen),
            Type::List(item) | Type::Map(item) => inner(item, seen),
            Type::Either(types) => types.iter().for_each(|ty| inner(ty, seen)),
            _ => {}
        }
    }

    #[test]
    fn every_mapping_has_a_name_of_its_own_and_every_key_says_what_it_is() {
        let mut all = Vec::new();
        shapes(System::SHAPE, &mut all);
        let names: std::collections::BTreeSet<_> = all.iter().map(|shape| shape.name).collect();
        assert_eq!(names.len(), all.len());
        for shape in all {
            for key in (shape.keys)() {
                assert!(key.doc.trim().ends_with('.'), "{}.{}: {:?}", shape.name, key.name, key.doc);
            }
        }
    }

    #[test]
    fn every_reference_of_the_schema_resolves() {
        let schema = schema();
        let text = schema.to_string();
        for part in text.split("#/$defs/").skip(1) {
            let name = part.split('"').next().unwrap().replace("%20", " ");
            assert!(schema["$defs"][&name].is_object(), "{name}");
        }
    }
}

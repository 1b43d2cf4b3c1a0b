//! What bodies look like, where the spec shows none and its policy wants it: values that their schemas allow.

use crate::document::value::{Object, Value};

/// Nesting beyond this is not shown: what is so deep may have no end.
const MAX_DEPTH: usize = 6;

/// The document with an example in every JSON body that has none.
pub(super) fn shown(document: Object) -> Object {
    let schemas = match document.get("components") {
        Some(Value::Object(components)) => components.get("schemas").cloned(),
        _ => None,
    };
    let Some(Value::Object(schemas)) = schemas else { return inside(document, &Object::new()) };
    inside(document, &schemas)
}

fn inside(object: Object, schemas: &Object) -> Object {
    let each = |(name, value): (String, Value)| match value {
        Value::Object(types) if name == "content" => (name, Value::Object(bodies(types, schemas))),
        // A schema may have a property of any name.
        Value::Object(_) if name == "schemas" || name == "schema" => (name, value),
        Value::Object(inner) => (name, inside(inner, schemas).into()),
        value => (name, value),
    };
    Object(object.0.into_iter().map(each).collect())
}

fn bodies(types: Object, schemas: &Object) -> Object {
    let each = |(media_type, body): (String, Value)| {
        let Value::Object(body) = body else { return (media_type, body) };
        let is_shown = body.get("example").is_some() || !media_type.ends_with("json");
        let example = body.get("schema").filter(|_| !is_shown).and_then(|it| Shown { schemas }.value(it, "", 0));
        let example = example.filter(|it| *it != Value::from(Object::new()));
        (media_type, body.maybe("example", example).into())
    };
    Object(types.0.into_iter().map(each).collect())
}

struct Shown<'s> {
    schemas: &'s Object,
}

impl Shown<'_> {
    /// A value of a schema; none where it asks for more than is known here.
    fn value(&self, schema: &Value, name: &str, depth: usize) -> Option<Value> {
        let Value::Object(schema) = schema else { return None };
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(known) = schema.get("example").or_else(|| schema.get("const")).or_else(|| schema.get("default")) {
            return Some(known.clone());
        }
        if let Some(Value::List(values)) = schema.get("examples").or_else(|| schema.get("enum")) {
            return values.first().cloned();
        }
        if let Some(Value::Text(reference)) = schema.get("$ref") {
            let target = self.schemas.get(reference.strip_prefix("#/components/schemas/")?)?;
            return self.value(target, name, depth + 1);
        }
        if let Some(Value::List(choices)) = schema.get("anyOf").or_else(|| schema.get("oneOf")) {
            return self.value(choices.first()?, name, depth + 1);
        }
        if ["allOf", "not", "if", "patternProperties", "contains"].iter().any(|word| schema.get(word).is_some()) {
            return None;
        }
        let ty = match schema.get("type")? {
            Value::Text(ty) => ty.as_str(),
            Value::List(types) => match types.first()? {
                Value::Text(ty) => ty.as_str(),
                _ => return None,
            },
            _ => return None,
        };
        match ty {
            "object" => self.object(schema, depth).map(Value::Object),
            "array" => self.list(schema, name, depth),
            "string" => text(schema, name).map(Value::Text),
            "integer" | "number" => number(schema),
            "boolean" => Some(true.into()),
            "null" => Some(Value::Null),
            _ => None,
        }
    }

    fn object(&self, schema: &Object, depth: usize) -> Option<Object> {
        let required = match schema.get("required") {
            Some(Value::List(names)) => names.as_slice(),
            _ => &[],
        };
        let mut object = Object::new();
        if let Some(Value::Object(properties)) = schema.get("properties") {
            for (name, property) in &properties.0 {
                match self.value(property, name, depth + 1) {
                    Some(value) => object.push(name.as_str(), value),
                    None if required.contains(&Value::from(name.as_str())) => return None,
                    None => {}
                }
            }
        }
        let has_all = required.iter().all(|it| matches!(it, Value::Text(name) if object.get(name).is_some()));
        (has_all && schema.get("minProperties").is_none()).then_some(object)
    }

    fn list(&self, schema: &Object, name: &str, depth: usize) -> Option<Value> {
        let least = count(schema, "minItems").unwrap_or(1).max(1);
        if count(schema, "maxItems") == Some(0) {
            return Some(Value::List(Vec::new()));
        }
        let item = self.value(schema.get("items")?, name, depth + 1)?;
        let alike = schema.get("uniqueItems").is_none() || least == 1;
        (least <= 3 && alike).then(|| Value::List(vec![item; usize::try_from(least).unwrap_or(1)]))
    }
}

/// A text of its format, else one that says its own name.
fn text(schema: &Object, name: &str) -> Option<String> {
    let word = |key: &str| match schema.get(key) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let known = match word("format") {
        Some("uuid") => "3f2a9c1e-7b64-4d0f-9a58-2c6e1d7b8f30",
        Some("date-time") => "2026-03-14T09:30:00Z",
        Some("date") => "2026-03-14",
        Some("time") => "09:30:00Z",
        Some("duration") => "PT15M",
        Some("email") => "somebody@example.com",
        Some("uri" | "uri-reference") => "https://example.com/",
        Some("decimal") => return amount(word("pattern")),
        _ if word("pattern").is_some() => return None,
        Some("password") | None => "",
        Some(_) => return None,
    };
    if word("contentEncoding").is_some() {
        return Some("AAECAw==".to_owned());
    }
    let (least, most) = (count(schema, "minLength").unwrap_or(0), count(schema, "maxLength"));
    if !known.is_empty() {
        let length = u64::try_from(known.len()).ok()?;
        return (length >= least && most.is_none_or(|most| length <= most)).then(|| known.to_owned());
    }
    let name = if name.is_empty() { "text" } else { name };
    let size = usize::try_from(least.max(1)).ok().filter(|it| *it <= 200)?;
    let most = most.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    let long = name.chars().cycle().take(name.chars().count().max(size));
    Some(long.take(most).collect())
}

/// A fixed-point number of as many digits as its pattern has at least.
fn amount(pattern: Option<&str>) -> Option<String> {
    let digits = pattern.and_then(|it| it.split_once("(\\.\\d{1,")).and_then(|(_, rest)| rest.split('}').next());
    match digits.map(str::parse::<u64>) {
        Some(Ok(1)) => Some("9.5".to_owned()),
        Some(Ok(_)) => Some("9.95".to_owned()),
        Some(Err(_)) => None,
        None => Some("9".to_owned()),
    }
}

fn number(schema: &Object) -> Option<Value> {
    if ["multipleOf", "exclusiveMinimum", "exclusiveMaximum"].iter().any(|word| schema.get(word).is_some()) {
        return None;
    }
    let limit = |word: &str| match schema.get(word) {
        Some(Value::Number(number)) => Some(number.as_i64()),
        _ => None,
    };
    // A limit that is no whole number is left to who reads it.
    let (least, most) = (limit("minimum").unwrap_or(Some(i64::MIN))?, limit("maximum").unwrap_or(Some(i64::MAX))?);
    let number = 1_i64.clamp(least, most.max(least));
    (number <= most).then(|| Value::Number(number.into()))
}

fn count(schema: &Object, word: &str) -> Option<u64> {
    match schema.get(word) {
        Some(Value::Number(number)) => number.as_u64(),
        _ => None,
    }
}

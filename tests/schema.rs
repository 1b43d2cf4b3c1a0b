//! The published schema, as a validator of others reads it.

use serde_json::Value;

/// What an editor would hand to a validator: the document as JSON.
fn json(node: architrave::yaml::Node<'_>) -> Value {
    if let Some(entries) = node.entries() {
        let entries = entries.map(|(key, value)| (key.as_str().unwrap().to_owned(), json(value)));
        return Value::Object(entries.collect());
    }
    if let Some(items) = node.items() {
        return items.map(json).collect();
    }
    let text = node.as_str().unwrap();
    let plain = node.style() == Some(architrave::yaml::Style::Plain);
    match node.as_bool() {
        _ if node.is_null() => Value::Null,
        Some(value) => Value::Bool(value),
        None if plain => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        None => text.into(),
    }
}

fn errors(text: &str) -> Vec<String> {
    let schema = architrave::reference::schema();
    let validator = jsonschema::draft202012::new(&schema).expect("a sound schema");
    let tree = architrave::yaml::Tree::read(text);
    let document = json(tree.root().expect("a document"));
    validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schema_is_a_schema() {
    jsonschema::draft202012::meta::validate(&architrave::reference::schema()).expect("valid by its own draft");
}

#[test]
fn every_sample_keeps_to_the_schema() {
    let samples = std::fs::read_dir("public/samples").expect("samples");
    let mut seen = 0;
    for sample in samples.map(|entry| entry.expect("readable").path()) {
        if sample.extension().is_some_and(|it| it == "yaml") {
            let text = std::fs::read_to_string(&sample).expect("text");
            assert_eq!(errors(&text), Vec::<String>::new(), "{}", sample.display());
            seen += 1;
        }
    }
    assert!(seen > 0, "no samples");
}

#[test]
fn what_the_language_refuses_the_schema_refuses() {
    for text in [
        "services: [{ nme: orders }]",
        "stage: later",
        "rules: { extends: strickt }",
        "rules: { api/verb-in-path: never }",
        "services: [{ name: orders, calls: [{ to: payments, timeout: 30 fortnights }] }]",
        "services: [{ name: orders, stateless: perhaps }]",
        "api: [FETCH /orders]",
    ] {
        assert!(!architrave::spec::Spec::read(text).problems.is_empty(), "{text}");
        assert!(!errors(text).is_empty(), "{text}");
    }
}

#[test]
fn a_profile_and_levels_of_rules_keep_to_the_schema() {
    let text = "rules: { extends: strict, api/verb-in-path: off, scale/duplicated-job: warning }";
    assert!(architrave::spec::Spec::read(text).problems.is_empty());
    assert_eq!(errors(text), Vec::<String>::new());
}

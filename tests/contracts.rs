//! Contracts as files: what the real readers of GraphQL, Protocol Buffers and JSON Schema say of them.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use architrave::document::{self, Format, Source};
use architrave::model::Model;
use architrave::spec::Spec;

use crate::cases::Case;
use crate::documents;

/// APIs whose types follow from what a spec says, with names that no identifier can have.
const DERIVED: &str = "
services:
  - name: catalog
  - { name: \"stock: \\\"x\\\" */\", calls: [ { to: catalog, operation: query products }, { to: catalog, operation: query Product },
      { to: catalog, operation: mutation add to basket }, { to: catalog, operation: \"query type { x } # ` 🙂\" } ] }
  - numbers
graphql:
  - { service: catalog, path: /graphql, subscriptions: { transport: sse, events: [\"price.changed\", \"a b\"] } }
grpc:
  - service: \"stock: \\\"x\\\" */\"
    package: \"shop.1stock.v1; option x = 1\"
    rpcs:
      - Reserve(ReserveRequest) returns (Product)
      - Reserve(stream ReserveRequest) returns (stream Product)
      - { name: \"message Foo {\", request: \"a b\", response: Empty, idempotent: true, deadline: 2s, summary: \"one\\n} message Bar { }\" }
      - { name: Watch, request: Nothing, response: \"google.protobuf.Empty\", streaming: bidirectional }
      - Bare
  - { service: numbers, rpcs: [ Count(Empty) returns (Everything) ] }
schemas:
  Product: { id: uuid, \"type\": \"enum(a b, true, null, 1, a-b)\", class: \"enum(x)\", fooBar: string, foo_bar: integer, \"x y\": \"string[]\",
      more: Product?, list: \"Everything[](1..3)\", secret: string secret }
  ReserveRequest: { quantity: \"integer(1..)\", when: date-time, tags: map<string>, deep: \"map<map<Product>>\", many: \"map<integer>[]\" }
  Everything: { a: int32, b: int64, c: float, d: double, e: \"decimal(12,2)\", f: boolean, g: bytes, h: duration, i: any, j: object,
      k: email, l: date, \"🙂\": string, \"\": string, \"message\": string?, old: string deprecated, n: Unknown }
  \"a b\": { type: object, properties: { n: { type: integer, nullable: true, example: 3 } } }
events:
  - { name: price.changed, payload: Product }
  - { name: \"a b\", payload: { x: \"a b\", __typename: string }, envelope: standard }
";

fn cases() -> Vec<Case> {
    let derived = Case { name: "derived".to_owned(), text: DERIVED.to_owned() };
    documents::all().into_iter().chain([derived]).collect()
}

#[test]
#[ignore = "needs `npm ci` in tests/contracts"]
fn the_real_readers_accept_every_contract() {
    let mut contracts = Vec::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        for entry in document::entries(&model) {
            let kind = match entry.format {
                Format::Graphql => "graphql",
                Format::Proto => "proto",
                Format::Json => "json",
                _ => continue,
            };
            let text = document::write(&Source::new(&model, &[]), &entry.id).expect("it is written");
            // What a spec gives by itself may be wrong, or name what only its own repository has.
            let given = match kind {
                "graphql" => spec.text().contains("schema: |"),
                "proto" => spec.text().contains("proto: |"),
                _ => spec.text().contains("oneOf:"),
            };
            if given
                && (text.contains("import \"") && !text.contains("google/protobuf") || case.name.contains("renamed"))
            {
                continue;
            }
            *kinds.entry(kind).or_default() += 1;
            let name = format!("{}: {}", case.name, entry.id);
            contracts.push(serde_json::json!({ "name": name, "kind": kind, "text": text, "given": given }));
        }
    }
    assert!(kinds["graphql"] > 2 && kinds["proto"] > 5 && kinds["json"] > 200, "{kinds:?}");
    let mut node = Command::new("node")
        .arg("check.mjs")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contracts"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    let input = serde_json::Value::from(contracts).to_string();
    node.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the check reads its input");
    assert!(node.wait().expect("the check ends").success());
}

#[test]
fn a_text_that_the_spec_gives_stays_as_it_is() {
    let text = "graphql:\n  - service: a\n    schema: |\n      type Query { a: Int }\n      # kept\ngrpc:\n  - service: b\n    proto: |\n      syntax = \"proto3\";\n      message M {}\n";
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let source = Source::new(&model, &[]);
    assert_eq!(document::write(&source, "graphql:a").as_deref(), Some("type Query { a: Int }\n# kept\n"));
    assert_eq!(document::write(&source, "proto:b").as_deref(), Some("syntax = \"proto3\";\nmessage M {}\n"));
}

#[test]
fn every_field_of_a_schema_stands_in_its_file_with_its_limits() {
    let mut seen = 0;
    for case in cases() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        for schema in model.schemas().filter(|it| !it.at.value.json_schema) {
            let id = format!("json-schema:{}", schema.name.value);
            // The first of two of one name is the one that names mean.
            let Some(first) = model.schema(&schema.name.value).filter(|it| it.name.span == schema.name.span) else {
                continue;
            };
            let text = document::write(&Source::new(&model, &[]), &id).expect("it is written");
            let file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let pointer = file["$ref"].as_str().expect("a reference").trim_start_matches('#').to_owned();
            let written = file.pointer(&pointer).expect("its own definition");
            for (name, field) in &first.at.value.fields {
                let property = &written["properties"][&name.value];
                assert!(property.is_object(), "{}: {id} lacks {}", case.name, name.value);
                let required =
                    written["required"].as_array().is_some_and(|all| all.iter().any(|it| it == name.value.as_str()));
                assert_eq!(required, !field.value.may_be_absent(), "{}: {id}.{}", case.name, name.value);
                if let (Some((_, Some(most))), "string", false) =
                    (field.value.range, field.value.ty.as_str(), field.value.list)
                {
                    assert_eq!(property["maxLength"], most, "{}: {id}.{}", case.name, name.value);
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "only {seen} fields");
}

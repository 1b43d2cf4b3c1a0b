use proptest::prelude::*;

use super::*;

const PROTO: &str = r#"syntax = "proto3";
package shop.inventory.v1;
import "google/protobuf/timestamp.proto";

// Keeps the stock. 好
service Inventory {
  rpc Reserve(ReserveRequest) returns (Reservation);
  rpc Watch(stream WatchRequest) returns (stream StockLevel) { option deprecated = true; }
}
message ReserveRequest {
  reserved 4, 8 to 10;
  reserved "old";
  repeated Item items = 1;
  optional string note = 2;
  map<string, int64> counts = 3;
  oneof by { string user = 5; string key = 6 [deprecated = true]; }
  message Item { string sku = 1; Kind kind = 2; enum Kind { KIND_UNSPECIFIED = 0; NEW = 1; } }
}
message Reservation { google.protobuf.Timestamp until = 1; }
message WatchRequest {}
message StockLevel { double level = 1; }
"#;

#[test]
fn messages_services_and_enums_have_places() {
    let file = File::read(PROTO);
    assert_eq!(file.problem, None);
    assert_eq!((file.package.as_str(), file.imports.len()), ("shop.inventory.v1", 1));
    let names: Vec<_> = file.messages.iter().map(|message| message.name.text.as_str()).collect();
    assert_eq!(names, ["ReserveRequest", "ReserveRequest.Item", "Reservation", "WatchRequest", "StockLevel"]);
    assert_eq!(file.messages[1].name.span.of(PROTO), "Item");
    let request = &file.messages[0];
    assert_eq!((request.reserved.as_slice(), request.reserved_names.len()), (&[(4, 4), (8, 10)][..], 1));
    let fields: Vec<_> =
        request.fields.iter().map(|field| (field.name.span.of(PROTO), field.number, field.of.as_str())).collect();
    let expected = [
        ("items", 1, "Item"),
        ("note", 2, "string"),
        ("counts", 3, "map<string, int64>"),
        ("user", 5, "string"),
        ("key", 6, "string"),
    ];
    assert_eq!(fields, expected);
    let [items, note, counts, user, key] = request.fields.as_slice() else { panic!() };
    assert!(
        items.repeated && !note.repeated && note.optional && !counts.repeated && key.deprecated && !user.deprecated
    );
    assert_eq!((user.oneof.as_deref(), note.oneof.as_deref()), (Some("by"), None));
    let watch = &file.services[0].rpcs[1];
    assert!(watch.client_streaming && watch.server_streaming && !file.services[0].rpcs[0].server_streaming);
    assert_eq!((watch.request.text.as_str(), watch.request.span.of(PROTO)), ("WatchRequest", "WatchRequest"));
    assert_eq!(file.enums[0].name.text, "ReserveRequest.Item.Kind");
    assert_eq!(file.enums[0].values[1].0.span.of(PROTO), "NEW");
}

#[test]
fn a_text_without_syntax_is_proto3() {
    let text = "message A { string x = 1; }\nmessage B { A a = 1; }";
    let file = File::read(text);
    assert_eq!(file.problem, None);
    assert_eq!(file.messages[0].fields[0].name.span.of(text), "x");
    assert_eq!(file.messages[1].name.span.of(text), "B");
}

#[test]
fn what_cannot_be_read_has_a_place() {
    for (text, token, message) in [
        ("message A { string x = 1 }", "}", "a `;` or a part of the definition is missing before this"),
        ("message A {", "{", "the text ends in the middle of a definition"),
        ("mesage A {}", "mesage", "`mesage` cannot stand here in a proto text"),
        ("message A { string x = 0; }", "0", "a field's number is from 1 to 536870911"),
        ("message A { required string x = 1; }", "required", "proto3 has no required fields"),
        (
            "syntax = \"proto2\";\nmessage A { string x = 1; }",
            "string x = 1;",
            "a proto2 field begins with `optional`, `repeated` or `required`",
        ),
    ] {
        let problem = File::read(text).problem.unwrap();
        assert_eq!((problem.span.of(text), problem.message.as_str()), (token, message), "{text}");
    }
    assert_eq!(File::read("").problem, None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_answer(
        start in 0..PROTO.len(),
        length in 0..PROTO.len(),
        insert in "\\PC{0,8}|[{}()<>;=\"/*. \n0a]{0,8}",
    ) {
        let start = PROTO.floor_char_boundary(start);
        let cut = PROTO.get(start..PROTO.floor_char_boundary((start + length).min(PROTO.len()))).unwrap();
        for text in [format!("{insert}{cut}"), format!("{cut}{insert}"), insert] {
            let file = File::read(&text);
            if let Some(problem) = file.problem {
                prop_assert!(text.get(problem.span.start..problem.span.end).is_some_and(|at| !at.is_empty() || text.is_empty()));
                prop_assert!(problem.message.chars().count() <= 100);
            }
            for message in file.messages {
                prop_assert!(message.name.text.ends_with(message.name.span.of(&text)));
            }
        }
    }
}

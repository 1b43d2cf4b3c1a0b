//! Where the parts of an interface say that the spec has them.

use std::collections::{BTreeMap, BTreeSet};

use architrave::document::{self, Source};
use architrave::model::Model;
use architrave::spec::{Entries, Items, Spec};
use architrave::text::LineIndex;
use architrave::yaml::{Node, Tree};

use crate::documents;

/// The lines on which the spec has something of a kind, by its name; of what has no name, by nothing.
type Places = BTreeMap<(&'static str, String), BTreeSet<String>>;

fn places(model: &Model<'_>) -> Places {
    let lines = LineIndex::new(model.spec.text());
    let mut places = Places::new();
    let mut add = |kind: &'static str, name: &str, offset: usize| {
        places.entry((kind, name.to_owned())).or_default().insert((lines.line_of(offset) + 1).to_string());
    };
    model.endpoints().for_each(|it| add("operation", it.method().word(), it.at.span.start));
    model.sse().for_each(|it| add("operation", "GET", it.at.span.start));
    model.webhooks().for_each(|it| add("operation", "POST", it.at.span.start));
    model.schemas().for_each(|it| add("schema", &it.name.value, it.name.span.start));
    model.tables().for_each(|it| add("schema", it.name(), it.name_span().start));
    model.schemes().for_each(|it| add("scheme", "", it.at.span.start));
    model.channels().for_each(|it| add("channel", it.name(), it.name_span().start));
    model.websockets().for_each(|it| {
        add("channel", it.path.as_ref().map_or("/", |path| path.value.as_str()), it.at.span.start);
        add("action", "", it.at.span.start);
        it.sends
            .items()
            .iter()
            .chain(it.receives.items())
            .for_each(|name| add("message", &name.value, name.span.start));
    });
    for event in model.events() {
        add("message", event.name(), event.name_span().start);
        event.previous.entries().iter().for_each(|(_, usage)| add("message", event.name(), usage.span.start));
    }
    for told in model.publications() {
        add("action", "", told.span.start);
        add("message", told.event, told.span.start);
    }
    for heard in model.subscriptions() {
        add("action", "", heard.at.span.start);
        add("message", heard.event_name().unwrap_or_default(), heard.at.span.start);
    }
    places
}

/// Asserts that a part has a line, and that the spec has a thing of that kind and of one of these names there.
fn points(part: Node<'_>, kind: &'static str, names: &[&str], places: &Places, of: &str) {
    let line = part.get("x-source-line").and_then(Node::as_str).unwrap_or_else(|| panic!("{of} has no line"));
    let is_there = |name: &&str| places.get(&(kind, (*name).to_owned())).is_some_and(|lines| lines.contains(line));
    assert!(names.iter().any(is_there), "{of}: no {kind} {names:?} on line {line}");
}

fn under<'t>(root: Node<'t>, keys: &[&str]) -> Vec<(&'t str, Node<'t>)> {
    let found = keys.iter().try_fold(root, |node, key| node.get(key));
    let entries = found.and_then(Node::entries).into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.as_str()?, value))).collect()
}

#[test]
fn every_part_of_an_interface_says_where_the_spec_has_it() {
    let mut seen = 0;
    for case in documents::all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let places = places(&model);
        for entry in document::entries(&model).into_iter().filter(|it| ["OpenAPI", "AsyncAPI"].contains(&it.tab)) {
            let text = document::write(&Source::new(&model, &[]), &entry.id).expect("it is written");
            let tree = Tree::read(&text);
            let root = tree.root().expect("a document");
            let of = |part: &str| format!("{}: {}: {part}", case.name, entry.id);
            for (path, item) in under(root, &["paths"]).into_iter().chain(under(root, &["webhooks"])) {
                for (method, operation) in under(item, &[]) {
                    points(operation, "operation", &[&method.to_uppercase()], &places, &of(path));
                    seen += 1;
                }
            }
            for (key, schema) in under(root, &["components", "schemas"]) {
                if key.starts_with("ProblemDetails") {
                    continue;
                }
                let plain = key.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
                let plain = ["Input", "Sent"].iter().find_map(|end| plain.strip_suffix(end)).unwrap_or(plain);
                let title = schema.get("title").and_then(Node::as_str).unwrap_or_default();
                // What goes around a payload is the event's.
                let kind = if model.event(title).is_some() { "message" } else { "schema" };
                points(schema, kind, &[key, plain, title], &places, &of(key));
                seen += 1;
            }
            for (key, scheme) in under(root, &["components", "securitySchemes"]) {
                let about = scheme.get("description").and_then(Node::as_str).unwrap_or_default();
                // One that is asked for and nowhere declared stands nowhere.
                if entry.tab == "OpenAPI" && !about.contains("does not say how") {
                    points(scheme, "scheme", &[""], &places, &of(key));
                }
            }
            for (key, message) in under(root, &["components", "messages"]) {
                let name = message.get("name").and_then(Node::as_str).unwrap_or_default();
                points(message, "message", &[name], &places, &of(key));
            }
            for (key, operation) in under(root, &["operations"]) {
                points(operation, "action", &[""], &places, &of(key));
            }
            for (key, channel) in under(root, &["channels"]) {
                let name = channel.get("address").and_then(Node::as_str).unwrap_or_default();
                let is_made = channel.get("messages").is_none() && model.channel(name).is_none();
                match channel.get("title").and_then(Node::as_str) {
                    // A dead letter channel that nobody declares, and an event that names no channel.
                    _ if is_made => assert!(channel.get("x-source-line").is_some(), "{}", of(key)),
                    Some(event) => points(channel, "message", &[event], &places, &of(key)),
                    None => points(channel, "channel", &[name], &places, &of(key)),
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 1_000, "only {seen} parts");
}

//! Messages: the payload of each event, in its envelope where it has one.

use super::{Writer, names};
use crate::document::markdown::paragraphs;
use crate::document::value::Object;
use crate::model::Event;
use crate::spec::Items;

/// What stands in the envelope that is called `standard`.
const STANDARD: [&str; 5] = ["id", "type", "aggregateId", "timestamp", "data"];

impl<'m> Writer<'m> {
    /// Every event as a message, under the key that the channels use.
    pub(super) fn messages(&mut self) -> Object {
        let mut messages = Object::new();
        for name in names(self.model) {
            let Some((_, key)) = self.places.get(name) else { continue };
            let key = key.clone();
            let message = match self.model.event(name) {
                Some(event) => self.message(event),
                None => Object::new().with("name", name).with("title", name),
            };
            messages.push(key.as_str(), message);
            for (earlier, version) in self.earlier.remove(name).into_iter().flatten() {
                let payload = self.schemas.usage(version);
                let message = Object::new()
                    .with("name", name)
                    .with("title", earlier.as_str())
                    .with("summary", "An earlier version.")
                    .with("payload", payload)
                    .with("x-source-line", self.schemas.line(version.span.start));
                messages.push(earlier, message);
            }
        }
        messages
    }

    fn message(&mut self, event: Event<'m>) -> Object {
        let said = &event.at.value;
        let payload = said.payload.as_ref().map(|it| self.schemas.usage(it));
        let payload = envelope(event, payload);
        let key = said.key.as_ref().map(|key| {
            let about = paragraphs(&format!("`{}`", key.value));
            Object::new().with("key", Object::new().with("type", "string").with("description", about))
        });
        let is_kafka = event.channel().is_some_and(|it| super::bindings::protocol(it) == "kafka");
        let kafka = key.filter(|_| is_kafka).map(|it| Object::new().with("kafka", it));
        Object::new()
            .with("name", event.name())
            .with("title", event.name())
            .maybe("summary", said.summary.as_ref().map(|it| it.value.as_str()))
            .maybe("payload", payload)
            .maybe("bindings", kafka)
            .maybe("x-version", said.version.as_ref().map(|it| it.value))
            .with("x-source-line", self.schemas.line(event.name_span().start))
    }
}

/// The whole of a message: its payload in the envelope that the event names.
pub(in crate::document) fn envelope(event: Event<'_>, payload: Option<Object>) -> Option<Object> {
    let fields: Vec<&str> = match event.at.value.envelope.items() {
        [] => return payload,
        [only] if only.value == "standard" => STANDARD.to_vec(),
        fields => fields.iter().map(|it| it.value.as_str()).collect(),
    };
    Some(around(event.name(), &fields, payload))
}

/// What goes around a payload.
fn around(event: &str, fields: &[&str], payload: Option<Object>) -> Object {
    let mut properties = Object::new();
    for field in fields {
        let text = Object::new().with("type", "string");
        let schema = match *field {
            "data" | "payload" => payload.clone().unwrap_or_default(),
            "type" => text.with("const", event),
            "timestamp" | "time" | "occurredAt" | "occurred_at" => text.with("format", "date-time"),
            "version" => Object::new().with("type", "integer"),
            _ => text,
        };
        properties.set(*field, schema);
    }
    Object::new().with("type", "object").with("required", fields.to_vec()).with("properties", properties)
}

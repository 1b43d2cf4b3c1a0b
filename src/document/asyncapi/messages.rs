//! Messages: the payload of each event, in its envelope where it has one.

use super::{Writer, names};
use crate::document::markdown::paragraphs;
use crate::document::value::Object;
use crate::model::Event;
use crate::model::words::is_any;
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
                None => {
                    let line = self.told_at(name).map(|offset| self.schemas.line(offset));
                    Object::new().with("name", name).with("title", name).maybe("x-source-line", line)
                }
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

    /// The key of a record: a field of the payload where it has one of that name.
    fn kafka(&mut self, event: Event<'m>, key: &str) -> Object {
        let model = self.model;
        let fields = event.at.value.payload.as_ref().map(|it| model.fields(&it.value)).unwrap_or_default();
        let field = fields.iter().find(|(name, _)| is_any(&name.value, &[key]));
        let schema = field.map(|(_, field)| self.schemas.field(&field.value)).filter(|it| it.get("type").is_some());
        let schema = schema.unwrap_or_else(|| Object::new().with("type", "string"));
        let schema = schema.without(&["readOnly", "writeOnly", "default"]);
        let schema = schema.with("description", paragraphs(&format!("`{key}`")));
        Object::new().with("key", schema).with("bindingVersion", "0.5.0")
    }

    fn message(&mut self, event: Event<'m>) -> Object {
        let said = &event.at.value;
        let payload = said.payload.as_ref().map(|it| self.schemas.usage(it));
        let payload = envelope(event, payload).map(|whole| match event.at.value.envelope.items() {
            [] => whole,
            // Generated code calls what has a name by it.
            _ => {
                let line = self.schemas.line(event.name_span().start);
                let whole = Object::new().with("title", event.name()).and(whole).with("x-source-line", line);
                self.schemas.made(&format!("{}.message", event.name()), || whole)
            }
        });
        let channel = event.channel();
        let is_kafka = channel.is_some_and(|it| super::bindings::protocol(it) == "kafka");
        let key = said.key.as_ref().or_else(|| channel?.at.value.key.as_ref());
        let kafka = key.filter(|_| is_kafka).map(|key| Object::new().with("kafka", self.kafka(event, &key.value)));
        Object::new()
            .with("name", event.name())
            .with("title", event.name())
            .maybe("summary", said.summary.as_ref().map(|it| it.value.as_str()))
            .maybe("correlationId", correlation(event))
            .maybe("payload", payload)
            .maybe("bindings", kafka)
            .maybe("x-version", said.version.as_ref().map(|it| it.value))
            .maybe("x-compatibility", said.compatibility.as_ref().map(|it| it.value.to_string()))
            .maybe("x-delivery", said.delivery.as_ref().map(|it| it.value.to_string()))
            .maybe("x-routing-key", said.routing_key.as_ref().map(|it| it.value.as_str()))
            .with("x-source-line", self.schemas.line(event.name_span().start))
    }
}

/// Where a message says to which other it belongs.
fn correlation(event: Event<'_>) -> Option<Object> {
    const NAMES: [&str; 3] = ["correlation id", "request id", "causation id"];
    let is_one = |name: &str| is_any(name, &NAMES) && !name.contains(['/', '~']);
    let envelope = event.at.value.envelope.items();
    let around = envelope.iter().map(|it| it.value.as_str()).find(|name| is_one(name)).map(str::to_owned);
    let fields = event.at.value.payload.as_ref().map(|it| event.model.fields(&it.value)).unwrap_or_default();
    let inside = fields.iter().map(|(name, _)| name.value.as_str()).find(|name| is_one(name));
    let inside = inside.map(|name| match envelope {
        [] => name.to_owned(),
        [only] if only.value == "standard" => format!("data/{name}"),
        fields => {
            let place = PLACES.into_iter().find(|place| fields.iter().any(|it| it.value == *place));
            place.map_or(name.to_owned(), |place| format!("{place}/{name}"))
        }
    });
    let path = around.or(inside)?;
    Some(Object::new().with("location", format!("$message.payload#/{path}")))
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

/// Fields of an envelope that hold the payload; the first of them that it has does.
const PLACES: [&str; 9] = ["data", "payload", "body", "event", "object", "detail", "details", "content", "message"];

/// What goes around a payload, or stands beside its fields where it has no place for it.
fn around(event: &str, fields: &[&str], payload: Option<Object>) -> Object {
    let place = PLACES.into_iter().find(|place| fields.contains(place));
    let mut properties = Object::new();
    for field in fields {
        let text = Object::new().with("type", "string");
        let schema = match *field {
            field if Some(field) == place => payload.clone().unwrap_or_default(),
            "type" => text.with("const", event),
            "timestamp" | "time" => text.with("format", "date-time"),
            time if time.ends_with("_at") || time.ends_with("At") => text.with("format", "date-time"),
            "version" => Object::new().with("type", "integer"),
            _ => text,
        };
        properties.set(*field, schema);
    }
    let whole = Object::new().with("type", "object").with("required", fields.to_vec()).with("properties", properties);
    match payload.filter(|_| place.is_none()) {
        Some(payload) => Object::new().with("allOf", vec![payload, whole]),
        None => whole,
    }
}

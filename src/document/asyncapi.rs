//! AsyncAPI 3.0 of the whole system: its channels, what runs through them, who sends and who receives.

mod bindings;
mod messages;

use std::collections::{BTreeMap, BTreeSet};

use super::json_schema::{Schemas, component_name, unique};
use super::markdown::paragraphs;
use super::value::{Object, yaml};
use super::{Entry, Format, Kind, Source};
use crate::model::{Channel, Model};

pub(super) const KIND: Kind = Kind { id: "asyncapi", entries, write };

/// What the parts of the document share while it is written.
#[derive(Debug)]
struct Writer<'m> {
    model: &'m Model<'m>,
    schemas: Schemas<'m>,
    /// Where each event travels: its channel's key and its own.
    places: BTreeMap<&'m str, (String, String)>,
    /// Servers by broker.
    servers: BTreeMap<String, Object>,
    /// Security schemes of the servers.
    security: BTreeMap<String, Object>,
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    if model.channels().next().is_none() && names(model).is_empty() {
        return Vec::new();
    }
    vec![Entry {
        id: "asyncapi".to_owned(),
        tab: "AsyncAPI",
        title: String::new(),
        path: "asyncapi.yaml".to_owned(),
        format: Format::Yaml,
    }]
}

fn write<'m>(Source { model, .. }: Source<'m>, name: &str) -> Option<String> {
    let writer = Writer {
        model,
        schemas: Schemas::new(model),
        places: BTreeMap::new(),
        servers: BTreeMap::new(),
        security: BTreeMap::new(),
    };
    (name.is_empty() && !entries(model).is_empty()).then(|| yaml(&writer.document()))
}

/// Every event by name: declared, or only published or heard.
fn names<'m>(model: &'m Model<'m>) -> Vec<&'m str> {
    let mut seen = BTreeSet::new();
    let declared = model.events().map(|event| event.name());
    let published = model.publications().iter().map(|it| it.event);
    let heard = model.subscriptions().filter_map(|it| it.event_name());
    let names = declared.chain(published).chain(heard);
    names.filter(|name| !name.is_empty() && seen.insert(*name)).collect()
}

impl<'m> Writer<'m> {
    fn document(mut self) -> Object {
        let channels = self.channels();
        let operations = self.operations();
        let messages = self.messages();
        let by_key =
            |map: BTreeMap<String, Object>| map.into_iter().fold(Object::new(), |all, (key, it)| all.with(key, it));
        let system = self.model.system();
        let info = Object::new()
            .with("title", self.model.name())
            .with("version", "1")
            .maybe("description", system.summary.as_ref().map(|it| paragraphs(&it.value)))
            .maybe("contact", system.owner.as_ref().map(|it| Object::new().with("name", it.value.as_str())));
        let components = Object::new()
            .unless_empty("messages", messages)
            .unless_empty("schemas", self.schemas.components())
            .unless_empty("securitySchemes", by_key(self.security));
        Object::new()
            .with("asyncapi", "3.0.0")
            .with("info", info)
            .with("defaultContentType", "application/json")
            .unless_empty("servers", by_key(self.servers))
            .with("channels", channels)
            .with("operations", operations)
            .unless_empty("components", components)
    }

    /// The declared channels, then one for each event that names none.
    fn channels(&mut self) -> Object {
        let (mut channels, mut taken, mut keys) = (Object::new(), BTreeSet::new(), BTreeSet::new());
        let mut events = names(self.model);
        let keyed: Vec<(&'m str, String)> =
            events.iter().map(|name| (*name, unique(&mut keys, &component_name(name)))).collect();
        let mut seen = BTreeSet::new();
        for channel in self.model.channels().filter(|channel| seen.insert(channel.name())) {
            let key = unique(&mut taken, &component_name(channel.name()));
            let mut messages = Object::new();
            for (name, message) in &keyed {
                let on = self.model.event(name).and_then(|event| event.channel());
                if on.is_some_and(|it| it.name() == channel.name()) {
                    messages.set(message.as_str(), reference(&["components", "messages", message]));
                    self.places.insert(name, (key.clone(), message.clone()));
                }
            }
            let written = self.channel(channel, messages);
            channels.set(key, written);
        }
        events.retain(|name| !self.places.contains_key(name));
        for (name, message) in keyed.iter().filter(|(name, _)| events.contains(name)) {
            let key = unique(&mut taken, message);
            let messages = Object::new().with(message.as_str(), reference(&["components", "messages", message]));
            // Where it travels is not said.
            let channel = Object::new().with("address", super::value::Value::Null).with("title", *name);
            channels.set(key.as_str(), channel.with("messages", messages));
            self.places.insert(name, (key, message.clone()));
        }
        channels
    }

    fn channel(&mut self, channel: Channel<'m>, messages: Object) -> Object {
        let said = &channel.at.value;
        let server = said.broker.as_ref().map(|broker| self.server(&broker.value, channel));
        let servers: Vec<Object> = server.iter().map(|key| reference(&["servers", key])).collect();
        Object::new()
            .with("address", channel.name())
            .maybe("description", said.summary.as_ref().map(|it| paragraphs(&it.value)))
            .unless_empty("servers", servers)
            .unless_empty("messages", messages)
            .unless_empty("bindings", bindings::of_channel(channel))
            .with("x-source-line", self.schemas.line(channel.name_span().start))
    }

    /// The key of a broker's server, with what a channel asks of those who connect.
    fn server(&mut self, broker: &str, channel: Channel<'m>) -> String {
        let key = component_name(broker);
        let security = channel.at.value.auth.as_ref().and_then(|auth| bindings::security(&auth.value));
        let host = format!("{key}_host").replace(['.', '-'], "_");
        let encrypted = channel.at.value.encrypted.as_ref().is_some_and(|it| it.value);
        let plain = bindings::protocol(channel);
        let protocol = if encrypted { bindings::encrypted(plain) } else { plain };
        let variable = Object::new().with("description", "Where it runs is not part of the design.");
        let server = self.servers.entry(key.clone()).or_insert_with(|| {
            Object::new()
                .with("host", format!("{{{host}}}"))
                .with("protocol", protocol)
                .with("title", broker)
                .with("variables", Object::new().with(host, variable))
        });
        if let Some((name, scheme)) = security.filter(|_| server.get("security").is_none()) {
            server.set("security", vec![reference(&["components", "securitySchemes", name])]);
            self.security.insert(name.to_owned(), scheme);
        }
        key
    }

    /// Who sends and who receives what.
    fn operations(&mut self) -> Object {
        let (mut operations, mut taken) = (Object::new(), BTreeSet::new());
        for publication in self.model.publications() {
            let about = (publication.service, "send", publication.event);
            self.operation(about, publication.span.start, None, &mut operations, &mut taken);
        }
        for subscription in self.model.subscriptions() {
            let Some(event) = subscription.event_name() else { continue };
            let about = (subscription.service().name(), "receive", event);
            let handler = subscription.at.value.handler.as_ref().map(|it| it.value.as_str());
            self.operation(about, subscription.at.span.start, handler, &mut operations, &mut taken);
        }
        operations
    }

    fn operation(
        &self,
        (service, action, event): (&str, &str, &str),
        offset: usize,
        summary: Option<&str>,
        operations: &mut Object,
        taken: &mut BTreeSet<String>,
    ) {
        let Some((channel, message)) = self.places.get(event) else { return };
        let key = unique(taken, &component_name(&format!("{service}.{action}.{event}")));
        let operation = Object::new()
            .with("action", action)
            .with("channel", reference(&["channels", channel]))
            .maybe("summary", summary)
            .with("tags", vec![Object::new().with("name", service)])
            .with("messages", vec![reference(&["channels", channel, "messages", message])])
            .with("x-source-line", self.schemas.line(offset));
        operations.set(key, operation);
    }
}

fn reference(parts: &[&str]) -> Object {
    Object::new().with("$ref", format!("#/{}", parts.join("/")))
}

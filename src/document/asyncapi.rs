//! AsyncAPI 3.0 of the whole system: its channels and WebSockets, what runs through them, who sends and who receives.

mod bindings;
mod messages;
mod websockets;

pub(super) use messages::envelope;

use std::collections::{BTreeMap, BTreeSet};

use super::facts::dead_letter;
use super::json_schema::{Schemas, component_name, unique};
use super::markdown::paragraphs;
use super::value::{Object, yaml};
use super::{Entry, Format, Kind, Source};
use crate::model::{Channel, Model};
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries};

pub(super) const KIND: Kind = Kind {
    id: "asyncapi",
    tab: "AsyncAPI",
    needs: "`channels:`, `events:`, `websockets:`, or what services publish and subscribe to",
    entries,
    write,
};

/// What the parts of the document share while it is written.
#[derive(Debug)]
struct Writer<'m> {
    model: &'m Model<'m>,
    schemas: Schemas<'m>,
    /// Where each event travels: its channel's key and its own.
    places: BTreeMap<&'m str, (String, String)>,
    /// The earlier versions of events, each with the key of its message.
    earlier: BTreeMap<&'m str, Vec<(String, &'m At<SchemaUse>)>>,
    /// Servers by broker.
    servers: BTreeMap<String, Object>,
    /// Security schemes of servers and WebSockets.
    security: BTreeMap<String, Object>,
    /// What only WebSockets carry: the key of its message, and where it is named.
    frames: BTreeMap<&'m str, (String, usize)>,
    taken: Taken,
}

/// Keys that are given.
#[derive(Debug, Default)]
struct Taken {
    channels: BTreeSet<String>,
    messages: BTreeSet<String>,
    operations: BTreeSet<String>,
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    if model.channels().next().is_none() && model.websockets().next().is_none() && names(model).is_empty() {
        return Vec::new();
    }
    vec![Entry {
        id: "asyncapi".to_owned(),
        tab: KIND.tab,
        title: String::new(),
        path: "asyncapi.yaml".to_owned(),
        format: Format::Yaml,
    }]
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let writer = Writer {
        model,
        schemas: Schemas::new(model),
        places: BTreeMap::new(),
        earlier: BTreeMap::new(),
        servers: BTreeMap::new(),
        security: BTreeMap::new(),
        frames: BTreeMap::new(),
        taken: Taken::default(),
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
        let mut channels = self.channels();
        let mut operations = self.operations();
        self.websockets(&mut channels, &mut operations);
        let mut messages = self.messages();
        self.frame_messages(&mut messages);
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
        let (mut channels, mut taken) = (Object::new(), std::mem::take(&mut self.taken));
        let keys = &mut taken.messages;
        let keyed: Vec<(&'m str, String)> =
            names(self.model).into_iter().map(|name| (name, unique(keys, &component_name(name)))).collect();
        let mut seen = BTreeSet::new();
        for (name, message) in &keyed {
            let versions = self.model.event(name).map(|it| it.at.value.previous.entries()).unwrap_or_default();
            let key = |version: &str| component_name(&format!("{message}.v{version}"));
            let versions = versions.iter().map(|(version, usage)| (unique(keys, &key(&version.value)), usage));
            self.earlier.insert(name, versions.collect());
        }
        let mut by_channel: BTreeMap<&str, Vec<&(&'m str, String)>> = BTreeMap::new();
        for it in &keyed {
            if let Some(channel) = self.model.event(it.0).and_then(|event| event.channel()) {
                by_channel.entry(channel.name()).or_default().push(it);
            }
        }
        for channel in self.model.channels().filter(|channel| seen.insert(channel.name())) {
            let key = unique(&mut taken.channels, &component_name(channel.name()));
            let mut messages = Object::new();
            for (name, message) in by_channel.get(channel.name()).into_iter().flatten() {
                messages.push(message.as_str(), reference(&["components", "messages", message]));
                for (earlier, _) in self.earlier.get(name).into_iter().flatten() {
                    messages.push(earlier.as_str(), reference(&["components", "messages", earlier]));
                }
                self.places.insert(name, (key.clone(), message.clone()));
            }
            let written = self.channel(channel, messages);
            channels.push(key, written);
        }
        let homeless: Vec<_> = keyed.iter().filter(|(name, _)| !self.places.contains_key(name)).collect();
        for (name, message) in homeless {
            let key = unique(&mut taken.channels, message);
            let messages = Object::new().with(message.as_str(), reference(&["components", "messages", message]));
            // Where it travels is not said.
            let channel = Object::new().with("address", super::value::Value::Null).with("title", *name);
            let line = self.told_at(name).map(|offset| self.schemas.line(offset));
            channels.push(key.as_str(), channel.with("messages", messages).maybe("x-source-line", line));
            self.places.insert(name, (key, message.clone()));
        }
        self.dead_letters(&mut channels, &mut taken.channels);
        self.taken = taken;
        channels
    }

    /// Where an event is declared, else where somebody first tells or hears it.
    fn told_at(&self, event: &str) -> Option<usize> {
        let declared = self.model.event(event).map(|it| it.name_span().start);
        let told = || self.model.publications().iter().find(|it| it.event == event).map(|it| it.span.start);
        let heard = || self.model.subscriptions().find(|it| it.event_name() == Some(event)).map(|it| it.at.span.start);
        declared.or_else(told).or_else(heard)
    }

    /// Channels that only take what nobody could handle, and that the spec does not declare.
    fn dead_letters(&self, channels: &mut Object, taken: &mut BTreeSet<String>) {
        let of_channels = self.model.channels().filter_map(|it| {
            let at = it.at.value.dead_letter.as_ref()?;
            Some((at.span, at.value.details()?.replace("{channel}", it.name()), Some(it)))
        });
        let of_handlers = self.model.subscriptions().filter_map(|it| {
            let at = it.at.value.dead_letter.as_ref().filter(|at| at.value.details().is_some())?;
            Some((at.span, dead_letter(it), it.channel()))
        });
        let mut seen = BTreeSet::new();
        for (span, name, beside) in of_channels.chain(of_handlers).filter(|(_, name, _)| is_name(name)) {
            if self.model.channel(&name).is_none() && seen.insert(name.clone()) {
                let about = "Messages that nobody could handle.";
                let channel = Object::new().with("address", name.as_str()).with("description", about);
                // It is a channel of the same broker.
                let broker = beside.and_then(|it| it.at.value.broker.as_ref()).map(|it| component_name(&it.value));
                let servers: Vec<Object> = broker.iter().map(|key| reference(&["servers", key])).collect();
                let channel = channel.unless_empty("servers", servers);
                let channel = channel.with("x-source-line", self.schemas.line(span.start));
                channels.push(unique(taken, &component_name(&name)), channel);
            }
        }
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
            .maybe("x-dead-letter", said.dead_letter.as_ref().and_then(|it| it.value.details()).map(String::as_str))
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
        let (mut operations, mut taken) = (Object::new(), std::mem::take(&mut self.taken.operations));
        for publication in self.model.publications() {
            let about = (publication.service, "send", publication.event);
            let how = Object::new().unless_empty("bindings", bindings::of_publication(self.model, publication.event));
            self.operation(about, publication.span.start, how, &mut operations, &mut taken);
        }
        for subscription in self.model.subscriptions() {
            let Some(event) = subscription.event_name() else { continue };
            let about = (subscription.service().name(), "receive", event);
            let said = &subscription.at.value;
            let dead = said.dead_letter.as_ref().filter(|it| it.value.details().is_some());
            let dead = dead.map(|_| dead_letter(subscription));
            let how = Object::new()
                .maybe("summary", said.handler.as_ref().map(|it| it.value.as_str()))
                .unless_empty("bindings", bindings::of_subscription(subscription))
                .maybe("x-dead-letter", dead);
            self.operation(about, subscription.at.span.start, how, &mut operations, &mut taken);
        }
        self.taken.operations = taken;
        operations
    }

    fn operation(
        &self,
        (service, action, event): (&str, &str, &str),
        offset: usize,
        how: Object,
        operations: &mut Object,
        taken: &mut BTreeSet<String>,
    ) {
        let Some((channel, message)) = self.places.get(event) else { return };
        let key = unique(taken, &component_name(&format!("{service}.{action}.{event}")));
        let mut operation =
            Object::new().with("action", action).with("channel", reference(&["channels", channel])).and(how);
        // Who asks waits for the answer; who is asked sends it.
        let answered = self.model.event(event).and_then(|it| it.at.value.reply.as_ref());
        if let Some((reply, answer)) = answered.and_then(|it| self.places.get(it.value.0.as_str())) {
            let messages = vec![reference(&["channels", reply, "messages", answer])];
            let reply = Object::new().with("channel", reference(&["channels", reply])).with("messages", messages);
            operation.set("reply", reply);
        }
        let operation = operation
            .with("tags", vec![Object::new().with("name", service)])
            .with("messages", vec![reference(&["channels", channel, "messages", message])])
            .with("x-source-line", self.schemas.line(offset));
        operations.push(key, operation);
    }
}

/// Whether a text names a channel and says nothing else, such as what becomes of the messages.
fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && !text.contains(['{', '}'])
}

fn reference(parts: &[&str]) -> Object {
    Object::new().with("$ref", format!("#/{}", parts.join("/")))
}

//! WebSockets: a channel each, on the server that is the service itself.

use super::{Writer, reference};
use crate::document::json_schema::{component_name, unique};
use crate::document::markdown::paragraphs;
use crate::document::openapi::{scheme_name, who_may_call, written};
use crate::document::value::{Object, Value};
use crate::model::{Scheme, Websocket, parameter_name};
use crate::spec::{At, Items, Toggle};

impl<'m> Writer<'m> {
    /// The channels and operations of WebSockets.
    pub(super) fn websockets(&mut self, channels: &mut Object, operations: &mut Object) {
        let model = self.model;
        for socket in model.websockets() {
            let said = &socket.at.value;
            let service = said.service.as_ref().map_or("websocket", |it| it.value.0.as_str());
            let path = said.path.as_ref().map_or("/", |it| it.value.as_str());
            let key = component_name(&path.trim_matches('/').replace(['{', '}'], ""));
            let key = unique(&mut self.taken.channels, &key);
            let sends = self.frames(said.sends.items());
            let receives = self.frames(said.receives.items());
            let mut messages = Object::new();
            for message in sends.iter().chain(&receives) {
                messages.set(message.as_str(), reference(&["components", "messages", message]));
            }
            let server = self.socket_server(service);
            let channel = Object::new()
                .with("address", path)
                .unless_empty("description", about(socket))
                .with("servers", vec![reference(&["servers", &server])])
                .unless_empty("messages", messages)
                .unless_empty("parameters", parameters(path))
                .with("bindings", Object::new().with("ws", bindings()))
                .with("x-source-line", self.schemas.line(socket.at.span.start));
            channels.push(key.as_str(), channel);
            for (action, messages) in [("send", sends), ("receive", receives)] {
                if !messages.is_empty() {
                    let operation = self.frame_operation(socket, action, &key, &messages);
                    let name =
                        unique(&mut self.taken.operations, &component_name(&format!("{service}.{action}.{key}")));
                    operations.push(name, operation);
                }
            }
        }
    }

    fn frame_operation(&mut self, socket: Websocket<'m>, action: &str, channel: &str, messages: &[String]) -> Object {
        let security = self.caller(socket);
        let messages: Vec<Object> =
            messages.iter().map(|it| reference(&["channels", channel, "messages", it])).collect();
        let service = socket.at.value.service.as_ref().map_or("", |it| it.value.0.as_str());
        Object::new()
            .with("action", action)
            .with("channel", reference(&["channels", channel]))
            .unless_empty("security", security)
            .unless_empty(
                "tags",
                if service.is_empty() { Vec::new() } else { vec![Object::new().with("name", service)] },
            )
            .with("messages", messages)
            .with("x-source-line", self.schemas.line(socket.at.span.start))
    }

    /// The keys of the messages that such names mean: events, or schemas.
    fn frames(&mut self, names: &'m [At<String>]) -> Vec<String> {
        let mut keys = Vec::new();
        for name in names {
            let key = match self.places.get(name.value.as_str()) {
                Some((_, message)) => message.clone(),
                None => match self.frames.get(name.value.as_str()) {
                    Some((key, _)) => key.clone(),
                    None => {
                        let key = unique(&mut self.taken.messages, &component_name(&name.value));
                        self.frames.insert(&name.value, (key.clone(), name.span.start));
                        key
                    }
                },
            };
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// The messages that only WebSockets carry.
    pub(super) fn frame_messages(&mut self, messages: &mut Object) {
        for (name, (key, offset)) in std::mem::take(&mut self.frames) {
            let payload = self.model.schema(name).map(|_| self.schemas.named(name));
            let message = Object::new().with("name", name).with("title", name).maybe("payload", payload);
            messages.push(key, message.with("x-source-line", self.schemas.line(offset)));
        }
    }

    fn socket_server(&mut self, service: &str) -> String {
        let key = component_name(service);
        // A broker may have the service's name.
        let key = if self.servers.get(&key).is_some_and(|it| it.get("protocol") != Some(&"wss".into())) {
            format!("{key}_ws")
        } else {
            key
        };
        let host = format!("{key}_host").replace(['.', '-'], "_");
        let variable = Object::new().with("description", "Where it runs is not part of the design.");
        self.servers.entry(key.clone()).or_insert_with(|| {
            Object::new()
                .with("host", format!("{{{host}}}"))
                .with("protocol", "wss")
                .with("title", service)
                .with("variables", Object::new().with(host, variable))
        });
        key
    }

    /// The schemes by which a caller says who it is.
    fn caller(&mut self, socket: Websocket<'m>) -> Vec<Object> {
        let Some(auth) = socket.exposure().auth.filter(|auth| !auth.is_public()) else { return Vec::new() };
        let named = auth.scheme.as_ref().map(|it| it.value.0.as_str());
        let model = self.model;
        let meant = |scheme: &Scheme<'_>| named.is_none_or(|name| scheme_name(*scheme) == name);
        let mut asked = Vec::new();
        for scheme in model.schemes().filter(meant) {
            let key = component_name(&scheme_name(scheme));
            let line = self.schemas.line(scheme.at.span.start);
            self.security
                .entry(key.clone())
                .or_insert_with(|| in_asyncapi(written(scheme)).with("x-source-line", line));
            asked.push(reference(&["components", "securitySchemes", &key]));
        }
        asked
    }
}

/// A scheme of OpenAPI in the words of AsyncAPI.
fn in_asyncapi(scheme: Object) -> Object {
    let ty = match scheme.get("type") {
        Some(Value::Text(ty)) if ty == "apiKey" => "httpApiKey",
        Some(Value::Text(ty)) if ty == "mutualTLS" => "X509",
        _ => return scheme,
    };
    scheme.with("type", ty)
}

fn bindings() -> Object {
    Object::new().with("method", "GET").with("bindingVersion", "0.1.0")
}

/// The parameters of a path; AsyncAPI's are texts.
fn parameters(path: &str) -> Object {
    let names = path.split('/').filter_map(parameter_name);
    let fits = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    names.filter(fits).fold(Object::new(), |all, name| all.with(name, Object::new()))
}

/// What has no place of its own, a paragraph each.
fn about(socket: Websocket<'_>) -> String {
    let said = &socket.at.value;
    let mut parts = who_may_call(socket.exposure().auth, socket.exposure().public_reason);
    parts.extend(said.heartbeat.as_ref().map(|it| format!("Each side says that it is there every {}.", it.value)));
    match said.reconnect.as_ref().map(|it| &it.value) {
        Some(Toggle::Set(how)) => parts.push(format!("Connect again with {how}.")),
        Some(Toggle::On) => parts.push("Connect again when the connection is gone.".to_owned()),
        Some(Toggle::Off) | None => {}
    }
    if said.resume.as_ref().is_some_and(|it| it.is_on()) {
        parts.push("Who connects again gets what it has missed.".to_owned());
    }
    parts.extend(said.rate_limit.as_ref().map(|it| format!("Rate limit: {}.", it.value)));
    parts.extend(said.max_message.as_ref().map(|it| format!("A message is at most {}.", it.value)));
    paragraphs(&parts.join("\n\n"))
}

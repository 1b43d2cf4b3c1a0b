//! Streams of server-sent events, and webhooks that a service receives: HTTP, though no endpoints of their own.

use super::operation::url_safe;
use super::parameters::path_parameter;
use super::path::Template;
use super::security::who_may_call;
use super::status::meaning;
use super::{Writer, content, typed};
use crate::document::json_schema::{Way, unique};
use crate::document::markdown::paragraphs;
use crate::document::value::Object;
use crate::model::{Case, Sse, Webhook, is_version};
use crate::spec::Items;

impl<'m> Writer<'m> {
    /// Listening to a stream: each event's `data` is one of the payloads.
    pub(super) fn stream(&mut self, stream: Sse<'m>, path: &Template) -> Object {
        self.schemas.way = Way::Answer;
        let said = &stream.at.value;
        let mut about = who_may_call(stream.exposure().auth, stream.exposure().public_reason);
        about.push("A stream of server-sent events; the schema is that of an event's `data`.".to_owned());
        about.extend(said.heartbeat.as_ref().map(|it| format!("It says that it is there every {}.", it.value)));
        about.extend(said.retry.as_ref().map(|it| format!("Connect again after {}.", it.value)));
        let mut parameters = self.path_parameters(path);
        if said.last_event_id.as_ref().is_some_and(|it| it.value) {
            let name = Object::new().with("name", "Last-Event-ID").with("in", "header");
            let name = name.with("description", "The last event that the caller has seen.");
            parameters.push(name.with("schema", typed("string")));
        }
        let events: Vec<Object> = said.events.items().iter().map(|it| self.message(&it.value.0)).collect();
        let schema = if events.is_empty() { typed("string") } else { one_of(events) };
        let security = self.security(stream.exposure().auth);
        let response = Object::new().with("description", "Events, as they happen.");
        let mut responses = Object::new().with("200", response.with("content", content("text/event-stream", schema)));
        if stream.exposure().auth.is_some_and(|it| !it.is_public()) {
            responses.set("401", self.plain_failure("401"));
        }
        self.bare("get", path, &about)
            .with("security", security)
            .unless_empty("parameters", parameters)
            .with("responses", responses)
            .with("x-source-line", self.schemas.line(stream.at.span.start))
    }

    /// What somebody else calls.
    pub(super) fn received(&mut self, webhook: Webhook<'m>, path: &Template) -> Object {
        self.schemas.way = Way::Request;
        let said = &webhook.at.value;
        let mut about = Vec::new();
        about.extend(said.from.as_ref().map(|it| format!("Called by `{}`.", it.value.0)));
        about.extend(super::webhooks::signed(webhook));
        let key = said.idempotency.as_ref().and_then(|it| it.value.key.as_ref());
        about.extend(key.map(|it| format!("What has been seen by its {} is not done twice.", it.value)));
        let later = said.r#async.as_ref().is_some_and(|it| it.value);
        let code = if later { "202" } else { "2XX" };
        let taken = Object::new().with("description", meaning(code));
        let mut responses = Object::new().with(code, taken);
        if said.signature.as_ref().is_some_and(|it| it.is_on()) {
            responses.set("401", self.plain_failure("401"));
        }
        let parameters = self.path_parameters(path);
        // What is sent is the sender's to say.
        let body = Object::new().with("required", true).with("content", content("application/json", typed("object")));
        let summary = said.name.as_ref().map_or("webhook", |it| &it.value.0);
        self.bare("post", path, &about)
            .with("summary", summary)
            .with("security", Vec::<Object>::new())
            .unless_empty("parameters", parameters)
            .with("requestBody", body)
            .with("responses", responses)
            .with("x-source-line", self.schemas.line(webhook.at.span.start))
    }

    /// What every operation has: an id made of method and path, a summary, a resource.
    fn bare(&mut self, method: &str, path: &Template, about: &[String]) -> Object {
        let segments = path.text.split('/').filter(|segment| !is_version(segment));
        let named = segments.collect::<Vec<_>>().join(" ").replace('{', "by ");
        let id = Case::Camel.spell(&format!("{method} {}", crate::model::words(&named).join(" ")));
        let id = unique(&mut self.ids, &url_safe(&id));
        let tag = self.tag(&path.text);
        Object::new()
            .with("operationId", id)
            .with("summary", format!("{} {}", method.to_ascii_uppercase(), path.text))
            .unless_empty("description", paragraphs(&about.join("\n\n")))
            .with("tags", vec![tag])
    }

    fn path_parameters(&mut self, path: &Template) -> Vec<Object> {
        let text = |(name, _): &(String, String)| path_parameter(name, typed("string"), None);
        path.parameters.iter().map(text).collect()
    }

    /// A failure of which the spec says nothing of its own.
    fn plain_failure(&mut self, code: &str) -> Object {
        let content = self.error(code, None);
        let response = Object::new().with("description", meaning(code)).maybe("content", content);
        match super::status::component(code) {
            Some(name) => self.failure(name, response),
            None => response,
        }
    }
}

/// One schema, or any of several.
pub(super) fn one_of(mut schemas: Vec<Object>) -> Object {
    match (schemas.pop(), schemas.is_empty()) {
        (Some(only), true) => only,
        // Events may have one payload; more than one of them fits then.
        (Some(last), false) => Object::new().with("anyOf", schemas.into_iter().chain([last]).collect::<Vec<_>>()),
        (None, _) => typed("object"),
    }
}

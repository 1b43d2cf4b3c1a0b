//! Webhooks that a service sends.

use std::collections::BTreeSet;

use super::streams::one_of;
use super::{Api, Writer, content, typed};
use crate::document::asyncapi::envelope;
use crate::document::json_schema::{Way, unique};
use crate::document::markdown::paragraphs;
use crate::document::value::Object;
use crate::model::Webhook;
use crate::spec::{Items, Toggle};

/// How the receiver knows who has sent it.
pub(super) fn signed(webhook: Webhook<'_>) -> Vec<String> {
    let said = &webhook.at.value;
    let mut about = Vec::new();
    if let Some(signature) = said.signature.as_ref().filter(|it| it.is_on()) {
        let how = signature.details().map(|how| format!(" with {how}")).unwrap_or_default();
        about.push(format!("Each request is signed{how}."));
    }
    about.extend(said.replay_window.as_ref().map(|it| format!("Older than {} is no longer valid.", it.value)));
    about
}

impl<'m> Writer<'m> {
    /// Each webhook as a request that the service makes.
    pub(super) fn webhooks(&mut self, api: &Api<'m>) -> Object {
        let mut webhooks = Object::new();
        let mut taken = BTreeSet::new();
        self.schemas.way = Way::Told;
        for webhook in &api.sent {
            let name = webhook.name.as_ref().map_or("webhook", |it| &it.value.0);
            let post = self.webhook(*webhook, name);
            webhooks.set(unique(&mut taken, name), Object::new().with("post", post));
        }
        webhooks
    }

    fn webhook(&mut self, webhook: Webhook<'m>, name: &str) -> Object {
        let said = &webhook.at.value;
        let mut about = signed(webhook);
        about.extend(said.timeout.as_ref().map(|it| format!("Answer within {}.", it.value)));
        if let Some(Toggle::Set(retry)) = said.retry.as_ref().map(|it| &it.value) {
            about.extend(retry.attempts.as_ref().map(|it| format!("Sent again, {} times at most.", it.value)));
        }
        let key = said.idempotency.as_ref().and_then(|it| it.value.key.as_ref());
        about.extend(key.map(|it| format!("What is the same has the same {}.", it.value)));
        let messages: Vec<Object> = said.events.items().iter().map(|it| self.message(&it.value.0)).collect();
        let schema = one_of(messages);
        let body = Object::new().with("required", true).with("content", content("application/json", schema));
        let id = unique(&mut self.ids, &super::operation::url_safe(name));
        let answered = Object::new().with("2XX", Object::new().with("description", "Taken."));
        Object::new()
            .with("operationId", id)
            .with("summary", name)
            .unless_empty("description", paragraphs(&about.join("\n\n")))
            .with("security", Vec::<Object>::new())
            .with("requestBody", body)
            .with("responses", answered)
            .with("x-source-line", self.schemas.line(webhook.at.span.start))
    }

    /// The body that tells of an event: what is published, with its envelope.
    pub(super) fn message(&mut self, event: &str) -> Object {
        let found = self.model.event(event);
        let payload = found.and_then(|it| it.at.value.payload.as_ref()).map(|it| self.schemas.usage(it));
        let whole = found.map_or(payload.clone(), |it| envelope(it, payload));
        let schema = whole.unwrap_or_else(|| typed("object"));
        let schema = if schema.get("title").is_some() { schema } else { schema.with("title", event) };
        let summary = found.and_then(|it| it.at.value.summary.as_ref());
        schema.maybe("description", summary.map(|it| paragraphs(&it.value)))
    }
}

//! An operation: what an endpoint says.

use super::path::Template;
use super::security::who_may_call;
use super::{Writer, content};
use crate::document::json_schema::{Way, data, unique};
use crate::document::markdown::paragraphs;
use crate::document::value::{Object, Value};
use crate::model::{Endpoint, is_version};
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries, Items, Toggle};
use crate::yaml::NodeId;

impl<'m> Writer<'m> {
    /// The operation of an endpoint whose path is written by a template that may have other names for its parameters.
    pub(super) fn operation(&mut self, endpoint: Endpoint<'m>, kept: &Template, own: &Template) -> Object {
        self.schemas.way = Way::Request;
        let said = &endpoint.at.value;
        let id = said.id.as_ref().map(|id| id.value.clone()).unwrap_or_else(|| endpoint.made_id());
        let id = unique(&mut self.ids, &url_safe(&id));
        let tag = self.tag(&endpoint.path().value);
        let summary = said.summary.as_ref().map(|it| it.value.clone()).unwrap_or_else(|| endpoint.label());
        let deprecation = said.deprecated.as_ref().filter(|it| it.is_on());
        let sunset = deprecation.and_then(|it| it.details()).and_then(|it| it.sunset.as_ref());
        let codes: Vec<&str> = said.errors.items().iter().map(|it| it.value.as_str()).collect();
        let links: Vec<&str> = said.links.items().iter().map(|it| it.value.as_str()).collect();
        let parameters = self.parameters(endpoint, kept, own);
        let examples = said.examples.as_ref();
        let example = examples.and_then(|it| it.request.as_ref()).map(|it| it.node);
        let request = said.request.as_ref().map(|it| self.request(it, example));
        let security = self.security(endpoint.auth());
        Object::new()
            .with("operationId", id)
            .with("summary", summary)
            .unless_empty("description", self.description(endpoint))
            .with("tags", vec![tag])
            .maybe("deprecated", deprecation.map(|_| true))
            .maybe("x-sunset", sunset.map(|it| it.value.as_str()))
            .with("security", security)
            .unless_empty("parameters", parameters)
            .maybe("requestBody", request)
            .with("responses", self.responses(endpoint))
            .unless_empty("x-error-codes", codes)
            .unless_empty("x-links", links)
            .with("x-source-line", self.schemas.line(endpoint.at.span.start))
    }

    /// The resource that a path is about: the first segment that is neither a version nor a parameter.
    pub(super) fn tag(&mut self, path: &str) -> String {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let named = |segment: &&str| {
            !segment.is_empty() && !is_version(segment) && !segment.starts_with(['{', ':']) && *segment != "api"
        };
        let tag = path.split('/').find(named).unwrap_or("root").to_owned();
        if self.tagged.insert(tag.clone()) {
            self.tags.push(tag.clone());
        }
        tag
    }

    /// A body that must be sent.
    fn request(&mut self, usage: &At<SchemaUse>, example: Option<NodeId>) -> Object {
        let body = self.body(usage);
        Object::new().with("required", true).with("content", self.with_example(body, example))
    }

    /// A body with what it may look like.
    pub(super) fn with_example(&self, body: Object, example: Option<NodeId>) -> Object {
        let Some(node) = example.and_then(|node| self.model.spec.tree.node(node)) else { return body };
        let shown = |(media_type, content): (String, Value)| match content {
            Value::Object(content) => (media_type, content.with("example", data(node)).into()),
            other => (media_type, other),
        };
        Object(body.0.into_iter().map(shown).collect())
    }

    /// A body of the policy's media type; bytes are bytes.
    pub(super) fn body(&mut self, usage: &At<SchemaUse>) -> Object {
        match &usage.value {
            SchemaUse::Named { name, list: false } if matches!(name.as_str(), "binary" | "bytes") => {
                content("application/octet-stream", Object::new())
            }
            _ => {
                let schema = self.schemas.usage(usage);
                content(self.media_type(), schema)
            }
        }
    }

    /// What has no place of its own in OpenAPI, a paragraph each.
    fn description(&self, endpoint: Endpoint<'m>) -> String {
        let said = &endpoint.at.value;
        let mut parts: Vec<String> = Vec::new();
        parts.extend(who_may_call(endpoint.auth(), endpoint.public_reason()));
        if let Some(rate) = endpoint.rate_limit() {
            parts.push(format!("Rate limit: {}.", rate.value));
        }
        if let Some(size) = &said.max_body {
            parts.push(format!("The body is at most {}.", size.value));
        }
        if let Some(most) = said.batch.as_ref().and_then(|it| it.max.as_ref()) {
            parts.push(format!("At most {} at once.", most.value));
        }
        if let Some(ttl) = said.cache.as_ref().and_then(|it| it.ttl.as_ref()) {
            parts.push(format!("The answer may be kept for {}.", ttl.value));
        }
        if let Some(Toggle::Set(later)) = said.r#async.as_ref().map(|it| &it.value) {
            parts.extend(later.status.as_ref().map(|it| format!("Ask `{}` how far it is.", it.value)));
            parts.extend(later.event.as_ref().map(|it| format!("`{}` tells when it is done.", it.value.0)));
        }
        let codes = self.model.system().api_design.as_ref().and_then(|it| it.errors.as_ref());
        let codes = codes.map(|it| it.codes.entries()).unwrap_or_default();
        for code in said.errors.items() {
            let about = codes.iter().find(|(known, _)| known.value == code.value);
            parts.extend(about.map(|(_, about)| format!("Fails with `{}`: {}", code.value, about.value)));
        }
        if let Some(Toggle::Set(end)) = said.deprecated.as_ref().map(|it| &it.value) {
            parts.extend(end.since.as_ref().map(|it| format!("Deprecated since {}.", it.value)));
            parts.extend(end.sunset.as_ref().map(|it| format!("It ends on {}.", it.value)));
            parts.extend(end.r#use.as_ref().map(|it| format!("Use `{}` instead.", it.value)));
        }
        paragraphs(&parts.join("\n\n"))
    }
}

/// The characters that may stand in an address and a program alike.
pub(super) fn url_safe(id: &str) -> String {
    let kept: String =
        id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).take(100).collect();
    if kept.is_empty() { "operation".to_owned() } else { kept }
}

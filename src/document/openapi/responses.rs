//! Responses: what is declared, and what follows from policies.

use super::status::{component, meaning, phrase};
use super::{Writer, content, typed};
use crate::document::json_schema::Way;
use crate::document::value::Object;
use crate::model::{Case, Endpoint, Status};
use crate::order;
use crate::spec::endpoint::{ErrorFormat, Method, PaginationKind};
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Items};

impl<'m> Writer<'m> {
    pub(super) fn responses(&mut self, endpoint: Endpoint<'m>) -> Object {
        self.schemas.way = Way::Answer;
        let mut body = endpoint.at.value.response.as_ref();
        let mut responses = Object::new();
        for status in endpoint.statuses() {
            let Some(code) = code(&status.code.value) else { continue };
            let own = status.body.or_else(|| if can_hold(status) { body.take() } else { None });
            if status.is_of(2) && status.body.is_some() {
                body = None;
            }
            let response = self.response(endpoint, &code, own);
            responses.set(code, response);
        }
        if !endpoint.statuses().any(|it| it.is_of(2) || it.is_of(3)) || body.is_some() {
            let code = success(endpoint);
            if responses.get(code).is_none() {
                let response = self.response(endpoint, code, body);
                responses.set(code, response);
            }
        }
        for code in implied(endpoint) {
            if endpoint.declares_status(code) != Some(true) {
                let response = self.response(endpoint, &code.to_string(), None);
                responses.set(code.to_string(), response);
            }
        }
        let errors = self.model.system().api_design.as_ref().is_some_and(|it| it.errors.is_some());
        if errors && !endpoint.statuses().any(Status::is_error) {
            let response = self.response(endpoint, "default", None);
            responses.set("default", response);
        }
        // As a reader looks for them: by number, and what else can be at the end.
        order::by(&mut responses.0, |(a, _), (b, _)| a.cmp(b));
        responses
    }

    /// What comes with a status; what fails in the same way as other operations refers to that.
    fn response(&mut self, endpoint: Endpoint<'m>, code: &str, body: Option<&At<SchemaUse>>) -> Object {
        let failed = code.starts_with(['4', '5']) || code == "default";
        let content = if failed { self.error(code, body) } else { body.map(|it| self.answer(endpoint, it)) };
        let empty = matches!(code, "204" | "205" | "304") || code.starts_with('1');
        let headers = self.headers(endpoint, code);
        let response = Object::new()
            .with("description", meaning(code))
            .unless_empty("headers", headers)
            .maybe("content", content.filter(|_| !empty));
        match component(code).filter(|_| failed) {
            Some(name) => self.failure(name, response),
            None => response,
        }
    }

    /// A reference to a failure that operations share, unless another has its name.
    pub(super) fn failure(&mut self, name: &'static str, response: Object) -> Object {
        if *self.failures.entry(name).or_insert_with(|| response.clone()) != response {
            return response;
        }
        Object::new().with("$ref", format!("#/components/responses/{name}"))
    }

    /// The body of a success: with its example, and a bare list that comes in pages with what leads to the next one.
    fn answer(&mut self, endpoint: Endpoint<'m>, body: &At<SchemaUse>) -> Object {
        let examples = endpoint.at.value.examples.as_ref();
        let example = examples.and_then(|it| it.response.as_ref()).map(|it| it.node);
        let bare = matches!(&body.value, SchemaUse::Named { list: true, .. });
        let pages = endpoint.at.value.pagination.as_ref().filter(|_| bare && example.is_none());
        match pages.and_then(|it| it.kind.as_ref()).and_then(|kind| self.page_info(kind.value)) {
            Some(info) => {
                let data = self.schemas.usage(body);
                let properties = Object::new().with("data", data).with("pagination", info);
                let page = typed("object").with("required", vec!["data", "pagination"]).with("properties", properties);
                content(self.media_type(), page)
            }
            None => {
                let body = self.body(body);
                self.with_example(body, example)
            }
        }
    }

    /// Where a page stands among the others, in the spelling of bodies.
    fn page_info(&self, kind: PaginationKind) -> Option<Object> {
        let count = || typed("integer").with("minimum", 0);
        let place = match kind {
            PaginationKind::Cursor => [("next cursor", typed("string")), ("limit", count())],
            PaginationKind::Keyset => [("next after", typed("string")), ("limit", count())],
            PaginationKind::Offset => [("offset", count()), ("limit", count())],
            PaginationKind::Page => [("page", count()), ("page size", count())],
            PaginationKind::None => return None,
        };
        let naming = self.model.system().api_design.as_ref().and_then(|it| it.naming.as_ref());
        let case =
            naming.and_then(|it| it.fields.as_ref()).and_then(|it| Case::parse(&it.value)).unwrap_or(Case::Camel);
        let mut properties = Object::new().with(case.spell("has more"), typed("boolean"));
        for (name, schema) in place {
            properties.set(case.spell(name), schema);
        }
        Some(typed("object").with("required", vec![case.spell("has more")]).with("properties", properties))
    }

    /// The body of an error: its own, else the shared one.
    pub(super) fn error(&mut self, code: &str, own: Option<&At<SchemaUse>>) -> Option<Object> {
        let policy = self.model.system().api_design.as_ref().and_then(|it| it.errors.as_ref());
        let problem = policy.and_then(|it| it.format.as_ref()).is_some_and(|it| it.value == ErrorFormat::ProblemJson);
        let shared = policy.and_then(|it| it.schema.as_ref()).map(|it| it.value.0.as_str());
        let media_type = if problem { "application/problem+json" } else { self.media_type() };
        let schema = match (own, shared) {
            (Some(own), _) => self.schemas.usage(own),
            (None, Some(name)) => self.schemas.named(name),
            (None, None) if problem => return Some(self.problem(media_type, code)),
            (None, None) => return None,
        };
        Some(content(media_type, schema))
    }

    /// What RFC 9457 says of a problem, and what it says of this one.
    fn problem(&mut self, media_type: &str, code: &str) -> Object {
        let line = self.model.system().api_design.as_ref().and_then(|it| it.errors.as_ref()).map(|it| it.key.start);
        let line = line.map(|it| self.schemas.line(it));
        let schema = self.schemas.made("ProblemDetails", || problem_details().maybe("x-source-line", line));
        let body = Object::new().with("schema", schema);
        let status = code.parse::<u64>().ok().zip(phrase(code));
        let example = status.map(|(status, title)| {
            Object::new().with("type", "about:blank").with("title", title).with("status", status)
        });
        Object::new().with(media_type, body.maybe("example", example))
    }
}

/// Whether a status can carry what the endpoint answers with.
fn can_hold(status: Status<'_>) -> bool {
    status.is_of(2) && !matches!(status.number(), Some(204 | 205))
}

/// Three digits or a class; none for what is no status.
fn code(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let mut letters = upper.chars();
    let class = letters.next().is_some_and(|c| ('1'..='5').contains(&c));
    let rest = letters.as_str();
    let number = rest.len() == 2 && rest.chars().all(|c| c.is_ascii_digit());
    (class && (number || rest == "XX")).then_some(upper)
}

/// The status of success where none is declared.
fn success(endpoint: Endpoint<'_>) -> &'static str {
    let said = &endpoint.at.value;
    if said.r#async.as_ref().is_some_and(|it| it.is_on()) {
        "202"
    } else if endpoint.says_location() {
        "201"
    } else if said.response.is_some() || matches!(endpoint.method(), Method::Get | Method::Head) {
        "200"
    } else if endpoint.method() == Method::Delete {
        "204"
    } else {
        "2XX"
    }
}

/// Statuses that an endpoint answers with by its policies.
fn implied(endpoint: Endpoint<'_>) -> Vec<u16> {
    let said = &endpoint.at.value;
    let mut codes = Vec::new();
    if said.etag.as_ref().is_some_and(|it| it.value) {
        match endpoint.method() {
            Method::Get | Method::Head => codes.push(304),
            Method::Put | Method::Patch | Method::Delete => codes.push(412),
            Method::Post | Method::Options => {}
        }
    }
    if let Some(auth) = endpoint.auth().filter(|auth| !auth.is_public()) {
        codes.push(401);
        if !auth.roles.items().is_empty() || !auth.scopes.items().is_empty() {
            codes.push(403);
        }
    }
    if endpoint.rate_limit().is_some() {
        codes.push(429);
    }
    codes
}

/// What RFC 9457 says of a problem.
fn problem_details() -> Object {
    let properties = Object::new()
        .with("type", typed("string").with("format", "uri-reference"))
        .with("title", typed("string"))
        .with("status", typed("integer"))
        .with("detail", typed("string"))
        .with("instance", typed("string").with("format", "uri-reference"));
    typed("object").with("properties", properties)
}

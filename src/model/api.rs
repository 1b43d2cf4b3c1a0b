//! Endpoints and the other ways in.

use super::{Model, Service, Table, view};
use crate::spec::endpoint::{Auth, AuthMode, EndpointRef, Idempotency, Method, Pagination, PaginationKind};
use crate::spec::schema::SchemaUse;
use crate::spec::{self, At, Items};
use crate::text::{Edit, Span};
use crate::value::{Duration, Field, Rate};

/// An HTTP endpoint with method and path.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint<'m> {
    /// The model that it belongs to.
    pub model: &'m Model<'m>,
    /// What the spec says.
    pub at: &'m At<spec::endpoint::Endpoint>,
    entry: EndpointEntry<'m>,
}

/// An endpoint with what makes it one.
#[derive(Debug, Clone, Copy)]
pub(super) struct EndpointEntry<'s> {
    at: &'s At<spec::endpoint::Endpoint>,
    method: Method,
    path: &'s At<String>,
    service: Option<usize>,
}

impl std::ops::Deref for Endpoint<'_> {
    type Target = spec::endpoint::Endpoint;
    fn deref(&self) -> &spec::endpoint::Endpoint {
        &self.at.value
    }
}

pub(super) fn collect<'s>(model: &Model<'s>) -> Vec<EndpointEntry<'s>> {
    let system = &model.spec.system;
    // In a system of one service there is no question whose the flat list is.
    let only = (model.services.len() == 1).then_some(0);
    let flat = system.api.items().iter().map(|at| {
        let named = at.service.as_ref().and_then(|name| model.service_ids.get(&***name).copied());
        (at, if at.service.is_some() { named } else { only })
    });
    let nested = model.services.iter().enumerate();
    let nested = nested.flat_map(|(index, service)| service.api.items().iter().map(move |at| (at, Some(index))));
    let whole = |(at, service): (&'s At<spec::endpoint::Endpoint>, _)| {
        Some(EndpointEntry { at, method: at.method.as_ref()?.value, path: at.path.as_ref()?, service })
    };
    flat.chain(nested).filter_map(whole).collect()
}

impl Model<'_> {
    /// The HTTP endpoints that have a method and a path.
    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint<'_>> {
        self.endpoints.iter().map(|entry| Endpoint { model: self, at: entry.at, entry: *entry })
    }

    /// The endpoint at that position.
    pub(super) fn endpoint_at(&self, at: usize) -> Option<Endpoint<'_>> {
        self.endpoints.get(at).map(|entry| Endpoint { model: self, at: entry.at, entry: *entry })
    }
}

impl<'m> Endpoint<'m> {
    /// Its method.
    #[must_use]
    pub const fn method(self) -> Method {
        self.entry.method
    }

    /// Its path.
    #[must_use]
    pub const fn path(self) -> &'m At<String> {
        self.entry.path
    }

    /// The service that answers.
    #[must_use]
    pub fn service(self) -> Option<Service<'m>> {
        self.model.services.get(self.entry.service?).map(|at| Service { model: self.model, at })
    }

    /// `POST /v1/orders`
    #[must_use]
    pub fn label(self) -> String {
        format!("{} {}", self.method(), self.path().value)
    }

    /// The segments of its path, each with its place; a path that is written with escapes has none.
    pub fn segments(self) -> impl Iterator<Item = (&'m str, Span)> {
        let path = self.path();
        let text = self.model.spec.text();
        let lead = path.span.of(text).find(path.value.as_str());
        let mut at = 0;
        path.value.split('/').filter_map(move |segment| {
            let start = path.span.start + lead? + at;
            at += segment.len() + 1;
            (!segment.is_empty()).then(|| (segment, Span::new(start, start + segment.len())))
        })
    }

    /// What no two endpoints of one interface share: the method, and the path without the names of its parameters.
    #[must_use]
    pub fn address(self) -> (Method, String) {
        (self.method(), nameless(&self.path().value))
    }

    /// Whether a reference means this endpoint; names of path parameters do not matter.
    #[must_use]
    pub fn is_meant_by(self, reference: &EndpointRef) -> bool {
        self.method() == reference.method && same_path(&self.path().value, &reference.path)
    }

    /// The first line of where it is written.
    #[must_use]
    pub fn place(self) -> Span {
        spec::read::first_line(self.model.spec.text(), self.at.span)
    }

    /// Method and path in the short form, the path in the long form: what a finding about the whole marks.
    #[must_use]
    pub fn heading(self) -> Span {
        match &self.at.value.method {
            Some(method) if method.node == self.entry.path.node => method.span.to(self.entry.path.span),
            _ => self.entry.path.span,
        }
    }

    /// The edits that set a key of it, which turn the short form into the long one where needed.
    #[must_use]
    pub fn set(self, key: &str, value: &str) -> Vec<Edit> {
        self.model.spec.set(self.at, key, value)
    }

    /// The edits that add an item to a list of it, which turn the short form into the long one where needed.
    #[must_use]
    pub fn add(self, key: &str, item: &str) -> Vec<Edit> {
        self.model.spec.add(self.at, key, item)
    }

    /// Who may call it.
    #[must_use]
    pub fn auth(self) -> Option<&'m At<Auth>> {
        self.at.value.auth.as_ref()
    }

    /// Why anybody may call it.
    #[must_use]
    pub fn public_reason(self) -> Option<&'m At<String>> {
        self.at.value.public_reason.as_ref()
    }

    /// Whether anybody may call it, as far as is stated.
    #[must_use]
    pub fn is_public(self) -> bool {
        self.auth().is_some_and(|auth| auth.is_public())
    }

    /// How often it may be called; the system-wide limit counts.
    #[must_use]
    pub fn rate_limit(self) -> Option<&'m At<Rate>> {
        let security = self.model.spec.system.security.as_ref();
        let system = security.and_then(|it| it.rate_limit.as_ref()).and_then(|it| it.default.as_ref());
        self.at.value.rate_limit.as_ref().or(system)
    }

    /// How long it may take in all.
    #[must_use]
    pub fn timeout(self) -> Option<&'m At<Duration>> {
        self.at.value.timeout.as_ref()
    }

    /// How a repeated request is recognised.
    #[must_use]
    pub fn idempotency(self) -> Option<&'m At<Idempotency>> {
        self.at.value.idempotency.as_ref()
    }

    /// Whether saying it twice is the same as once: by its method, or because a repetition is recognised.
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        self.method().is_idempotent() || self.idempotency().is_some_and(|it| it.holds())
    }

    /// How its list is cut into pages; the system-wide policy counts. `none` is no pagination.
    #[must_use]
    pub fn pagination(self) -> Option<&'m At<Pagination>> {
        let policy = self.model.spec.system.api_design.as_ref().and_then(|it| it.pagination.as_ref());
        let own = self.at.value.pagination.as_ref();
        own.or(policy).filter(|it| it.kind.as_ref().is_none_or(|kind| kind.value != PaginationKind::None))
    }

    /// Whether a status code is declared; none where the endpoint declares no codes at all.
    #[must_use]
    pub fn declares_status(self, code: u16) -> Option<bool> {
        self.at.value.responses.as_ref().map(|it| it.has(code))
    }

    /// Whether it answers with a list: by its schema, or because its last segment names a modelled collection.
    #[must_use]
    pub fn returns_list(self) -> bool {
        if let Some(response) = &self.at.value.response {
            return matches!(response.value, SchemaUse::Named { list: true, .. });
        }
        let last = self.path().value.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        self.method() == Method::Get && self.model.collection(last).is_some()
    }

    /// The table that its last static segment names.
    #[must_use]
    pub fn collection(self) -> Option<Table<'m>> {
        self.model.collection(self.entry.last_static()?)
    }
}

impl Auth {
    /// Whether anybody may call.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.mode.as_ref().is_some_and(|mode| mode.value == AuthMode::Public)
    }
}

/// Whether two path templates are the same but for the names of their parameters.
pub(super) fn same_path(a: &str, b: &str) -> bool {
    parts(a).eq(parts(b))
}

/// A path template without the names of its parameters: equal for those that [`same_path`] says are the same.
pub(super) fn nameless(path: &str) -> String {
    parts(path).flat_map(|part| ["/", part]).collect()
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(|segment| if segment.starts_with(['{', ':']) { "{}" } else { segment })
}

view! {
    /// An authentication scheme.
    Scheme of spec::security::Scheme
}

view! {
    /// A webhook.
    Webhook of spec::realtime::Webhook
}

view! {
    /// A WebSocket endpoint.
    Websocket of spec::realtime::Websocket
}

view! {
    /// A stream of server-sent events.
    Sse of spec::realtime::Sse
}

view! {
    /// A GraphQL API.
    Graphql of spec::realtime::Graphql
}

view! {
    /// A gRPC API.
    Grpc of spec::realtime::Grpc
}

/// A named schema.
#[derive(Debug, Clone, Copy)]
pub struct Schema<'m> {
    /// The model that it belongs to.
    pub model: &'m Model<'m>,
    /// Its name.
    pub name: &'m At<String>,
    /// Its fields.
    pub at: &'m At<spec::schema::Schema>,
}

/// A way into the system with what it says of who may use it.
#[derive(Debug, Clone, Copy)]
pub struct Exposure<'m> {
    /// Who may use it.
    pub auth: Option<&'m At<Auth>>,
    /// Why anybody may.
    pub public_reason: Option<&'m At<String>>,
}

impl<'s> Model<'s> {
    /// The authentication schemes.
    pub fn schemes(&self) -> impl Iterator<Item = Scheme<'_>> {
        let schemes = self.spec.system.security.as_ref().map(|it| it.authentication.items()).unwrap_or_default();
        schemes.iter().map(|at| Scheme { model: self, at })
    }

    /// The webhooks that have a direction.
    pub fn webhooks(&self) -> impl Iterator<Item = Webhook<'_>> {
        let webhooks = self.spec.system.webhooks.items().iter();
        webhooks.filter(|at| at.direction.is_some()).map(|at| Webhook { model: self, at })
    }

    /// The WebSocket endpoints.
    pub fn websockets(&self) -> impl Iterator<Item = Websocket<'_>> {
        self.spec.system.websockets.items().iter().map(|at| Websocket { model: self, at })
    }

    /// The streams of server-sent events.
    pub fn sse(&self) -> impl Iterator<Item = Sse<'_>> {
        self.spec.system.sse.items().iter().map(|at| Sse { model: self, at })
    }

    /// The GraphQL APIs.
    pub fn graphql(&self) -> impl Iterator<Item = Graphql<'_>> {
        self.spec.system.graphql.items().iter().map(|at| Graphql { model: self, at })
    }

    /// The gRPC APIs.
    pub fn grpc(&self) -> impl Iterator<Item = Grpc<'_>> {
        self.spec.system.grpc.items().iter().map(|at| Grpc { model: self, at })
    }

    /// The named schemas.
    pub fn schemas(&self) -> impl Iterator<Item = Schema<'_>> {
        let schemas = self.spec.system.schemas.as_ref().map(|map| map.value.0.0.as_slice()).unwrap_or_default();
        schemas.iter().map(|(name, at)| Schema { model: self, name, at })
    }

    /// The schema of that name.
    #[must_use]
    pub fn schema(&self, name: &str) -> Option<Schema<'_>> {
        let schemas = self.spec.system.schemas.as_ref()?;
        let (name, at) = schemas.value.0.0.get(*self.index.schemas.get(name)?)?;
        Some(Schema { model: self, name, at })
    }

    /// The fields of a schema where it is used; a table's columns are not among them.
    #[must_use]
    pub fn fields<'m>(&'m self, schema: &'m SchemaUse) -> &'m [(At<String>, At<Field>)] {
        match schema {
            SchemaUse::Inline(schema) => &schema.fields,
            SchemaUse::Named { name, .. } => self.named(name),
        }
    }

    /// The fields of the schema of that name; none where there is none.
    #[must_use]
    pub fn named<'m>(&'m self, name: &str) -> &'m [(At<String>, At<Field>)] {
        self.schema(name).map(|schema| schema.at.value.fields.as_slice()).unwrap_or_default()
    }
}

impl<'m> Websocket<'m> {
    /// Who may connect.
    #[must_use]
    pub fn exposure(self) -> Exposure<'m> {
        Exposure { auth: self.at.value.auth.as_ref(), public_reason: self.at.value.public_reason.as_ref() }
    }
}

impl<'m> Sse<'m> {
    /// Who may listen.
    #[must_use]
    pub fn exposure(self) -> Exposure<'m> {
        Exposure { auth: self.at.value.auth.as_ref(), public_reason: self.at.value.public_reason.as_ref() }
    }
}

impl<'m> Graphql<'m> {
    /// Who may call it.
    #[must_use]
    pub fn exposure(self) -> Exposure<'m> {
        Exposure { auth: self.at.value.auth.as_ref(), public_reason: self.at.value.public_reason.as_ref() }
    }
}

impl<'m> Grpc<'m> {
    /// Who may call it.
    #[must_use]
    pub fn exposure(self) -> Exposure<'m> {
        Exposure { auth: self.at.value.auth.as_ref(), public_reason: self.at.value.public_reason.as_ref() }
    }
}

impl<'s> EndpointEntry<'s> {
    pub(super) const fn method(&self) -> Method {
        self.method
    }

    /// The last segment of the path that is no parameter.
    pub(super) fn last_static(&self) -> Option<&'s str> {
        self.path.value.split('/').rfind(|segment| !segment.is_empty() && !segment.starts_with('{'))
    }

    /// What the spec says, and the index of the service that answers.
    pub(super) const fn parts(&self) -> (&'s At<spec::endpoint::Endpoint>, Option<usize>) {
        (self.at, self.service)
    }
}

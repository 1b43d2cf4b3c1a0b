//! HTTP endpoints and the policy that all of them follow.

use super::declare::{record, words};
use super::schema::SchemaUse;
use super::shape::{CONCEPT, ENTITY, EVENT, ROLE, SCHEMA, SCHEME, SERVICE, STORE, Type};
use super::system::Latency;
use super::{At, List, Map, Read, Reader, Ref, Toggle};
use crate::value::{Duration, Rate, Size};
use crate::yaml::{Node, NodeKind};

words! {
    /// An HTTP method.
    Method {
        /// Reads.
        Get = "GET",
        /// Reads without a body.
        Head = "HEAD",
        /// Creates, or does what no other method says.
        Post = "POST",
        /// Replaces.
        Put = "PUT",
        /// Changes in part.
        Patch = "PATCH",
        /// Removes.
        Delete = "DELETE",
        /// Asks what is possible.
        Options = "OPTIONS",
    }
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 7] = [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Options];

    /// Whether it promises to change nothing (RFC 9110, 9.2.1).
    #[must_use]
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Options)
    }

    /// Whether saying it twice is the same as once (RFC 9110, 9.2.2).
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

words! {
    /// Whether a caller must say who it is.
    AuthMode {
        /// It must.
        Required = "required",
        /// It may.
        Optional = "optional",
        /// Anybody may call.
        Public = "public",
    }
}

words! {
    /// How a list is cut into pages.
    PaginationKind {
        /// By an opaque mark.
        Cursor = "cursor",
        /// By the last key seen.
        Keyset = "keyset",
        /// By how many to skip.
        Offset = "offset",
        /// By page number.
        Page = "page",
        /// Not at all.
        None = "none",
    }
}

words! {
    /// Where a parameter stands.
    ParameterPlace {
        /// In the path.
        Path = "path",
        /// After the question mark.
        Query = "query",
        /// In a header.
        Header = "header",
        /// In a cookie.
        Cookie = "cookie",
    }
}

words! {
    /// How an API says its version.
    Versioning {
        /// `/v1/orders`
        Path = "path",
        /// In a header.
        Header = "header",
        /// `?version=1`
        Query = "query",
        /// Not at all.
        None = "none",
    }
}

words! {
    /// How errors look.
    ErrorFormat {
        /// RFC 9457.
        ProblemJson = "problem+json",
        /// `{ error: { code, message, details } }`
        Envelope = "envelope",
    }
}

words! {
    /// Who may keep a response.
    CacheScope {
        /// The caller alone.
        Private = "private",
        /// Anybody on the way.
        Public = "public",
        /// Nobody.
        NoStore = "no-store",
    }
}

record! {
    /// What bodies look like.
    Examples "examples" {
        /// What is sent.
        request: Example,
        /// What comes back.
        response: Example,
    }
}

/// A body as it may be: any value.
#[derive(Debug, Clone, Copy)]
pub struct Example;

impl Read for Example {
    fn read(_: Node<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self)
    }
    fn declared() -> Type {
        Type::Any
    }
}

record! {
    /// An HTTP endpoint.
    Endpoint "endpoint" parse(short_endpoint, long_endpoint, ENDPOINT_FORM) {
        /// The method.
        method(required): Method,
        /// The path, such as `/v1/orders/{id}`.
        path(required): String,
        /// The service that answers.
        service: Ref<SERVICE>,
        /// A name for generated clients, such as `placeOrder`.
        id: String,
        /// What it does, in a sentence.
        summary: String,
        /// Who may call it.
        auth: Auth,
        /// Why anybody may.
        public_reason: String,
        /// Parameters of path, query and headers.
        parameters: Map<Parameter>,
        /// What the body holds.
        request: SchemaUse,
        /// How large the body may be, such as `5MB`.
        max_body: Size,
        /// What a success holds.
        response: SchemaUse,
        /// What each status holds, such as `{ 201: Order, 404: Error }` or `[201, 404]`.
        responses: Responses,
        /// Codes of errors that it may answer with, such as `[ORDER_LOCKED]`.
        errors: List<String>,
        /// Whether 201 says where the new thing is.
        location: bool,
        /// How a repeated request is recognised.
        idempotency: Idempotency,
        /// How a list is cut into pages.
        pagination: Pagination,
        /// Whether the list is short by nature, so that it needs no pages.
        bounded: bool,
        /// Fields to filter by.
        filter: List<String>,
        /// Fields to sort by.
        sort: List<String>,
        /// Whether callers choose fields.
        fields: bool,
        /// Links that a response carries.
        links: List<String>,
        /// What a body looks like, such as `{ request: { item: book } }`.
        examples: Examples,
        /// Many at once.
        batch: Batch,
        /// Whether it takes part in conditional requests.
        etag: bool,
        /// How long a response may be kept.
        cache: ResponseCache,
        /// How often it may be called.
        rate_limit: Rate,
        /// How long it may take in all.
        timeout: Duration,
        /// How fast it answers.
        latency: Latency,
        /// How often it is called at peak.
        load: Rate,
        /// Entities that it writes.
        writes: List<Ref<{ ENTITY | CONCEPT }>>,
        /// Entities that it reads.
        reads: List<Ref<{ ENTITY | CONCEPT }>>,
        /// Events that it causes.
        emits: List<Ref<EVENT>>,
        /// Where to ask how the work goes that a 202 only accepts.
        r#async: Toggle<Async>,
        /// Whether each use is recorded.
        audit: bool,
        /// That it will go, when, and what comes instead.
        deprecated: Toggle<Deprecation>,
    }
}

const ENDPOINT_FORM: Type =
    Type::Form { name: "endpoint", example: "GET /v1/orders", pattern: "^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /" };

fn short_endpoint(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Endpoint> {
    let EndpointRef { method, path } = EndpointRef::read(node, reader)?;
    let text = node.as_str().unwrap_or_default();
    let path_start = text.len().saturating_sub(path.len());
    let at = |range: std::ops::Range<usize>, reader: &Reader<'_>| reader.part(node, range);
    let (method_span, path_span) = (at(0..method.word().len(), reader), at(path_start..text.len(), reader));
    Some(Endpoint {
        method: Some(At { value: method, span: method_span, key: method_span, node: node.id() }),
        path: Some(At { value: path, span: path_span, key: path_span, node: node.id() }),
        ..Endpoint::default()
    })
}

fn long_endpoint(short: &str) -> Option<String> {
    let (method, path) = short.split_once(' ')?;
    Some(format!("method: {method}, path: {}", crate::yaml::quote(path.trim())))
}

/// An endpoint as others point to it: `POST /v1/payments`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointRef {
    /// The method.
    pub method: Method,
    /// The path.
    pub path: String,
}

impl EndpointRef {
    /// Reads `POST /v1/payments`; other words are none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (word, path) = text.split_once(char::is_whitespace)?;
        let method = METHODS.into_iter().find(|method| method.word() == word)?;
        path.trim().starts_with('/').then(|| Self { method, path: path.trim().to_owned() })
    }
}

impl std::fmt::Display for EndpointRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Read for EndpointRef {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some((word, path)) = node.as_str().and_then(|text| text.split_once(char::is_whitespace)) else {
            reader.wrong_type(node, "method and path, such as `GET /v1/orders`");
            return None;
        };
        let method = METHODS.into_iter().find(|method| method.word() == word);
        if method.is_none() {
            let words = METHODS.map(Method::word);
            let span = reader.part(node, 0..word.len());
            let best = super::read::nearest(word, words);
            let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
            let message = format!("`{}` is not an HTTP method{hint}", super::read::shorten(word));
            reader.report(super::ProblemKind::WrongType, span, message);
            if let Some(best) = best {
                let edits = vec![crate::text::Edit::replace(span, best)];
                reader.mend(crate::rule::Fix::suggested(format!("Write `{best}`"), edits));
            }
        }
        Some(Self { method: method?, path: path.trim().to_owned() })
    }
    fn declared() -> Type {
        ENDPOINT_FORM
    }
}

const METHODS: [Method; 7] =
    [Method::Get, Method::Head, Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Options];

record! {
    /// Who may call.
    Auth "auth" parse(short_auth, long_auth, Type::Either(vec![AuthMode::declared(), Type::Ref(SCHEME)])) {
        /// Whether a caller must say who it is.
        mode: AuthMode,
        /// How it says so.
        scheme: Ref<SCHEME>,
        /// Roles of which it needs one.
        roles: List<Ref<ROLE>>,
        /// Scopes that its token needs.
        scopes: List<String>,
        /// A policy by name.
        policy: String,
        /// The field that names whose thing it is, such as `customerId`.
        owner: String,
        /// The field that names the tenant.
        tenant: String,
    }
}

fn short_auth(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Auth> {
    let mode = match node.as_str()? {
        "required" => Some(AuthMode::Required),
        "optional" => Some(AuthMode::Optional),
        "public" | "none" => Some(AuthMode::Public),
        _ => None,
    };
    let Some(mode) = mode else {
        return Some(Auth { scheme: reader.item(node), ..Auth::default() });
    };
    let mode = At { value: mode, span: node.span(), key: node.span(), node: node.id() };
    Some(Auth { mode: Some(mode), ..Auth::default() })
}

fn long_auth(short: &str) -> Option<String> {
    let key = if matches!(short, "required" | "optional" | "public") { "mode" } else { "scheme" };
    Some(format!("{key}: {short}"))
}

record! {
    /// A parameter.
    Parameter "parameter" short r#type {
        /// Its type, such as `uuid` or `string?`.
        r#type: crate::value::Field,
        /// Where it stands.
        r#in: ParameterPlace,
        /// Whether a request must have it.
        required: bool,
        /// What it says.
        summary: String,
    }
}

/// What each status code holds.
#[derive(Debug, Clone, Default)]
pub struct Responses {
    /// The code as written (`404`, `4XX`) and the body's schema.
    pub codes: Vec<(At<String>, Option<At<SchemaUse>>)>,
}

impl Responses {
    /// The bodies that are stated.
    pub fn bodies(&self) -> impl Iterator<Item = &At<SchemaUse>> {
        self.codes.iter().filter_map(|(_, body)| body.as_ref())
    }

    /// Whether a code is declared, by itself or by its class.
    #[must_use]
    pub fn has(&self, code: u16) -> bool {
        let (exact, class) = (code.to_string(), format!("{}XX", code / 100));
        self.codes.iter().any(|(at, _)| at.value == exact || at.value.eq_ignore_ascii_case(&class))
    }
}

impl Read for Responses {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut codes = Vec::new();
        let at = |key: Node<'_>| {
            key.as_str().map(|code| At { value: code.to_owned(), span: key.span(), key: key.span(), node: key.id() })
        };
        if let Some(entries) = node.entries() {
            for (key, value) in entries {
                codes.extend(at(key).map(|code| (code, reader.value(key.span(), value))));
            }
        } else if let Some(items) = node.items() {
            codes.extend(items.filter_map(at).map(|code| (code, None)));
        } else {
            codes.extend(at(node).map(|code| (code, None)));
        }
        Some(Self { codes })
    }
    fn declared() -> Type {
        Type::Either(vec![Type::Map(Box::new(SchemaUse::declared())), Type::List(Box::new(Type::Integer))])
    }
    fn add(&mut self, policy: &Self) {
        let own: Vec<String> = self.codes.iter().map(|(code, _)| code.value.clone()).collect();
        self.codes.extend(policy.codes.iter().filter(|(code, _)| !own.contains(&code.value)).cloned());
    }
}

words! {
    /// How a repeated request is recognised.
    IdempotencyKind {
        /// By a key that the caller sends.
        Key = "key",
        /// By what it does: saying it twice is the same as once.
        Natural = "natural",
        /// Not at all.
        None = "none",
    }
}

record! {
    /// How a repeated request is recognised: `key`, `natural`, `none`, or by which name, such as `Idempotency-Key` or `event id`.
    Idempotency "idempotency" parse(short_idempotency, long_idempotency, Type::Either(vec![IdempotencyKind::declared(), Type::Text])) {
        /// By what.
        kind: IdempotencyKind,
        /// The header with the key, such as `Idempotency-Key`.
        header: String,
        /// What in the request is the key, such as `messageId`, where no header carries it.
        key: String,
        /// How long keys are kept.
        ttl: Duration,
        /// Where keys are kept.
        store: Ref<STORE>,
    }
}

const IDEMPOTENCY_KINDS: [IdempotencyKind; 3] = [IdempotencyKind::Key, IdempotencyKind::Natural, IdempotencyKind::None];

fn short_idempotency(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Idempotency> {
    let text = node.as_str().unwrap_or_default();
    let words = IDEMPOTENCY_KINDS.map(IdempotencyKind::word);
    let mut this = Idempotency::default();
    if words.contains(&text) || super::read::nearest(text, words).is_some() {
        this.kind = reader.item(node);
        return this.kind.is_some().then_some(this);
    }
    let named = reader.item(node);
    match is_header(text) {
        true => this.header = named,
        false => this.key = named,
    }
    Some(this)
}

fn long_idempotency(short: &str) -> Option<String> {
    let key = match short {
        _ if IDEMPOTENCY_KINDS.map(IdempotencyKind::word).contains(&short) => "kind",
        _ if is_header(short) => "header",
        _ => "key",
    };
    Some(format!("{key}: {}", crate::yaml::quote(short)))
}

/// `Idempotency-Key`: words with capitals, joined by hyphens.
fn is_header(text: &str) -> bool {
    text.contains('-') && text.split('-').all(|word| word.starts_with(|first: char| first.is_ascii_uppercase()))
}

impl Idempotency {
    /// Whether a repetition is recognised at all.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self.kind.as_ref().map(|kind| kind.value) {
            Some(kind) => kind != IdempotencyKind::None,
            None => self.header.is_some() || self.key.is_some() || self.store.is_some(),
        }
    }
}

record! {
    /// How a list is cut into pages.
    Pagination "pagination" short kind {
        /// By what.
        kind: PaginationKind,
        /// Items on a page unless asked.
        default: u64,
        /// Items on a page at most.
        max: u64,
    }
}

record! {
    /// Many at once.
    Batch "batch" short max {
        /// Items at most.
        max: u64,
        /// Whether some may fail while others succeed.
        partial: bool,
    }
}

record! {
    /// How long a response may be kept, and by whom; `no-store` where it may not.
    ResponseCache "response cache" parse(short_cache, long_cache, Type::Either(vec![Duration::declared(), CacheScope::declared()])) {
        /// For how long.
        ttl: Duration,
        /// By whom.
        scope: CacheScope,
        /// Request headers that make a difference.
        vary: List<String>,
    }
}

const CACHE_SCOPES: [&str; 3] = [CacheScope::Private.word(), CacheScope::Public.word(), CacheScope::NoStore.word()];

fn short_cache(node: Node<'_>, reader: &mut Reader<'_>) -> Option<ResponseCache> {
    let text = node.as_str().unwrap_or_default();
    let mut this = ResponseCache::default();
    if CACHE_SCOPES.contains(&text) {
        this.scope = reader.item(node);
    } else {
        this.ttl = reader.item(node);
    }
    (this.scope.is_some() || this.ttl.is_some()).then_some(this)
}

fn long_cache(short: &str) -> Option<String> {
    let key = if CACHE_SCOPES.contains(&short) { "scope" } else { "ttl" };
    Some(format!("{key}: {short}"))
}

record! {
    /// Where to ask how accepted work goes.
    Async "asynchronous answer" short status {
        /// The endpoint that tells.
        status: EndpointRef,
        /// The event that tells.
        event: Ref<EVENT>,
    }
}

record! {
    /// That something will go.
    Deprecation "deprecation" {
        /// Since when, as a date.
        since: String,
        /// When it stops working, as a date.
        sunset: String,
        /// What comes instead.
        r#use: String,
    }
}

record! {
    /// The policy that all APIs of the system follow.
    ApiDesign "API policy" {
        /// How the version is said.
        versioning: Versioning,
        /// The media type of bodies.
        media_type: String,
        /// How names are spelled.
        naming: Naming,
        /// How errors look.
        errors: Errors,
        /// How lists are cut into pages.
        pagination: Pagination,
        /// How long before something goes it is said, and how.
        deprecation: DeprecationPolicy,
        /// How the API is documented.
        docs: Toggle<ApiDocs>,
        /// How contracts are tested: `pact`, `spring-cloud-contract`, `schemathesis`, `none`.
        contract_tests: String,
        /// What stands in for the API before it exists: `prism`.
        mocks: String,
        /// Languages that clients are generated for.
        sdks: List<String>,
        /// The header with idempotency keys.
        idempotency_header: String,
    }
}

record! {
    /// How names are spelled.
    Naming "naming" short fields {
        /// In bodies: `camelCase`, `snake_case`.
        fields: String,
        /// In queries.
        query: String,
        /// Of events, by one that is right, such as `order.placed` or `OrderPlaced`.
        events: String,
        /// In paths: `kebab-case`.
        paths: String,
    }
}

record! {
    /// How errors look: their form, or the schema of their body.
    Errors "error model" parse(short_errors, long_errors, Type::Either(vec![ErrorFormat::declared(), Type::Ref(SCHEMA)])) {
        /// The schema of an error body.
        schema: Ref<SCHEMA>,
        /// Its form.
        format: ErrorFormat,
        /// The codes that errors have, each with what it says, such as `{ ORDER_LOCKED: The order is on its way. }`.
        codes: Map<String>,
    }
}

const ERROR_FORMATS: [&str; 2] = [ErrorFormat::ProblemJson.word(), ErrorFormat::Envelope.word()];

fn short_errors(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Errors> {
    let text = node.as_str().unwrap_or_default();
    let mut this = Errors::default();
    if ERROR_FORMATS.contains(&text) || super::read::nearest(text, ERROR_FORMATS).is_some() {
        this.format = reader.item(node);
    } else {
        this.schema = reader.item(node);
    }
    (this.format.is_some() || this.schema.is_some()).then_some(this)
}

fn long_errors(short: &str) -> Option<String> {
    let key = if ERROR_FORMATS.contains(&short) { "format" } else { "schema" };
    Some(format!("{key}: {short}"))
}

record! {
    /// How an ending is announced.
    DeprecationPolicy "deprecation policy" short notice {
        /// How long before.
        notice: Duration,
        /// By which headers.
        headers: List<String>,
    }
}

record! {
    /// How the API is documented.
    ApiDocs "API documentation" {
        /// Whether an OpenAPI document is published.
        openapi: bool,
        /// What shows it: `swagger-ui`, `redoc`.
        ui: String,
        /// Whether it has examples.
        examples: bool,
    }
}

impl Read for crate::value::Field {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(text) = node.as_str().filter(|_| node.kind() == NodeKind::Scalar) else {
            reader.wrong_type(node, "a type, such as `string` or `uuid`");
            return None;
        };
        let (field, strays) = Self::parse(text);
        for stray in strays {
            let span = reader.part(node, stray.range);
            reader.report(super::ProblemKind::WrongType, span, stray.message);
        }
        let named = if field.ty == "map" { field.arguments.first() } else { Some(&field.ty) };
        if let Some(name) = named.filter(|name| !crate::value::field::BUILT_IN.contains(&name.as_str()))
            && let Some(start) = text.find(name.as_str())
        {
            reader.uses(SCHEMA | ENTITY, name, reader.part(node, start..start + name.len()));
        }
        Some(field)
    }
    fn declared() -> Type {
        Type::Form { name: "field type", example: "string(1..200)?", pattern: "" }
    }
}

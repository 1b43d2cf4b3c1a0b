use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::{IdempotencyKind, Method};
use crate::text::Edit;

rule! {
    /// A POST that creates something answers 200.
    ///
    /// ## Why
    /// 200 says that something happened. A client cannot tell a new order from one that was there already, and generic
    /// clients, gateways and metrics that count 201 see no order at all.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     responses: [200, 400]
    /// #               ^^^ 200 does not say that one of `orders` is new
    /// data_model:
    ///   - orders
    /// schemas:
    ///   NewOrder: { note: string }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     responses: [201, 400]
    /// data_model:
    ///   - orders
    /// schemas:
    ///   NewOrder: { note: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders/search, request: Query, responses: [200] }
    ///   - { method: POST, path: /v1/orders, request: Query, response: "Query[]", responses: [200] }
    ///   - { method: POST, path: /v1/sessions, request: Query, responses: [200, 422] }
    /// data_model:
    ///   - orders
    ///   - sessions
    /// schemas:
    ///   Query: { note: string }
    /// ```
    ///
    /// ## Not a problem when
    /// It signs somebody in, searches, handles many at once, accepts work for later, or is idempotent by nature, so that
    /// what it leaves need not be new.
    ///
    /// ## See
    /// seed 001:33 · RFC 9110, 15.3.2 · Zalando #150
    id: "api/created-as-ok",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(table) = endpoint.collection().filter(|_| creates(endpoint)) else { return };
    let writes = endpoint.at.value.writes.items();
    let other_successes = endpoint.statuses().any(|it| (it.is_of(2) || it.is_of(3)) && it.number() != Some(200));
    let Some(ok) = endpoint.status(200).filter(|it| endpoint.is_own(it.code.span) && !other_successes) else { return };
    if writes.is_empty() || writes.iter().any(|it| it.value.0 == table.name()) {
        report
            .find(ok.code.span, format!("200 does not say that one of `{}` is new", super::short(table.name())))
            .fix(Fix::suggested("Answer 201", vec![Edit::replace(ok.code.span, "201")]));
    }
}

/// Whether it takes the fields of one thing into a collection.
fn creates(endpoint: Endpoint<'_>) -> bool {
    const OTHERWISE: [&str; 14] = [
        "session", "sessions", "token", "tokens", "login", "auth", "search", "query", "queries", "webhook", "webhooks",
        "hooks", "events", "batch",
    ];
    let spec = &endpoint.at.value;
    let natural = spec
        .idempotency
        .as_ref()
        .and_then(|it| it.kind.as_ref())
        .is_some_and(|it| it.value == IdempotencyKind::Natural);
    let later = spec.r#async.as_ref().is_some_and(|it| it.is_on());
    endpoint.method() == Method::Post
        && endpoint.is_collection()
        && spec.request.is_some()
        && spec.batch.is_none()
        && !natural
        && !later
        && !endpoint.returns_list()
        && !endpoint.is_sign_in()
        && !endpoint.path_holds(&OTHERWISE)
}

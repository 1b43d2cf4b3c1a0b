use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::{IdempotencyKind, Method};

rule! {
    /// An endpoint says that repeating it does harm, but its method promises the opposite.
    ///
    /// ## Why
    /// Clients, proxies and libraries repeat a GET, PUT or DELETE by themselves when a connection breaks, because HTTP allows
    /// it. They do not read the design.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", idempotency: none }
    /// #                                           ^^^^^^^^^^^ a PUT promises that repeating it does no harm
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", idempotency: natural }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, idempotency: none }
    ///   - { method: PUT, path: "/v1/orders/{id}", idempotency: natural }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is: what must not be repeated is a POST.
    ///
    /// ## See
    /// seed 001:24-30 · RFC 9110, 9.2.2
    id: "api/contradicted-idempotency",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(stated) = endpoint.idempotency() else { return };
    let none = stated.kind.as_ref().is_some_and(|it| it.value == IdempotencyKind::None);
    // A policy for all endpoints is meant for those whose method promises nothing.
    let own = endpoint.at.span.contains(stated.span);
    if none && own && endpoint.method().is_idempotent() {
        let message = format!("a {} promises that repeating it does no harm", endpoint.method());
        report
            .find(stated.key, message)
            .fix(Fix::suggested("Keep the promise of the method", endpoint.set("idempotency", "natural")))
            .fix(Fix::suggested("Make it a POST", endpoint.change_method(Method::Post)));
    }
}

use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A request that acts on another company's system does not recognise a repetition.
    ///
    /// ## Why
    /// Phones lose their connection between the request and the answer, and send it again. Without a key the card is
    /// charged twice, and only the customer notices.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     api:
    ///       - POST /orders
    /// #       ^^^^^^^^^^^^ a repetition of `POST /orders` acts on `bank` again
    ///     calls:
    ///       - { to: bank, endpoint: POST /charges, timeout: 2s, during: [POST /orders] }
    /// integration_points: [bank]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /orders, idempotency: key }
    ///     calls:
    ///       - { to: bank, endpoint: POST /charges, timeout: 2s, during: [POST /orders] }
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api:
    ///       - POST /quotes
    ///     calls:
    ///       - { to: bank, endpoint: GET /rates, timeout: 2s, during: [POST /quotes] }
    /// integration_points: [bank]
    /// ```
    ///
    /// ## Not a problem when
    /// The call recognises repetitions itself (`idempotency` on the call), only reads, or does not say `during` which
    /// endpoint it happens.
    ///
    /// ## See
    /// seed 003:41 · seed 003:66 · seed 001:27 · Zalando #230 · Google AIP-155
    id: "resilience/missing-idempotency",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(service) = endpoint.service().filter(|_| endpoint.method() == Method::Post && !endpoint.is_idempotent())
    else {
        return;
    };
    // A retry by one of our own is the greater harm and is reported where it is.
    let retried = service
        .callers()
        .any(|call| call.attempts() > 1 && call.target().is_some_and(|target| std::ptr::eq(target.at, endpoint.at)));
    let acts = service
        .calls()
        .find(|call| call.is_during(endpoint) && call.external().is_some() && call.is_idempotent() == Some(false));
    let Some(call) = acts.filter(|_| !retried && !endpoint.is_signed_webhook()) else { return };
    let callee = call.external().map_or("?", |it| it.name());
    report
        .find(endpoint.heading(), format!("a repetition of `{}` acts on `{callee}` again", endpoint.label()))
        .related(call.place(), format!("`{callee}` is called here"))
        .fix(Fix::suggested("Recognise repetitions by a key", endpoint.set("idempotency", "key")));
}

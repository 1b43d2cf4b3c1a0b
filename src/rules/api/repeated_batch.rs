use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A batch that is sent again does everything again.
    ///
    /// ## Why
    /// A large request is the one that times out. The client cannot know how far it came, sends it again, and a hundred
    /// orders are two hundred.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/batch
    ///     batch: { max: 100, partial: true }
    /// #   ^^^^^ nothing recognises a batch that comes twice
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/batch
    ///     batch: { max: 100, partial: true }
    ///     idempotency: key
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders/batch, batch: { max: 100, partial: true }, idempotency: natural }
    ///   - { method: PUT, path: /v1/prices, batch: { max: 100, partial: true } }
    ///   - { method: POST, path: /v1/products/batch-get, batch: { max: 100, partial: true } }
    /// ```
    ///
    /// ## Not a problem when
    /// Its method or its nature makes a repetition harmless, or it only reads. `idempotency: none` says that it was
    /// thought of.
    ///
    /// ## See
    /// seed 000:52 · seed 003:66 · Zalando #230
    id: "api/repeated-batch",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    const READS: [&str; 10] =
        ["get", "search", "query", "read", "lookup", "find", "validate", "check", "preview", "delete"];
    let silent = endpoint.idempotency().is_none() && endpoint.method() == Method::Post && !endpoint.path_holds(&READS);
    if let Some(batch) = endpoint.at.value.batch.as_ref().filter(|_| silent) {
        report
            .find(batch.key, "nothing recognises a batch that comes twice")
            .fix(Fix::suggested("Recognise it by a key", endpoint.set("idempotency", "key")));
    }
}

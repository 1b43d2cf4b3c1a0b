use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};

rule! {
    /// One request may hold as many things as the caller likes.
    ///
    /// ## Why
    /// A hundred thousand items in one request hold a transaction open for minutes, fill the memory of one instance, and
    /// count as a single call for the rate limit.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/batch
    ///     batch: { partial: true }
    /// #   ^^^^^ a batch has no maximum
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/batch
    ///     batch: { partial: true, max: 100 }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders/batch, batch: { max: 100, partial: true } }
    ///   - { method: POST, path: /v1/carts/batch, batch: { partial: true }, request: CartBatch }
    /// schemas:
    ///   CartBatch: { items: "uuid[](1..50)" }
    /// ```
    ///
    /// ## Not a problem when
    /// The list in the request has a maximum.
    ///
    /// ## See
    /// seed 000:52 · OWASP API4:2023
    id: "api/unbounded-batch",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(batch) = endpoint.at.value.batch.as_ref().filter(|it| it.max.is_none()) else { return };
    let fields = endpoint.at.value.request.as_ref().map(|it| endpoint.model.fields(&it.value)).unwrap_or_default();
    let bounded = |field: &crate::value::Field| field.list && field.range.is_some_and(|(_, most)| most.is_some());
    if !fields.iter().any(|(_, field)| bounded(field)) {
        report
            .find(batch.key, "a batch has no maximum")
            .fix(Fix::suggested("Allow at most 100", endpoint.model.spec.tree.set(batch.node, "max", "100")));
    }
}

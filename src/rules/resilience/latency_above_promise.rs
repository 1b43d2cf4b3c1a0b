use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An endpoint promises to be faster than something that it waits for.
    ///
    /// ## Why
    /// Nothing that waits for a slow answer can be quicker than that answer. The promise is broken in the first hour,
    /// by design, and whoever is called at night finds nothing that is wrong.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /v1/orders, latency: { p99: 300ms } }
    /// #                                                         ^^^^^ promises 300ms at p99, but waits for `payments`, which takes 900ms
    ///     calls: [{ to: payments, during: [POST /v1/orders], timeout: 2s }]
    ///   - { name: payments, latency: { p99: 900ms } }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /v1/orders, latency: { p99: 900ms } }
    ///     calls: [{ to: payments, during: [POST /v1/orders], timeout: 2s }]
    ///   - { name: payments, latency: { p99: 900ms } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /v1/orders, latency: { p99: 300ms } }
    ///     calls: [{ to: payments, during: [POST /v1/orders], timeout: 2s, optional: true }]
    ///   - { name: payments, latency: { p99: 900ms } }
    /// ```
    ///
    /// ## Not a problem when
    /// The call is optional, has a fallback or waits in a queue, does not say during which request it happens, or the
    /// endpoint only accepts the work.
    ///
    /// ## See
    /// seed 002:10 · seed 001:148-151
    id: "resilience/latency-above-promise",
    severity: Error,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(promised) = endpoint.at.value.latency.as_ref().and_then(|it| it.value.p99.as_ref()) else { return };
    let accepted = endpoint.at.value.r#async.as_ref().is_some_and(|it| it.is_on()) || endpoint.status(202).is_some();
    let Some(service) = endpoint.service().filter(|_| !accepted) else { return };
    let waits = service.calls().filter(|call| call.is_hard() && call.is_during(endpoint));
    let slowest = waits.filter_map(|call| Some((call, call.callee_p99()?))).max_by_key(|(_, p99)| p99.value);
    let Some((call, p99)) = slowest.filter(|(_, p99)| p99.value > promised.value) else { return };
    let callee = call.callee().map_or("?", |it| it.name());
    let message = format!("promises {} at p99, but waits for `{callee}`, which takes {}", promised.value, p99.value);
    let edits = vec![Edit::replace(promised.span, p99.value.to_string())];
    let edits = if endpoint.may_take(p99.value) { edits } else { Vec::new() };
    report
        .find(promised.span, message)
        .related(call.place(), "waits here")
        .related(p99.span, format!("`{callee}` says so here"))
        .step(format!("{} of `{callee}` alone > {} promised", p99.value, promised.value))
        .fix(Fix::suggested(format!("Promise {}", p99.value), edits));
}

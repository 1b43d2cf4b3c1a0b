use crate::lint::Report;
use crate::model::{Call, Endpoint};
use crate::rule::{Fix, rule};

rule! {
    /// An endpoint ends requests sooner than it says that one in a hundred takes.
    ///
    /// ## Why
    /// At least one request in a hundred fails while everything works as designed: the work is done and its answer
    /// thrown away.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/reports, timeout: 1s, latency: { p99: 3s } }
    /// #                                              ^^ ends after 1s, but takes up to 3s at p99
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/reports, timeout: 4s, latency: { p99: 3s } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/reports, timeout: 5s, latency: { p99: 3s } }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is not stated.
    ///
    /// ## See
    /// seed 001:151 · seed 002:10
    id: "resilience/timeout-below-own-latency",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let p99 = endpoint.at.value.latency.as_ref().and_then(|it| it.value.p99.as_ref());
    let (Some(p99), Some(timeout)) = (p99, endpoint.timeout()) else { return };
    if timeout.value >= p99.value {
        return;
    }
    let own = endpoint.at.span.contains(timeout.span);
    let message = format!("ends after {}, but takes up to {} at p99", timeout.value, p99.value);
    let longer = p99.value.above();
    let patient = endpoint.callers().filter_map(Call::timeout).all(|it| it.value <= p99.value || it.value > longer);
    let edits = if patient { endpoint.set("timeout", &longer.to_string()) } else { Vec::new() };
    report
        .find(if own { timeout.span } else { endpoint.heading() }, message)
        .related(p99.span, "takes so long")
        .step(format!("{} < {} at p99: at least 1 request in 100 fails", timeout.value, p99.value))
        .fix(Fix::suggested(format!("End after {longer}"), edits));
}

use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::value::Duration;

rule! {
    /// A call gives up sooner than one in a hundred answers takes.
    ///
    /// ## Why
    /// The callee says how slow its slowest hundredth is. A timeout below that turns at least one call in a hundred
    /// into a failure while everything works as designed, and retries add load for answers that were on their way.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 500ms }
    /// #                            ^^^^^ gives up after 500ms, but `bank` takes up to 900ms at p99
    /// integration_points:
    ///   - { name: bank, latency: { p99: 900ms } }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 1800ms }
    /// integration_points:
    ///   - { name: bank, latency: { p99: 900ms } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 1s }
    /// integration_points:
    ///   - { name: bank, latency: { p99: 900ms } }
    /// ```
    ///
    /// ## Not a problem when
    /// The caller means to hedge or to fall back early: a call that is `optional` or has a `fallback` is not reported.
    ///
    /// ## See
    /// seed 001:151 · seed 002:10
    id: "resilience/timeout-below-p99",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(timeout), Some(p99), Some(callee)) = (call.timeout(), call.callee_p99(), call.callee()) else { return };
    if timeout.value >= p99.value || !call.is_hard() {
        return;
    }
    let (callee, doubled) = (callee.name(), Duration(p99.value.0.saturating_mul(2)));
    let message = format!("gives up after {}, but `{callee}` takes up to {} at p99", timeout.value, p99.value);
    let fix = Fix::suggested(format!("Wait {doubled} for `{callee}`"), call.set("timeout", &doubled.to_string()));
    report
        .find(call.timeout_place(), message)
        .related(p99.span, format!("`{callee}` says so here"))
        .step(format!("{} waited < {} at p99: at least 1 call in 100 fails", timeout.value, p99.value))
        .fix(fix);
}

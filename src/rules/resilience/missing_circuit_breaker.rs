use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// A call is tried again and again against another company's system, and nothing ever stops it.
    ///
    /// ## Why
    /// When the other side is down, every request still waits for its timeout, times all attempts. A circuit breaker
    /// notices after a few failures, answers at once from then on, and leaves the other side alone until it recovers.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 2s, retry: { attempts: 3, backoff: exponential } }
    /// #             ^^^^ 3 attempts for each request even while `bank` is down
    /// integration_points: [bank]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 2s, retry: { attempts: 3, backoff: exponential }, circuit_breaker: true }
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     mesh: istio
    ///     calls:
    ///       - { to: bank, timeout: 2s, retry: { attempts: 3, backoff: exponential } }
    /// integration_points: [bank]
    /// ```
    ///
    /// ## Not a problem when
    /// A service mesh breaks the circuit, the call is tried once, the work waits in a queue anyway, or the spec says
    /// `circuit_breaker: false`: then somebody has thought about it.
    ///
    /// ## See
    /// seed 000:75 · seed 001:151 · seed 002:52
    id: "resilience/missing-circuit-breaker",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(external) = call.external().filter(|_| call.is_synchronous() && call.circuit_breaker().is_none()) else {
        return;
    };
    let meshed = call.caller().mesh().is_some();
    if call.attempts() > 1 && !meshed && call.is_in_requests() {
        let message = format!("{} attempts for each request even while `{}` is down", call.attempts(), external.name());
        let fix = Fix::suggested("Stop for a while after a few failures", call.set("circuit_breaker", "true"));
        let finding = report.find(call.place(), message);
        finding.fix(fix);
        if let Some(longest) = call.longest() {
            finding.step(format!("each request waits {longest}: {}", call.longest_in_words()));
        }
    }
}

use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// A circuit breaker can never open, because too few calls are made while it counts.
    ///
    /// ## Why
    /// It looks like protection. When the callee is down each call still waits for its timeout, and the breaker forgets
    /// the failures before there are enough of them.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [{ to: bank, rate: 30/min, circuit_breaker: { failures: 20, window: 10s } }]
    /// #                                                                  ^^ opens after 20 failures in 10s, but only 5 calls are made in that time
    /// integration_points: [bank]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [{ to: bank, rate: 30/min, circuit_breaker: { failures: 20, window: 2m } }]
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [{ to: bank, rate: 30/min, circuit_breaker: { failures: 5, window: 1m } }]
    /// integration_points: [bank]
    /// ```
    ///
    /// ## Not a problem when
    /// How often the call is made is not stated.
    ///
    /// ## See
    /// seed 000:75 · seed 002:52
    id: "resilience/dead-circuit-breaker",
    severity: Warning,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(breaker) = call.circuit_breaker().and_then(|it| it.value.details()) else { return };
    let (Some(failures), Some(window)) = (&breaker.failures, &breaker.window) else { return };
    let Some(rate) = call.at.value.rate.as_ref().filter(|rate| rate.by.is_none()) else { return };
    let tries = rate.per_second() * window.value.as_seconds() * call.attempts() as f64;
    if tries + 1e-9 >= failures.value as f64 {
        return;
    }
    let made = tries.floor();
    let message = format!(
        "opens after {} failures in {}, but only {made} calls are made in that time",
        failures.value, window.value
    );
    let finding = report.find(failures.span, message);
    finding.related(rate.span, "how often it is called").step(format!(
        "{} × {} attempts in {} = {tries:.1} < {}",
        rate.value,
        call.attempts(),
        window.value,
        failures.value
    ));
    // So long that it opens when half of the calls fail.
    let longer = Duration((window.value.0 as f64 * 2.0 * failures.value as f64 / tries).ceil() as u64).above();
    if longer < Duration::seconds(3_600) {
        let edits = vec![Edit::replace(window.span, longer.to_string())];
        finding.fix(Fix::suggested(format!("Count over {longer}"), edits));
    }
    let half = (tries / 2.0).floor() as u64;
    if half > 0 {
        let edits = vec![Edit::replace(failures.span, half.to_string())];
        finding.fix(Fix::suggested(format!("Open after {half} failures"), edits));
    }
}

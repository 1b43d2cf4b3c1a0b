use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::service::Backoff;

rule! {
    /// A call is retried several times at once, without longer waits in between.
    ///
    /// ## Why
    /// All callers of a service that stumbles come back in the same instant, again and again. What was a second of
    /// trouble becomes an outage that the retries themselves keep alive.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         retry: 3
    /// #              ^ 3 attempts without a wait that grows
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         retry: { attempts: 3, backoff: exponential }
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, retry: 2 }
    ///       - { to: payments, retry: { attempts: 3, delay: 500ms } }
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// There is one immediate second try, which heals a dropped connection, or the waits are stated in another way
    /// (`delay`, `backoff: linear`).
    ///
    /// ## See
    /// seed 002:52
    id: "resilience/retry-without-backoff",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(policy), Some(retry)) = (call.retry_policy(), call.retry()) else { return };
    let waits = match retry.backoff.as_ref().map(|backoff| backoff.value) {
        Some(Backoff::None) => false,
        Some(_) => true,
        None => retry.delay.is_some(),
    };
    if call.attempts() < 3 || waits || !call.is_synchronous() {
        return;
    }
    let edits = call.model.spec.set(policy, "backoff", "exponential");
    let place = retry.attempts.as_ref().map_or(policy.span, |attempts| attempts.span);
    report
        .find(place, format!("{} attempts without a wait that grows", call.attempts()))
        .fix(Fix::suggested("Double the wait after each attempt", edits));
}

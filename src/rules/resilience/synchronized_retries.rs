use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::service::Backoff;

rule! {
    /// All callers that failed together try again together.
    ///
    /// ## Why
    /// A stumble of the callee hits everybody at the same moment. Without a random part in the waits they all return
    /// after one second, then after two, and each wave knocks the callee down again.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 4, backoff: exponential, delay: 200ms } }]
    /// #                                                                    ^^^^^^^^^^^ everybody who failed at once waits the same time and returns at once
    ///   - stock
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 4, backoff: exponential, delay: 200ms, jitter: true } }]
    ///   - stock
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 4, backoff: exponential, delay: 200ms, jitter: true } }]
    ///   - stock
    /// ```
    ///
    /// ## Not a problem when
    /// There is one retry only, or the caller is one process.
    ///
    /// ## See
    /// seed 002:52 · AWS Architecture Blog, Exponential Backoff and Jitter
    id: "resilience/synchronized-retries",
    severity: Info,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(policy), Some(retry)) = (call.retry_policy(), call.retry()) else { return };
    let spread = retry.jitter.as_ref().is_some_and(|it| it.value);
    let alone = call.caller().max_instances() == Some(1);
    let grows = |it: &&At<Backoff>| matches!(it.value, Backoff::Exponential | Backoff::Linear);
    let Some(backoff) = retry.backoff.as_ref().filter(grows) else { return };
    if call.attempts() < 3 || spread || alone || !call.is_synchronous() {
        return;
    }
    let edits = call.model.spec.set(policy, "jitter", "true");
    report
        .find(backoff.span, "everybody who failed at once waits the same time and returns at once")
        .fix(Fix::suggested("Spread the waits at random", edits));
}

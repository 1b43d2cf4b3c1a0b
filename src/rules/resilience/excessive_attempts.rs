use crate::lint::Report;
use crate::model::Call;
use crate::rule::rule;

rule! {
    /// A call that somebody waits for is tried more than five times.
    ///
    /// ## Why
    /// What failed five times fails the sixth time too. Meanwhile the user has gone, the connection is still held, and
    /// the callee gets six times the load when it can bear it least.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, timeout: 1s, retry: { attempts: 10, backoff: exponential } }
    /// #                                                       ^^ 10 attempts while somebody waits
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, timeout: 1s, retry: { attempts: 3, backoff: exponential } }
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, timeout: 1s, retry: { attempts: 3, backoff: exponential } }
    ///   - name: exports
    ///     kind: worker
    ///     calls:
    ///       - { to: payments, timeout: 1s, retry: { attempts: 10, backoff: exponential } }
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// Nobody waits: a worker, a scheduler, a queue, or a call that happens `during` an event or a job.
    ///
    /// ## See
    /// seed 002:52
    id: "resilience/excessive-attempts",
    severity: Warning,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

/// More than this many attempts help nobody who waits.
const MOST: u64 = 5;
/// What overcomes a hiccup.
const FEW: u64 = 3;

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(attempts) = call.retry().and_then(|retry| retry.attempts.as_ref()) else { return };
    if attempts.value > MOST && call.is_synchronous() && call.is_in_requests() {
        let finding = report.find(attempts.span, format!("{} attempts while somebody waits", attempts.value));
        finding.step(format!("{} attempts > {MOST}", attempts.value)).fix(call.try_times(FEW));
        if let Some(longest) = call.longest() {
            finding.step(format!("{} = {longest} at most", call.longest_in_words()));
        }
    }
}

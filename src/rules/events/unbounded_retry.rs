use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::spec::Toggle;

rule! {
    /// A handler that fails is tried again without end.
    ///
    /// ## Why
    /// A message that can never be handled is handled for ever. It holds its partition, fills the logs and hides the failures
    /// that matter.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shipping
    ///     subscribes:
    ///       - event: order.paid
    ///         retry: { backoff: exponential }
    /// #       ^^^^^ nothing says when to give up
    /// events: [order.paid]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shipping
    ///     subscribes:
    ///       - event: order.paid
    ///         retry: { backoff: exponential, attempts: 5 }
    /// events: [order.paid]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shipping
    ///     subscribes:
    ///       - { event: order.paid, retry: { backoff: exponential, for: 10m } }
    ///       - { event: order.lost, retry: { backoff: fixed }, dead_letter: lost.dlq }
    /// events: [order.paid, order.lost]
    /// ```
    ///
    /// ## Not a problem when
    /// `attempts` or `for` ends it, or a dead-letter queue takes it after as many deliveries as the broker is set to.
    ///
    /// ## See
    /// seed 000:84
    id: "events/unbounded-retry",
    severity: Warning,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let Some(retry) = subscription.retry_policy().filter(|_| !subscription.has_dead_letter()) else { return };
    let Toggle::Set(policy) = &retry.value else { return };
    if policy.attempts.is_some() || policy.r#for.is_some() {
        return;
    }
    let edits = subscription.model.spec.tree.set(retry.node, "attempts", "5");
    report.find(retry.key, "nothing says when to give up").fix(Fix::suggested("Give up after 5 attempts", edits));
}

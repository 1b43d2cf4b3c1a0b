use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::spec::service::Backoff;

rule! {
    /// A message that failed is tried again at once, many times.
    ///
    /// ## Why
    /// What failed because a database is down fails again a millisecond later. All attempts are gone before anything has
    /// recovered, the messages end in the dead-letter queue, and the load of the attempts keeps the database down.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: billing
    ///     subscribes:
    ///       - { event: order.placed, retry: { attempts: 20, backoff: none } }
    /// #                                                 ^^ 20 attempts without a wait between them
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: billing
    ///     subscribes:
    ///       - { event: order.placed, retry: { attempts: 20, backoff: exponential } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: billing
    ///     subscribes:
    ///       - { event: order.placed, retry: { attempts: 20 } }
    ///       - { event: order.paid, retry: { attempts: 2, backoff: none } }
    /// ```
    ///
    /// ## Not a problem when
    /// There is one second try, or the waits are left open: brokers and libraries have their own.
    ///
    /// ## See
    /// seed 000:84 · seed 002:52
    id: "events/hot-retry",
    severity: Warning,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let Some(policy) = subscription.retry_policy() else { return };
    let Some(retry) = policy.value.details() else { return };
    let (Some(attempts), Some(backoff)) = (&retry.attempts, &retry.backoff) else { return };
    if attempts.value > 2 && backoff.value == Backoff::None && retry.delay.is_none() {
        let edits = subscription.model.spec.set(policy, "backoff", Backoff::Exponential.word());
        report
            .find(attempts.span, format!("{} attempts without a wait between them", attempts.value))
            .fix(Fix::suggested("Double the wait after each attempt", edits));
    }
}

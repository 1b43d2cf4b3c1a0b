use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};
use crate::spec::Toggle;

rule! {
    /// A webhook that fails is tried again without end.
    ///
    /// ## Why
    /// A receiver that is gone for good gathers every message ever sent to it. Each round takes longer than the last, and
    /// one day the retries to the dead leave no room for the living.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { backoff: exponential } }
    /// #                                                                        ^^^^^ nothing says when to give up
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { backoff: exponential, attempts: 8 } }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { backoff: exponential, for: 24h } }
    /// ```
    ///
    /// ## Not a problem when
    /// `attempts` or `for` ends it.
    ///
    /// ## See
    /// seed 000:48
    id: "webhook/unbounded-retry",
    severity: Warning,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    let Some(retry) = webhook.at.value.retry.as_ref().filter(|_| !super::is_inbound(webhook)) else { return };
    let Toggle::Set(policy) = &retry.value else { return };
    if policy.attempts.is_some() || policy.r#for.is_some() {
        return;
    }
    let edits = webhook.model.spec.tree.set(retry.node, "attempts", "8");
    report.find(retry.key, "nothing says when to give up").fix(Fix::suggested("Give up after 8 attempts", edits));
}

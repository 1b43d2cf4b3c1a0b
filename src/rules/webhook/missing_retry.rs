use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};

rule! {
    /// A webhook that we send is tried once.
    ///
    /// ## Why
    /// Receivers restart, deploy and fail. What was sent in that minute is gone for them: their copy of the order stays
    /// unpaid until somebody calls.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256 }
    /// #           ^^^^^^^^^^^^^^ `order-webhooks` is lost when the receiver is down
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { attempts: 8, backoff: exponential, for: 24h } }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { attempts: 5 } }
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256 }
    /// ```
    ///
    /// ## Not a problem when
    /// Losing a message harms nobody: say so with `retry: false`.
    ///
    /// ## See
    /// seed 000:48 · Standard Webhooks
    id: "webhook/missing-retry",
    severity: Warning,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    if super::is_inbound(webhook) || webhook.at.value.retry.is_some() {
        return;
    }
    let (place, name) = super::heading(webhook);
    let policy = "{ attempts: 8, backoff: exponential, for: 24h }";
    report
        .find(place, format!("`{name}` is lost when the receiver is down"))
        .fix(Fix::suggested("Try again for a day", webhook.set("retry", policy)));
}

use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};

rule! {
    /// A message that is delivered twice is handled twice.
    ///
    /// ## Why
    /// Every sender of webhooks repeats a message whose answer it did not see, and some send it twice for no reason. What is
    /// not recognised as seen is booked, mailed or shipped again.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256, replay_window: 5m }
    /// #           ^^^^^^^^^^^^^ a second delivery of `stripe-events` is not recognised
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256, replay_window: 5m, idempotency: event id }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256 }
    /// ```
    ///
    /// ## Not a problem when
    /// We are the sender. A receiver whose handling is repeatable by nature says so: `idempotency: upsert by order id`.
    ///
    /// ## See
    /// seed 000:48 · seed 003:66 · seed 003:69
    id: "webhook/duplicate-delivery",
    severity: Error,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    if !super::is_inbound(webhook) || webhook.at.value.idempotency.is_some() {
        return;
    }
    let (place, name) = super::heading(webhook);
    report
        .find(place, format!("a second delivery of `{name}` is not recognised"))
        .fix(Fix::suggested("Recognise it by the event's id", webhook.set("idempotency", "event id")));
}

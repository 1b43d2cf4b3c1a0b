use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};

rule! {
    /// An old message to a webhook is taken again.
    ///
    /// ## Why
    /// A signature stays right for ever. Whoever once sees a message, in a log, at a proxy, in a support ticket, can send it
    /// again next year, and it is paid, shipped or credited once more.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256 }
    /// #           ^^^^^^^^^^^^^ a copy of `stripe-events` is good for ever
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256, replay_window: 5m }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256, idempotency: { key: event id, store: payments-db } }
    /// stores: [payments-db]
    /// ```
    ///
    /// ## Not a problem when
    /// Every message that was seen is remembered (`idempotency` with a `store`).
    ///
    /// ## See
    /// seed 003:68-69 · seed 000:48 · Standard Webhooks
    id: "webhook/replayable",
    severity: Error,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    let remembered = webhook.at.value.idempotency.as_ref().is_some_and(|it| it.store.is_some());
    if !super::is_inbound(webhook) || webhook.at.value.replay_window.is_some() || remembered {
        return;
    }
    let (place, name) = super::heading(webhook);
    report
        .find(place, format!("a copy of `{name}` is good for ever"))
        .fix(Fix::suggested("Turn away what is older than 5m", webhook.set("replay_window", "5m")));
}

use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};

rule! {
    /// Nothing says what becomes of a webhook that could not be delivered.
    ///
    /// ## Why
    /// After the last try the message is gone. The receiver asks for what it missed, and there is nothing left to send.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { attempts: 8 } }
    /// #           ^^^^^^^^^^^^^^ `order-webhooks` is gone after the last try
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { attempts: 8 }, dead_letter: order-webhooks.dlq }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: order-webhooks, direction: outbound, signature: hmac-sha256, retry: { attempts: 8 }, dead_letter: false }
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256 }
    /// ```
    ///
    /// ## Not a problem when
    /// Receivers fetch what they missed by themselves: say so with `dead_letter: false`.
    ///
    /// ## See
    /// seed 000:48 · seed 000:84
    id: "webhook/undeliverable",
    severity: Warning,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    let retries = webhook.at.value.retry.as_ref().is_some_and(|it| it.is_on());
    if super::is_inbound(webhook) || !retries || webhook.at.value.dead_letter.is_some() {
        return;
    }
    let (place, name) = super::heading(webhook);
    let queue = crate::yaml::quote(&format!("{name}.dlq"));
    report
        .find(place, format!("`{name}` is gone after the last try"))
        .fix(Fix::suggested("Keep it in a dead-letter queue", webhook.set("dead_letter", &queue)));
}

use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};
use crate::spec::realtime::Direction;

rule! {
    /// A webhook has no signature.
    ///
    /// ## Why
    /// The address of a webhook is no secret for long. Without a signature everybody who knows it can report a payment that
    /// was never made, and the receiver ships the goods.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, path: /webhooks/stripe, replay_window: 5m }
    /// #           ^^^^^^^^^^^^^ nothing proves who sent `stripe-events`
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, path: /webhooks/stripe, replay_window: 5m, signature: hmac-sha256 }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: partner-events, direction: inbound, path: /v1/webhooks/partner }
    /// api:
    ///   - { method: POST, path: /v1/webhooks/partner, auth: required }
    /// ```
    ///
    /// ## Not a problem when
    /// The receiving endpoint knows its callers in another way: it is in `api` too and requires authentication.
    ///
    /// ## See
    /// seed 000:48 · seed 003:68-69 · Standard Webhooks
    id: "webhook/unsigned",
    severity: Error,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    if webhook.at.value.signature.as_ref().is_some_and(|it| it.is_on()) || is_authenticated(webhook) {
        return;
    }
    let (place, name) = super::heading(webhook);
    let message = match webhook.at.value.direction.as_ref().map(|it| it.value) {
        Some(Direction::Outbound) => format!("no receiver can tell who sent `{name}`"),
        _ => format!("nothing proves who sent `{name}`"),
    };
    let finding = report.find(place, message);
    if webhook.at.value.signature.is_none() {
        finding.fix(Fix::suggested("Sign it with HMAC-SHA256", webhook.set("signature", "hmac-sha256")));
    }
}

/// Whether its path is also an endpoint that requires its callers to say who they are.
fn is_authenticated(webhook: Webhook<'_>) -> bool {
    let Some(path) = &webhook.at.value.path else { return false };
    let endpoints = webhook.model.endpoints();
    let mut same = endpoints.filter(|it| it.path().value == path.value);
    same.any(|it| it.auth().is_some() && !it.is_public())
}

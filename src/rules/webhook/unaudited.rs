use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};

rule! {
    /// Nothing records what came in through a webhook.
    ///
    /// ## Why
    /// When the partner says "we sent it" and the order says "unpaid", only a record of what arrived, and what was done with
    /// it, ends the argument.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256 }
    /// #           ^^^^^^^^^^^^^ nothing records what comes in through `stripe-events`
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256, audit: true }
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, signature: hmac-sha256 }
    /// security:
    ///   audit: { actions: [webhook received] }
    /// ```
    ///
    /// ## Not a problem when
    /// The audit of the whole system covers webhooks; its `actions` name them.
    ///
    /// ## See
    /// seed 003:69 · seed 003:45
    id: "webhook/unaudited",
    severity: Warning,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    if !super::is_inbound(webhook) || webhook.at.value.audit.as_ref().is_some_and(|it| it.value) || is_covered(webhook)
    {
        return;
    }
    let (place, name) = super::heading(webhook);
    let finding = report.find(place, format!("nothing records what comes in through `{name}`"));
    if webhook.at.value.audit.is_none() {
        finding.fix(Fix::suggested("Record each message", webhook.set("audit", "true")));
    }
}

/// Whether the audit of the whole system records everything, or names webhooks or this one.
fn is_covered(webhook: Webhook<'_>) -> bool {
    use crate::spec::Items;
    let (_, name) = super::heading(webhook);
    let system = webhook.model.system();
    let security = system.security.as_ref().and_then(|it| it.audit.as_ref());
    let observability = system.observability.as_ref().and_then(|it| it.audit.as_ref());
    security.into_iter().chain(observability).any(|audit| match audit.value.details() {
        None => audit.is_on(),
        Some(details) => {
            let actions = details.actions.items();
            actions.is_empty() || actions.iter().any(|it| it.value.contains("webhook") || it.value.contains(&name))
        }
    })
}

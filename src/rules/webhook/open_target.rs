use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A webhook is sent to whatever address a customer enters.
    ///
    /// ## Why
    /// The address may be one of yours: the metadata service of the cloud, a database, an admin page. Your own server then
    /// asks it from inside the network, and the customer reads the answer in the log of deliveries.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders]
    /// webhooks:
    ///   - { name: order-changes, direction: outbound, service: orders, signature: hmac-sha256 }
    /// #           ^^^^^^^^^^^^^ `order-changes` may be sent to addresses inside your own network
    /// ```
    /// ```yaml fixed
    /// services: [orders]
    /// webhooks:
    ///   - { name: order-changes, direction: outbound, service: orders, signature: hmac-sha256, targets: public addresses }
    /// ```
    /// ```yaml good
    /// services: [orders]
    /// webhooks:
    ///   - { name: order-changes, direction: outbound, service: orders, url: "https://partner.example/hooks" }
    /// ```
    ///
    /// ## Not a problem when
    /// The address is fixed (`url`), or `targets` says where it may go: public addresses after the name is resolved, a list of
    /// hosts, an egress proxy.
    ///
    /// ## See
    /// seed 000:48 · OWASP API7:2023 · CWE-918
    id: "webhook/open-target",
    severity: Warning,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    let value = &webhook.at.value;
    if super::is_inbound(webhook) || value.url.is_some() || !value.targets.items().is_empty() {
        return;
    }
    let (place, name) = super::heading(webhook);
    report
        .find(place, format!("`{name}` may be sent to addresses inside your own network"))
        .fix(Fix::suggested("Send it to public addresses only", webhook.set("targets", "public addresses")));
}

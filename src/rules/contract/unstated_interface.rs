use crate::lint::Report;
use crate::model::Service;
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;
use crate::yaml::quote;

rule! {
    /// A service is called, and nothing says what it offers, where the others say it.
    ///
    /// ## Why
    /// The callers' teams each guess. What they guess becomes the contract, and the service cannot change without breaking
    /// somebody whom it does not know.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, api: [POST /v1/orders], calls: [payments, { to: inventory, endpoint: POST /v1/holds }] }
    ///   - { name: payments, api: [POST /v1/payments] }
    ///   - name: inventory
    /// #         ^^^^^^^^^ `inventory` is called, but nothing says what it offers
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, api: [POST /v1/orders], calls: [payments, { to: inventory, endpoint: POST /v1/holds }] }
    ///   - { name: payments, api: [POST /v1/payments] }
    ///   - name: inventory
    ///     api: [POST /v1/holds]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, calls: [payments, inventory] }
    ///   - { name: payments, api: [POST /v1/payments] }
    ///   - inventory
    /// ```
    ///
    /// ## Not a problem when
    /// Most services do not say it yet, it is to be replaced (`kind: legacy`), or calls reach it through a queue.
    ///
    /// ## See
    /// seed 000:27 · seed 000:57-59 · seed 001:7 · seed 002:49 · seed 002:18 · seed 002:35 · seed 002:53
    id: "contract/unstated-interface",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let other_kind = matches!(service.kind(), ServiceKind::Legacy | ServiceKind::Gateway | ServiceKind::Frontend);
    if service.has_interface() {
        return;
    }
    let Some(call) = service.callers().find(|it| it.is_synchronous()).filter(|_| !other_kind) else { return };
    let called = || service.model.services().filter(|it| it.callers().next().is_some() || it.has_interface());
    let stated = called().filter(|it| it.has_interface()).count();
    let unassigned = service.model.endpoints().any(|it| it.service().is_none());
    if unassigned || stated * 2 <= called().count() {
        return;
    }
    let message = format!("`{}` is called, but nothing says what it offers", super::short(service.name()));
    let finding = report.find(service.name_span(), message);
    finding.related(call.place(), "called here");
    let asked = service.callers().filter_map(|it| it.at.value.endpoint.as_ref());
    let asked = order::set(asked.map(|it| quote(&it.value.to_string())));
    let offered: Vec<String> = asked.into_iter().collect();
    if !offered.is_empty() {
        let edits = service.set("api", &format!("[{}]", offered.join(", ")));
        finding.fix(Fix::suggested("Offer what callers ask for", edits));
    }
}

use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::{Items, Toggle};

rule! {
    /// A service has an outbox, and no database that could hold it.
    ///
    /// ## Why
    /// An outbox is a table: the event is written in the transaction of the change, and sent from there. Without a
    /// database there is no transaction, and the event is lost with the process as before; but the design says it cannot be.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, owns: [orders-db], publishes: [order.placed], outbox: true }
    ///   - { name: payments, publishes: [payment.captured], outbox: true }
    /// #                                                    ^^^^^^ `payments` owns no database that could hold an outbox
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// events: [order.placed, payment.captured]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, owns: [orders-db], publishes: [order.placed], outbox: true }
    ///   - { name: payments, publishes: [payment.captured], outbox: true, owns: [payments-db] }
    /// stores: [{ name: orders-db, engine: postgresql }, { name: payments-db, engine: postgresql }]
    /// events: [order.placed, payment.captured]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, owns: [orders-db], publishes: [order.placed], outbox: true }
    ///   - { name: gateway, kind: gateway, outbox: true }
    ///   - { name: payments, publishes: [payment.captured], outbox: by the workflow engine }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// events: [order.placed, payment.captured]
    /// ```
    ///
    /// ## Not a problem when
    /// The spec does not say of any service which store it owns, or the outbox is said to be elsewhere.
    ///
    /// ## See
    /// seed 003:66 · seed 000:73 · Transactional Outbox
    id: "events/outbox-without-store",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(outbox) = service.at.value.outbox.as_ref().filter(|it| matches!(it.value, Toggle::On)) else { return };
    let Some(event) = service.at.value.publishes.items().first() else { return };
    let model = service.model;
    let stated = model.stores().any(|it| it.owners().next().is_some());
    let holds = service.keeps_data()
        || service.at.value.owns.is_some()
        || service.at.value.writes.is_some()
        || service.tables().next().is_some();
    if holds || !stated || model.is_monolith() {
        return;
    }
    // A policy of all services is not said here.
    let place = if service.at.span.contains(outbox.key) { outbox.key } else { service.name_span() };
    let message = format!("`{}` owns no database that could hold an outbox", super::short(service.name()));
    let finding = report.find(place, message);
    finding.related(event.span, "published from it");
    finding.fix(Fix::suggested("Give it a database of its own", service.give_database()));
    finding.fix(Fix::suggested("Publish without an outbox", service.set("outbox", "false")));
}

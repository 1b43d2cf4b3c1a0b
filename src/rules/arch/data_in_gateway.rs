use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::ServiceKind;
use crate::yaml::quote;

rule! {
    /// A gateway owns business data.
    ///
    /// ## Why
    /// The one part that every request passes must be simple and quick to replace. With tables of its own it has a
    /// schema, migrations and rules, and every team waits for its releases.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: edge, kind: gateway, owns: [edge-db] }
    /// #                                       ^^^^^^^ the gateway `edge` owns `orders`
    ///   - orders
    /// stores: [{ name: edge-db, engine: postgresql }]
    /// data_model: [{ name: orders, store: edge-db }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: edge, kind: gateway }
    ///   - { name: orders, owns: [edge-db] }
    /// stores: [{ name: edge-db, engine: postgresql }]
    /// data_model: [{ name: orders, store: edge-db }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: edge, kind: gateway, owns: [rate-limits] }
    ///   - { name: orders, owns: [orders-db] }
    /// stores: [{ name: rate-limits, engine: redis }, { name: orders-db, engine: postgresql }]
    /// data_model: [{ name: orders, store: orders-db }]
    /// ```
    ///
    /// ## Not a problem when
    /// The store holds what routing needs: counters, sessions, the gateway's own configuration. A store without tables in
    /// the data model is not reported.
    ///
    /// ## See
    /// seed 001:141-145
    id: "arch/data-in-gateway",
    severity: Warning,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    if service.kind() != ServiceKind::Gateway || service.model.services().nth(1).is_none() {
        return;
    }
    for name in service.at.value.owns.items() {
        let Some(store) = service.model.store(&name.value.0).filter(|store| store.is_durable()) else { continue };
        if let Some(table) = store.tables().find(|table| table.at.value.store.is_some()) {
            let finding = report
                .find(name.span, format!("the gateway `{}` owns `{}`", service.name(), table.name()))
                .related(table.name_span(), "kept there");
            let mut others = service.model.services().filter(|it| !it.is(service) && it.is_named_after(table.name()));
            if let Some(owner) = others.next().filter(|_| others.next().is_none()) {
                let spec = service.model.spec;
                let mut edits = spec.drop_item(service.at, "owns", name.node);
                edits.extend(spec.add(owner.at, "owns", &quote(store.name())));
                finding.fix(Fix::suggested(format!("Give `{}` to `{}`", store.name(), owner.name()), edits));
            }
        }
    }
}

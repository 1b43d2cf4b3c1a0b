use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// A service writes an entity that another one owns, and has no way to ask the owner.
    ///
    /// ## Why
    /// Only the owner knows which changes are valid. A second writer changes the rows behind its back, and the owner's
    /// caches, events and rules do not know.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, owns: [orders-db] }
    ///   - name: billing
    ///     api:
    ///       - { method: POST, path: /invoices, writes: [orders] }
    /// #                                                 ^^^^^^ `billing` writes `orders`, which `orders` owns
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// data_model: [{ name: orders, store: orders-db }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, owns: [orders-db] }
    ///   - name: billing
    ///     api:
    ///       - { method: POST, path: /invoices, writes: [orders] }
    ///     calls: [{ to: orders, timeout: 2s }]
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// data_model: [{ name: orders, store: orders-db }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, owns: [orders-db] }
    ///   - name: billing
    ///     calls: [orders]
    ///     api:
    ///       - { method: POST, path: /invoices, writes: [orders] }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// data_model: [{ name: orders, store: orders-db }]
    /// ```
    ///
    /// ```yaml good
    /// style: serverless
    /// services:
    ///   - { name: upload, kind: function, owns: [photos-table] }
    ///   - { name: resize, kind: function, subscribes: [{ event: photo.uploaded, writes: [photos] }] }
    /// stores: [{ name: photos-table, engine: dynamodb }]
    /// data_model: [{ name: photos, store: photos-table }]
    /// events: [photo.uploaded]
    /// ```
    ///
    /// ## Not a problem when
    /// The service calls the owner or publishes an event that the owner handles: then the owner writes. Modules of one
    /// monolith, functions of one team's application and stores that are `shared` for a reason are not reported.
    ///
    /// ## See
    /// seed 001:6 · seed 002:15
    id: "arch/foreign-write",
    severity: Error,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    if service.model.is_monolith() {
        return;
    }
    for (table, place) in service.writes() {
        let Some(owner) = table.owner().filter(|owner| is_foreign(service, *owner)) else { continue };
        // Writing the store as such is reported there.
        let shares = table.store().is_some_and(|store| {
            store.is_shared_on_purpose() || store.writers().iter().any(|(writer, _)| writer.is(service))
        });
        if !shares {
            let message = format!("`{}` writes `{}`, which `{}` owns", service.name(), table.name(), owner.name());
            report
                .find(place, message)
                .related(table.name_span(), format!("`{}` owns it", owner.name()))
                .fix(Fix::suggested(format!("Call `{}`, which writes it", owner.name()), service.add_call(owner)));
        }
    }
}

/// Whether a service can neither make the owner write nor is one application with it.
fn is_foreign(service: Service<'_>, owner: Service<'_>) -> bool {
    !owner.is(service) && !service.reaches(owner) && !service.is_of_one_application_with(owner)
}

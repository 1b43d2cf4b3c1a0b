use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::ServiceKind;

rule! {
    /// A backend for a frontend reads or writes a database past its owner.
    ///
    /// ## Why
    /// It exists to shape answers for one screen. With a database of others behind it, every new screen knows the
    /// tables, and the owner cannot change them without releasing all frontends.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: mobile-bff, kind: bff, serves: [ios], reads: [orders-db] }
    /// #                                                         ^^^^^^^^^ `mobile-bff` reaches past `orders` to its data
    ///   - { name: orders, owns: [orders-db] }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: mobile-bff, kind: bff, serves: [ios], calls: [{ to: orders, timeout: 2s }] }
    ///   - { name: orders, owns: [orders-db] }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: mobile-bff, kind: bff, serves: [ios], owns: [screens], calls: [orders] }
    ///   - { name: orders, owns: [orders-db] }
    /// stores: [{ name: orders-db, engine: postgresql }, { name: screens, engine: redis, kind: cache }]
    /// ```
    ///
    /// ## Not a problem when
    /// The store is its own, or holds what may be lost.
    ///
    /// ## See
    /// seed 000:71 · seed 001:6
    id: "arch/store-behind-bff",
    severity: Warning,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    if service.kind() != ServiceKind::Bff {
        return;
    }
    let used = service.at.value.reads.items().iter().chain(service.at.value.writes.items());
    for name in used {
        let Some(store) = service.model.store(&name.value.0).filter(|store| store.is_durable()) else { continue };
        // Writing what another owns, and reading it where several do, have findings of their own.
        let Some(owner) = store.owners().find(|owner| !owner.is(service)) else { continue };
        let message = format!("`{}` reaches past `{}` to its data", service.name(), owner.name());
        report
            .find(name.span, message)
            .related(owner.name_span(), "the owner")
            .fix(Fix::suggested(format!("Ask `{}` instead", owner.name()), service.ask_instead(owner, name)));
    }
}

use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::yaml::quote;

rule! {
    /// An entity names one owner, and the store that it lies in belongs to another.
    ///
    /// ## Why
    /// Two teams each believe that the table is theirs, or each believes that it is the other's. Both write their own
    /// migrations, and one of them runs last.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, owns: [shop-db] }
    ///   - billing
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// data_model:
    ///   - { name: invoices, store: shop-db, owner: billing }
    /// #                                            ^^^^^^^ `invoices` belongs to `billing`, but `shop-db` to `orders`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, owns: [shop-db] }
    ///   - billing
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// data_model:
    ///   - { name: invoices, store: shop-db, owner: orders }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, owns: [shop-db] }
    ///   - { name: billing, owns: [shop-db] }
    /// stores: [{ name: shop-db, engine: postgresql, shared: one cluster for a small shop }]
    /// data_model:
    ///   - { name: invoices, store: shop-db, owner: billing }
    /// ```
    ///
    /// ## Not a problem when
    /// The store is shared on purpose, the owner says that it writes the store, or the services are modules of one
    /// deployable.
    ///
    /// ## See
    /// seed 001:6 · seed 001:136
    id: "arch/contradicted-owner",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let (Some(owner), Some(_)) = (&table.at.value.owner, &table.at.value.store) else { return };
    let (Some(service), Some(store)) = (table.model.service(&owner.value.0), table.store()) else { return };
    let mut owners = store.owners();
    let Some(other) = owners.next().filter(|_| owners.next().is_none()) else { return };
    let writes = store.writers().iter().any(|(writer, _)| writer.is(service));
    if other.is(service) || writes || store.is_shared_on_purpose() || table.model.is_monolith() {
        return;
    }
    let message =
        format!("`{}` belongs to `{}`, but `{}` to `{}`", table.name(), service.name(), store.name(), other.name());
    report
        .find(owner.span, message)
        .related(other.name_span(), "owns the store")
        .fix(Fix::suggested(format!("Give it to `{}`", other.name()), table.set("owner", &quote(other.name()))));
}

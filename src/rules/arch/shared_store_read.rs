use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;

rule! {
    /// A service reads the store of another past its API.
    ///
    /// ## Why
    /// The tables become an interface that nobody declared. The owner renames a column, and a service that it never
    /// heard of fails; or it does not rename it, for fear of just that.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///   - name: reporting
    ///     reads: [orders-db]
    /// #           ^^^^^^^^^ `reporting` reads `orders-db` past its owner `orders`
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///   - name: reporting
    ///     calls: [{ to: orders, timeout: 2s }]
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     publishes: [order.created]
    ///   - name: reporting
    ///     owns: [reporting-db]
    ///     subscribes: [order.created]
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: reporting-db, engine: postgresql }
    /// ```
    ///
    /// ## Not a problem when
    /// The services are modules of one monolith or functions of one team's application, the store exists to be read by many (a warehouse, a search index, a
    /// cache), or it says why it is shared: `shared: reporting reads the views in schema contract`.
    ///
    /// ## See
    /// seed 001:6 · seed 001:136 · Threagile unguarded-direct-datastore-access
    id: "arch/shared-store-read",
    severity: Warning,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let for_many = matches!(store.kind(), Some(StoreKind::Warehouse | StoreKind::Search | StoreKind::Blob));
    if store.model.is_monolith() || store.is_shared_on_purpose() || !store.is_durable() || for_many {
        return;
    }
    let Some((owner, place)) = store.writers().into_iter().next() else { return };
    for (reader, at) in store.readers() {
        if reader.is_of_one_application_with(owner) {
            continue;
        }
        let message = format!("`{}` reads `{}` past its owner `{}`", reader.name(), store.name(), owner.name());
        report
            .find(at.span, message)
            .related(place.span, format!("`{}` owns it", owner.name()))
            .fix(Fix::suggested(format!("Ask `{}` instead", owner.name()), reader.ask_instead(owner, at)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn stores_made_for_readers_are_silent() {
        silent(
            &RULE,
            "services:
  - { name: catalog, owns: [search, lake] }
  - { name: reporting, reads: [search, lake, upstream] }
stores:
  - { name: search, engine: opensearch }
  - { name: lake, engine: bigquery }
  - { name: upstream, engine: postgresql }
",
        );
    }
}

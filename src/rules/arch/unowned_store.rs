use crate::lint::Report;
use crate::model::Store;
use crate::rule::rule;

rule! {
    /// No service owns a store in which data is kept.
    ///
    /// ## Why
    /// Where nobody owns data, nobody answers for its schema, its backups and its deletion. It fills up with what
    /// several services put there, until none of them can be changed alone.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///   - billing
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: invoices-db, engine: postgresql }
    /// #           ^^^^^^^^^^^ no service owns `invoices-db`
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///   - name: billing
    ///     owns: [invoices-db]
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: invoices-db, engine: postgresql }
    /// ```
    ///
    /// ## Not a problem when
    /// The spec says of no store who owns it, a single service or a monolith has them all, or the store is a cache, is
    /// `shared` for a reason, or holds tables that each name their `owner`.
    ///
    /// ## See
    /// seed 001:6 · seed 001:136
    id: "arch/unowned-store",
    severity: Warning,
    stage: Draft,
    visit: Store(check),
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let model = store.model;
    let one = model.services().nth(1).is_none() || model.is_monolith();
    let ownership_is_stated = model.stores().any(|store| store.owners().next().is_some());
    if one || !ownership_is_stated || !store.is_durable() || store.is_shared_on_purpose() {
        return;
    }
    let by_table = store.tables().any(|table| table.at.value.owner.is_some());
    if store.owners().next().is_some() || by_table || store.has_another_purpose() {
        return;
    }
    let place = store.at.value.name.as_ref().map_or(store.at.span, |name| name.span);
    let finding = report.find(place, format!("no service owns `{}`", store.name()));
    for (writer, at) in store.writers() {
        finding.related(at.span, format!("`{}` writes it", writer.name()));
    }
}

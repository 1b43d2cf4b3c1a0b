use crate::lint::Report;
use crate::model::{Service, Store};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

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
    ///   - { name: billing, writes: [invoices-db] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: invoices-db, engine: postgresql }
    /// #           ^^^^^^^^^^^ no service owns `invoices-db`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///   - { name: billing, owns: [invoices-db] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: invoices-db, engine: postgresql }
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
    fix: Suggested,
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
    if let Some(user) = sole_user(store) {
        let written = user.at.value.writes.items().iter().find(|it| it.value.0 == store.name());
        let mut edits = written.map(|it| model.spec.drop_item(user.at, "writes", it.node)).unwrap_or_default();
        edits.extend(model.spec.add(user.at, "owns", &quote(store.name())));
        finding.fix(Fix::suggested(format!("Give it to `{}`", user.name()), edits));
    }
}

/// The one service that writes it or its tables, else the one that is named after it.
fn sole_user(store: Store<'_>) -> Option<Service<'_>> {
    let kept = |service: Service<'_>| {
        service.writes().any(|(table, _)| table.store().is_some_and(|it| it.name() == store.name()))
    };
    let writes = |service: Service<'_>| store.writers().iter().any(|(writer, _)| writer.is(service)) || kept(service);
    let writers: Vec<Service<'_>> = store.model.services().filter(|it| writes(*it)).collect();
    let namesakes = || store.model.services().filter(|it| it.is_named_after(store.name())).collect();
    let users = if writers.is_empty() { namesakes() } else { writers };
    users.first().copied().filter(|_| users.len() == 1)
}

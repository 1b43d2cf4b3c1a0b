use crate::lint::Report;
use crate::model::Column;
use crate::rule::{Fix, rule};

rule! {
    /// A foreign key points into another store.
    ///
    /// ## Why
    /// A database can check only what is in it. The constraint cannot be created, and whoever counted on it finds rows
    /// that point to nothing.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [orders-db, customers-db]
    /// data_model:
    ///   - { name: customers, store: customers-db, fields: { id: uuid pk } }
    ///   - name: orders
    ///     store: orders-db
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid not null -> customers.id on delete restrict
    /// #     ^^^^^^^^^^^ `customers` is in `customers-db`, where `orders-db` cannot check this key
    /// ```
    /// ```yaml fixed
    /// stores: [orders-db, customers-db]
    /// data_model:
    ///   - { name: customers, store: customers-db, fields: { id: uuid pk } }
    ///   - name: orders
    ///     store: orders-db
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid not null
    /// ```
    /// ```yaml good
    /// stores: [orders-db]
    /// data_model:
    ///   - { name: customers, store: orders-db, fields: { id: uuid pk } }
    ///   - name: orders
    ///     store: orders-db
    ///     fields: { id: uuid pk, customer_id: uuid -> customers.id }
    /// ```
    ///
    /// ## Not a problem when
    /// Both tables are in one store. Across services keep the plain id, and ask the owner or listen to its events.
    ///
    /// ## See
    /// seed 001:6 · seed 001:108
    id: "data/foreign-key-across-stores",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let Some(table) = column.target_table() else { return };
    let (Some(own), Some(other)) = (column.table.store(), table.store()) else { return };
    if own.name() == other.name() {
        return;
    }
    let message = format!("`{}` is in `{}`, where `{}` cannot check this key", table.name(), other.name(), own.name());
    let mut edits = column.without(&arrow(column));
    if let Some(action) = &column.on_delete {
        edits.extend(column.without(&format!("on delete {action}")));
    }
    report
        .find(column.name.span, message)
        .related(table.name_span(), "what it points to")
        .fix(Fix::suggested("Keep the id without the constraint", edits));
}

/// How its short form says what it points to.
fn arrow(column: Column<'_>) -> String {
    let Some(target) = &column.references else { return String::new() };
    match &target.column {
        Some(name) => format!("-> {}.{name}", target.table),
        None => format!("-> {}", target.table),
    }
}

use crate::lint::Report;
use crate::model::{Column, Dialect};
use crate::rule::{Fix, rule};

rule! {
    /// No index begins with a foreign key.
    ///
    /// ## Why
    /// "The orders of a customer" reads every order there is. Deleting one customer does too, and holds locks while it
    /// does: what takes milliseconds in tests stops the system when the table has grown.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid -> customers.id
    /// #     ^^^^^^^^^^^ no index of `orders` begins with `customer_id`
    ///     indexes: [[status]]
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid -> customers.id
    ///     indexes: [[status], [customer_id]]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk } }
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid -> customers.id }
    ///     indexes: [[customer_id, created_at]]
    ///   - name: profiles
    ///     fields: { customer_id: uuid pk -> customers.id }
    /// ```
    ///
    /// ## Not a problem when
    /// MySQL keeps the rows, which makes the index by itself, or the table is small and stays so (`rows` below 1,000).
    ///
    /// ## See
    /// seed 001:112 · seed 002:24
    id: "data/unindexed-foreign-key",
    severity: Warning,
    stage: Review,
    visit: Column(check),
    fix: Suggested,
}

const SMALL: u64 = 1_000;

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let table = column.table;
    let Some(target) = column.target_table() else { return };
    let elsewhere = table.store().map(|store| store.name()) != target.store().map(|store| store.name());
    if elsewhere || !table.is_relational() || table.is_indexed(&column.name.value) {
        return;
    }
    let own_index = table.store().and_then(|store| store.dialect()) == Some(Dialect::Mysql);
    let small = table.rows.as_ref().is_some_and(|rows| rows.value < SMALL);
    // A column that every table has by policy is indexed, or not, for all of them.
    let by_policy = !table.at.span.contains(column.at.span);
    if own_index || small || by_policy {
        return;
    }
    let name = &column.name.value;
    let edits = match &table.at.value.indexes {
        Some(indexes) => table.model.spec.tree.push(indexes.node, &format!("[{name}]")),
        None => table.set("indexes", &format!("[[{name}]]")),
    };
    report
        .find(column.name.span, format!("no index of `{}` begins with `{name}`", table.name()))
        .fix(Fix::suggested(format!("Add an index on `{name}`"), edits));
}

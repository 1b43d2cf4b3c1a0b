use crate::lint::Report;
use crate::model::{Column, Table};
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;
use crate::yaml::quote;

rule! {
    /// Rows are spread by something that has few values, or that is the same for all of now.
    ///
    /// ## Why
    /// All writes of the moment, or half of all rows, land on one node. The others stand idle, and adding more changes
    /// nothing.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [{ name: orders-db, engine: cassandra }]
    /// data_model:
    ///   - name: orders
    ///     partition_by: status
    /// #                 ^^^^^^ `status` has 3 values, so that at most 3 nodes have anything to do
    ///     fields: { id: uuid pk, status: "enum(open, paid, sent)" }
    /// ```
    /// ```yaml fixed
    /// stores: [{ name: orders-db, engine: cassandra }]
    /// data_model:
    ///   - name: orders
    ///     partition_by: id
    ///     fields: { id: uuid pk, status: "enum(open, paid, sent)" }
    /// ```
    /// ```yaml good
    /// stores: [{ name: orders-db, engine: cassandra }, { name: archive-db, engine: postgresql }]
    /// data_model:
    ///   - { name: orders, store: orders-db, partition_by: customer_id, fields: { id: uuid pk, customer_id: uuid } }
    ///   - { name: visits, store: archive-db, partition_by: seen_at, fields: { id: uuid pk, seen_at: timestamptz } }
    /// ```
    ///
    /// ## Not a problem when
    /// A relational table is cut into parts on one machine: by time, so that old parts can be dropped, or by a status
    /// that queries name.
    ///
    /// ## See
    /// seed 002:24 · Amazon DynamoDB, Designing partition keys
    id: "data/skewed-partition",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    use StoreKind::{Document, KeyValue, WideColumn};
    let Some(store) = table.store() else { return };
    let Some(cut) = table.at.value.partition_by.as_ref().or(store.at.value.partition_by.as_ref()) else { return };
    let Some(column) = table.column(&cut.value) else { return };
    if !matches!(store.kind(), Some(KeyValue | WideColumn | Document)) {
        return;
    }
    let name = super::brief(&column.name.value);
    let few = |count: usize| format!("`{name}` has {count} values, so that at most {count} nodes have anything to do");
    let message = match column.ty.as_str() {
        "boolean" | "bool" => few(2),
        "enum" if (1..10).contains(&column.arguments.len()) => few(column.arguments.len()),
        "date" | "datetime" => format!("`{name}` is the same for all of now, so that one node takes all writes"),
        ty if ty.starts_with("timestamp") => {
            format!("`{name}` only grows, so that one node takes all writes")
        }
        _ => return,
    };
    let finding = report.find(cut.span, message);
    let even = |column: &Column<'_>| matches!(column.ty.as_str(), "uuid" | "text" | "varchar" | "string" | "bigint");
    if let Some(better) = table.first_asked().filter(even).or_else(|| table.sole_key().filter(even)) {
        let better = &better.name.value;
        finding.fix(Fix::suggested(format!("Spread them by `{better}`"), table.set("partition_by", &quote(better))));
    }
}

use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A query that the design names is served by no index.
    ///
    /// ## Why
    /// The database reads the whole table for each such query. That is fast on the first day and gets slower with every
    /// row, until the one query takes all of the machine.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: text
    ///     indexes: [[created_at]]
    ///     queries: [by status newest first]
    /// #             ^^^^^^^^^^^^^^^^^^^^^^ no index of `orders` begins with `status`
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: text
    ///     indexes: [[created_at], [status]]
    ///     queries: [by status newest first]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: text, customer_id: uuid }
    ///     indexes: [[customer_id, status]]
    ///     queries: [by id, by customer_id and status, by weather]
    /// ```
    ///
    /// ## Not a problem when
    /// The store indexes everything, as a search engine does, or the table is small and stays so (`rows` below 1,000).
    ///
    /// ## See
    /// seed 001:84 · seed 002:24
    id: "data/unindexed-query",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    if !table.is_relational() || table.rows.as_ref().is_some_and(|rows| rows.value < 1_000) {
        return;
    }
    for query in table.at.value.queries.items() {
        let columns = table.asked(query);
        let Some(first) = columns.first() else { continue };
        let foreign = table.column(first).is_some_and(|column| column.references.is_some());
        // A foreign key without an index is told where it stands.
        if foreign || columns.iter().any(|column| table.is_indexed(column)) {
            continue;
        }
        let edits = match &table.at.value.indexes {
            Some(indexes) => table.model.spec.tree.push(indexes.node, &format!("[{}]", columns.join(", "))),
            None => table.set("indexes", &format!("[[{}]]", columns.join(", "))),
        };
        report
            .find(query.span, format!("no index of `{}` begins with `{first}`", table.name()))
            .fix(Fix::suggested(format!("Add an index on `{}`", columns.join(", ")), edits));
    }
}

use crate::lint::Report;
use crate::model::{Table, index_column};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::read::nearest;

rule! {
    /// An index is on a column that its table does not have.
    ///
    /// ## Why
    /// The migration fails, or the index is dropped from it and the query that needed it reads the whole table, which
    /// nobody notices until there are rows in it.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid
    ///     indexes: [[custmer_id]]
    /// #              ^^^^^^^^^^ `orders` has no column `custmer_id`, did you mean `customer_id`?
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid
    ///     indexes: [[customer_id]]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, email: text, created_at: timestamptz }
    ///     indexes: [[created_at desc], ["lower(email)"]]
    ///   - { name: carts, indexes: [[owner]] }
    /// ```
    ///
    /// ## Not a problem when
    /// The index is on an expression, or the table's columns are not written down yet.
    ///
    /// ## See
    /// seed 001:112-113 · seed 003:39
    id: "data/unknown-index-column",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    if table.columns().next().is_none() {
        return;
    }
    for entry in table.indexes().iter().flat_map(|index| index.on.items()) {
        let name = index_column(entry);
        let plain = entry.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ' ');
        if !plain || name.is_empty() || table.column(name).is_some() {
            continue;
        }
        let best = nearest(name, table.columns().map(|column| column.name.value.as_str()));
        let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
        let finding = report.find(entry.span, format!("`{}` has no column `{name}`{hint}", table.name()));
        if let Some(best) = best {
            let text = entry.replacen(name, best, 1);
            finding.fix(Fix::suggested(format!("Write `{best}`"), table.model.spec.tree.replace(entry.node, &text)));
        }
    }
}

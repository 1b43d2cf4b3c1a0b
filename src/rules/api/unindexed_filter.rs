use crate::lint::Report;
use crate::model::{Endpoint, Table, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::StoreKind;

rule! {
    /// An endpoint filters or sorts a large table by a column without an index.
    ///
    /// ## Why
    /// Each call reads the whole table. With ten thousand rows nobody notices; with ten million the database is busy with
    /// three such calls.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: cursor, filter: [status] }
    /// #                                                                 ^^^^^^ `orders` has 5000000 rows and no index on `status`
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: varchar(20) not null }
    ///     rows: 5000000
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: cursor, filter: [status] }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: varchar(20) not null }
    ///     rows: 5000000
    ///     indexes: [[status]]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: cursor, filter: [status, createdAfter], sort: [createdAt] }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: varchar(20) not null, created_at: timestamptz not null }
    ///     rows: 5000000
    ///     indexes: [[status, created_at]]
    /// ```
    ///
    /// ## Not a problem when
    /// The table stays below 100,000 `rows`, another index holds the column too, or a search index answers.
    ///
    /// ## See
    /// seed 000:51 · seed 001:83-86 · seed 002:24
    id: "api/unindexed-filter",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(table) = endpoint.collection() else { return };
    let searched = endpoint.service().is_some_and(|it| it.stores().any(|it| it.kind() == Some(StoreKind::Search)));
    let Some(rows) = table.at.value.rows.as_ref().filter(|it| it.value >= 100_000 && !searched) else { return };
    for item in endpoint.at.value.filter.items().iter().chain(endpoint.at.value.sort.items()) {
        let name = plain(&item.value);
        let Some(column) = table.columns().find(|it| plain(&it.name.value) == name) else { continue };
        let column_name = column.name.value.as_str();
        if column.primary_key || is_in_index(table, column_name) || table.is_unique(column_name) {
            continue;
        }
        let (place, count) = (super::brief(table.name()), rows.value);
        let message = format!("`{place}` has {count} rows and no index on `{}`", super::brief(column_name));
        let entry = format!("[{}]", crate::yaml::quote(column_name));
        let edits = match &table.at.value.indexes {
            Some(indexes) => table.model.spec.tree.push(indexes.node, &entry),
            None => table.set("indexes", &format!("[{entry}]")),
        };
        report
            .find(item.span, message)
            .related(column.name.span, "the column")
            .fix(Fix::suggested("Add an index", edits));
    }
}

/// Whether any index holds the column, at whatever place.
fn is_in_index(table: Table<'_>, column: &str) -> bool {
    let mut indexed = table.at.value.indexes.items().iter().flat_map(|index| index.on.items());
    indexed.any(|it| it.value == column || it.value.split([' ', '(', ')']).any(|word| word == column))
}

use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

rule! {
    /// None of the queries of a table names what it is cut by.
    ///
    /// ## Why
    /// The database cannot tell in which part the rows are and asks all of them. Each part that is added makes every
    /// query slower instead of faster.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     partition_by: region
    /// #                 ^^^^^^ `orders` is cut by `region`, which none of its queries names
    ///     fields: { id: uuid pk, region: text, customer_id: uuid }
    ///     queries: [by customer_id newest first]
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     partition_by: customer_id
    ///     fields: { id: uuid pk, region: text, customer_id: uuid }
    ///     queries: [by customer_id newest first]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     partition_by: customer_id
    ///     fields: { id: uuid pk, region: text, customer_id: uuid }
    ///     queries: [by customer_id newest first, by id]
    ///   - name: visits
    ///     partition_by: seen_at
    ///     fields: { id: uuid pk, page: text, seen_at: timestamptz }
    ///     queries: [by page newest first]
    /// ```
    ///
    /// ## Not a problem when
    /// The table is cut by time, so that old parts can be dropped whole, or by the tenant, which every query has beside
    /// what it names.
    ///
    /// ## See
    /// seed 002:24 · PostgreSQL, 5.12 Table Partitioning
    id: "data/query-misses-partition",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(cut) = &table.at.value.partition_by else { return };
    let Some(column) = table.column(&cut.value).filter(|column| !column.is_time()) else { return };
    let is_tenant = table.at.value.tenant_key.as_ref().is_some_and(|key| *key.value == *cut.value);
    let queries = table.at.value.queries.items();
    // What is not asked `by` a column says nothing of columns.
    let told = |query: &str| {
        query
            .strip_prefix("by ")
            .and_then(|it| it.split([' ', ',']).next())
            .is_some_and(|first| table.column(first).is_some())
    };
    let names = |query: &str| query.split([' ', ',']).any(|word| *word == *cut.value);
    if !is_tenant && !queries.is_empty() && queries.iter().all(|it| told(it) && !names(it)) {
        let (own, name) = (super::brief(table.name()), super::brief(&column.name.value));
        let finding = report.find(cut.span, format!("`{own}` is cut by `{name}`, which none of its queries names"));
        if let Some(asked) = table.first_asked() {
            let asked = &asked.name.value;
            finding.fix(Fix::suggested(format!("Cut it by `{asked}`"), table.set("partition_by", &quote(asked))));
        }
    }
}

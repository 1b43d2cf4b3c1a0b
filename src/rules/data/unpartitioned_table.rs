use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::yaml::quote;

rule! {
    /// A table is to have hundreds of millions of rows in one piece.
    ///
    /// ## Why
    /// Its indexes no longer fit in memory, a vacuum or a new column takes hours, and old rows can only be deleted one
    /// by one. Cutting it once it is full means copying it under load.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: positions
    ///     fields: { id: uuid pk, vehicle_id: uuid, seen_at: timestamptz not null }
    ///     rows: 400000000
    /// #         ^^^^^^^^^ `positions` is to have 400 million rows and is cut by nothing
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: positions
    ///     fields: { id: uuid pk, vehicle_id: uuid, seen_at: timestamptz not null }
    ///     rows: 400000000
    ///     partition_by: seen_at
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: positions, fields: { id: uuid pk, seen_at: timestamptz }, rows: 400000000, partition_by: seen_at }
    ///   - { name: vehicles, fields: { id: uuid pk }, rows: 4000000 }
    /// ```
    ///
    /// ## Not a problem when
    /// The store or the whole system is sharded, the store is none of tables, or `retention` says that rows go.
    ///
    /// ## See
    /// seed 002:24 · seed 002:45 · PostgreSQL, 5.12 Table Partitioning
    id: "data/unpartitioned-table",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    const MANY: u64 = 100_000_000;
    let Some(rows) = table.at.value.rows.as_ref().filter(|rows| rows.value >= MANY) else { return };
    let store = table.store().is_some_and(|store| store.at.value.partition_by.is_some());
    let scalability = table.model.system().scalability.as_ref();
    let sharded = scalability.and_then(|it| it.sharding.as_ref()).is_some_and(|it| it.is_on());
    let cut = table.at.value.partition_by.is_some() || store || sharded || table.retention().is_some();
    if table.is_relational() && !cut {
        let message = format!(
            "`{}` is to have {} million rows and is cut by nothing",
            super::brief(table.name()),
            rows.value / 1_000_000
        );
        let finding = report.find(rows.span, message);
        let tenant = table.at.value.tenant_key.as_ref().and_then(|key| table.column(&key.value));
        let time = || table.columns().find(|it| it.is_time() && it.not_null && it.name.value.starts_with("created"));
        let moment = || table.columns().find(|it| it.is_time() && it.not_null);
        if let Some(column) = tenant.or_else(time).or_else(moment).or_else(|| table.first_asked()) {
            let name = &column.name.value;
            finding.fix(Fix::suggested(format!("Cut it by `{name}`"), table.set("partition_by", &quote(name))));
        }
    }
}

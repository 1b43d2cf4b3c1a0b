use crate::lint::Report;
use crate::model::{Dialect, Table, Versions, index_column};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An index is added to a large table while it is in use, and no plan says how.
    ///
    /// ## Why
    /// PostgreSQL lets nobody write a table while an ordinary `CREATE INDEX` reads all of it. On a large one that is
    /// minutes in which every order waits until it times out, and the migration is stopped halfway.
    ///
    /// ## Example
    /// ```yaml before
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// data_model:
    ///   - { name: orders, rows: 40000000, fields: { id: uuid pk, status: text }, indexes: [[id]] }
    /// ```
    /// ```yaml bad
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// data_model:
    ///   - { name: orders, rows: 40000000, fields: { id: uuid pk, status: text }, indexes: [[id], [status]] }
    /// #                                                                                          ^^^^^^^^ nobody writes the 40 million rows of `orders` while this index is built
    /// ```
    /// ```yaml fixed
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// data_model:
    ///   - { name: orders, rows: 40000000, fields: { id: uuid pk, status: text }, indexes: [[id], [status]] }
    /// migrations:
    ///   strategy: expand-contract
    /// ```
    /// ```yaml good
    /// stores: [{ name: shop-db, engine: mysql }]
    /// data_model:
    ///   - { name: orders, rows: 40000000, fields: { id: uuid pk, status: text }, indexes: [[id], [status]] }
    /// ```
    ///
    /// ## Not a problem when
    /// `migrations.strategy` says how schemas change while they are in use, nothing runs meanwhile, or the database is not
    /// of PostgreSQL's kind. Without an earlier version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 002:42 · seed 003:40 · PostgreSQL, Building Indexes Concurrently · squawk require-concurrent-index-creation
    id: "data/locking-index",
    severity: Warning,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

/// From so many rows on building an index takes longer than a request waits.
const MANY: u64 = 1_000_000;

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    if versions.plans_migrations() || versions.stops_for_rollout() {
        return;
    }
    for (old, new) in versions.tables() {
        let rows = [old, new].iter().filter_map(|it| it.rows.as_ref()).map(|it| it.value).max().unwrap_or_default();
        let postgres = new.store().and_then(|store| store.dialect()) == Some(Dialect::Postgres);
        if rows < MANY || !postgres {
            continue;
        }
        let before = indexed(old);
        for (index, columns) in new.indexes().iter().zip(indexed(new)) {
            if !columns.is_empty() && !before.contains(&columns) {
                let (million, name) = (rows / 1_000_000, super::brief(new.name()));
                report
                    .find(
                        index.span,
                        format!("nobody writes the {million} million rows of `{name}` while this index is built"),
                    )
                    .fix(Fix::suggested("Change the schema in steps: expand, then contract", versions.plan_steps()));
            }
        }
    }
}

/// The columns of each index.
fn indexed(table: Table<'_>) -> Vec<Vec<&str>> {
    table.indexes().iter().map(|index| index.on.items().iter().map(|it| index_column(it)).collect()).collect()
}

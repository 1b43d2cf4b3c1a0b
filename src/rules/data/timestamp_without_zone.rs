use crate::lint::Report;
use crate::model::{Column, Dialect};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A point in time is stored without its zone.
    ///
    /// ## Why
    /// `2027-03-28 02:30` is two moments, or none, depending on where the server stands. A second region, a moved
    /// database or the change of the clocks shifts every such value, and no query can tell which ones.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// data_model:
    ///   - name: orders
    ///     store: orders-db
    ///     fields:
    ///       id: uuid pk
    ///       created_at: timestamp not null default now()
    /// #                 ^^^^^^^^^ `created_at` does not say in which zone its time is
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// data_model:
    ///   - name: orders
    ///     store: orders-db
    ///     fields:
    ///       id: uuid pk
    ///       created_at: timestamptz not null default now()
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: orders-db, engine: mysql }
    /// data_model:
    ///   - name: orders
    ///     store: orders-db
    ///     fields: { id: uuid pk, created_at: timestamp, due_on: date }
    /// ```
    ///
    /// ## Not a problem when
    /// The engine keeps `timestamp` in UTC, as MySQL does, or is not known. A shop's opening hours have no zone either:
    /// use `time`.
    ///
    /// ## See
    /// seed 001:101 · seed 001:103 · seed 001:111
    id: "data/timestamp-without-zone",
    severity: Warning,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let explicit = column.ty == "timestamp without time zone";
    let postgres = || {
        let stated = column.table.store().filter(|store| store.engine.is_some());
        // Without an engine, the dialect in which the other columns are written says which one is meant.
        stated.map_or_else(
            || column.table.model.columns().any(|other| other.ty == "timestamptz"),
            |store| store.dialect() == Some(Dialect::Postgres),
        )
    };
    if !(explicit || column.ty == "timestamp" && postgres()) {
        return;
    }
    let edits = column.type_span().map(|span| vec![Edit::replace(span, "timestamptz")]).unwrap_or_default();
    report
        .find(
            column.type_span().unwrap_or(column.at.span),
            format!("`{}` does not say in which zone its time is", column.name.value),
        )
        .fix(Fix::suggested("Make it `timestamptz`", edits));
}

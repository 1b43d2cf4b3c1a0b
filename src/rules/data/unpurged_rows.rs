use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;

rule! {
    /// Rows that have ended are never deleted.
    ///
    /// ## Why
    /// A table of sessions grows with every sign-in although only a few thousand rows are good. Its indexes grow with
    /// it, and one day each request waits for the lookup of its session.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [{ name: users-db, engine: postgresql }]
    /// data_model:
    ///   - name: sessions
    ///     fields: { id: uuid pk, token_hash: text hashed, expires_at: timestamptz not null }
    /// #                                                   ^^^^^^^^^^ rows of `sessions` end and stay
    /// ```
    /// ```yaml fixed
    /// stores: [{ name: users-db, engine: postgresql }]
    /// data_model:
    ///   - name: sessions
    ///     fields: { id: uuid pk, token_hash: text hashed, expires_at: timestamptz not null }
    ///     retention: 30d
    /// ```
    /// ```yaml good
    /// stores: [{ name: users-db, engine: postgresql }, { name: redis, engine: redis }]
    /// services: [{ name: users, owns: [users-db], jobs: [delete sessions that have ended] }]
    /// data_model:
    ///   - { name: sessions, store: users-db, fields: { id: uuid pk, expires_at: timestamptz not null } }
    ///   - { name: invitations, store: users-db, fields: { id: uuid pk, ends_at: timestamptz }, indexes: [[ends_at]] }
    ///   - { name: otps, store: redis, fields: { id: uuid pk, expires_at: timestamptz not null } }
    /// ```
    ///
    /// ## Not a problem when
    /// `retention` or a job of the owning service clears them away, an index finds what has ended, or the store forgets
    /// them by itself, as a store of keys and values does.
    ///
    /// ## See
    /// seed 001:110 · seed 001:113
    id: "data/unpurged-rows",
    severity: Info,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(end) = table.end().filter(|_| table.is_passing()) else { return };
    let kind = table.store().and_then(|store| store.kind());
    // An index by the end is there for whatever deletes by it.
    let looked_for = table.is_indexed(&end.name.value);
    if kind == Some(StoreKind::Relational) && !looked_for && table.retention().is_none() && !table.is_cleared_by_a_job()
    {
        report
            .find(end.name.span, format!("rows of `{}` end and stay", super::brief(table.name())))
            .fix(Fix::suggested("Keep them for 30d", table.set("retention", "30d")));
    }
}

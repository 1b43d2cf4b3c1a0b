use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};

rule! {
    /// Records that nothing can make again are kept where a restart forgets them.
    ///
    /// ## Why
    /// A new version, a moved pod or a full disk restarts the store, and every record is gone at once: carts are empty,
    /// orders never happened. Nobody did anything wrong, and there is nothing to restore from.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - { name: memory, engine: redis, kind: key-value, persistent: false }
    /// data_model:
    ///   - { name: carts, store: memory }
    /// #                         ^^^^^^ `carts` are gone when `memory` restarts
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - { name: memory, engine: redis, kind: key-value, persistent: true }
    /// data_model:
    ///   - { name: carts, store: memory }
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: memory, engine: redis, kind: key-value, persistent: false, ephemeral: true }
    /// data_model:
    ///   - { name: carts, store: memory }
    /// ```
    ///
    /// ## Not a problem when
    /// What the store holds can be made again from elsewhere, and the store says so with `ephemeral: true`; or it is a
    /// cache.
    ///
    /// ## See
    /// seed 002:29
    id: "data/volatile-records",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let (Some(named), Some(store)) = (&table.at.value.store, table.store()) else { return };
    let Some(persistent) = store.at.value.persistent.as_ref().filter(|it| !it.value) else { return };
    if !store.is_durable() || table.is_passing() {
        return;
    }
    let (records, place) = (super::brief(table.name()), super::brief(store.name()));
    report
        .find(named.span, format!("`{records}` are gone when `{place}` restarts"))
        .related(persistent.span, "it forgets")
        .fix(Fix::suggested("Keep them over restarts", store.set("persistent", "true")));
}

use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Store, Table};
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;
use crate::yaml::quote;

rule! {
    /// Data lives only in a store that may forget it.
    ///
    /// ## Why
    /// A cache drops entries when its memory is full and all of them when it restarts. There is nothing behind it from
    /// which they could be read again.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - { name: redis, kind: cache }
    ///   - { name: shop-db, engine: postgresql }
    /// data_model:
    ///   - name: orders
    ///     store: redis
    /// #          ^^^^^ `orders` live only in `redis`, which may forget them
    ///     fields: { id: uuid pk, total: "numeric(12,2)" }
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - { name: redis, kind: cache }
    ///   - { name: shop-db, engine: postgresql }
    /// data_model:
    ///   - name: orders
    ///     store: shop-db
    ///     fields: { id: uuid pk, total: "numeric(12,2)" }
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: redis, kind: cache }
    ///   - { name: orders-db, engine: postgresql }
    /// data_model:
    ///   - { name: orders, store: orders-db, fields: { id: uuid pk } }
    ///   - { name: sessions, store: redis, fields: { id: uuid pk, expires_at: timestamptz } }
    ///   - { name: carts, store: redis, retention: 30d, fields: { id: uuid pk } }
    /// ```
    ///
    /// ## Not a problem when
    /// The rows are good for a while only, which `retention` or a column such as `expires_at` says, or the store says
    /// with `ephemeral: true` that they can be made again.
    ///
    /// ## See
    /// seed 001:177-184 · seed 002:31
    id: "cache/only-copy",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

/// What may be lost, by words of its name.
const FLEETING: [&str; 14] = [
    "session", "sessions", "cache", "cached", "presence", "lock", "locks", "counter", "counters", "limits", "online",
    "typing", "token", "tokens",
];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let (Some(named), Some(store)) = (&table.at.value.store, table.store()) else { return };
    let again = store.at.value.ephemeral.as_ref().is_some_and(|it| it.value);
    let fleeting = words(table.name()).iter().any(|word| FLEETING.contains(&word.as_str()));
    if store.kind() != Some(StoreKind::Cache) || again || fleeting || table.is_passing() {
        return;
    }
    let ends = table.retention().is_some() || table.end().is_some();
    let writers = table.writers();
    // What events alone write is a copy of what their senders know.
    let copied = !writers.is_empty() && writers.iter().all(|writer| writer.endpoint.is_none());
    let cached = table.model.caches().any(|cache| cache.table().is_some_and(|it| it.name() == table.name()));
    if !ends && !copied && !cached {
        let message = format!(
            "`{}` live only in `{}`, which may forget them",
            super::brief(table.name()),
            super::brief(store.name())
        );
        let finding = report.find(named.span, message).related(store.name_span(), "a cache");
        let durable = |it: &Store<'_>| {
            use StoreKind::{Document, KeyValue, Relational, WideColumn};
            it.is_durable() && matches!(it.kind(), Some(Document | KeyValue | Relational | WideColumn))
        };
        let owned = table.owner().and_then(|owner| owner.stores().find(durable));
        let mut all = table.model.stores().filter(durable);
        if let Some(home) = owned.or_else(|| all.next().filter(|_| all.next().is_none())) {
            let edits = table.set("store", &quote(home.name()));
            finding.fix(Fix::suggested(format!("Keep them in `{}`", home.name()), edits));
        }
    }
}

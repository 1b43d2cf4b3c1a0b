use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;

rule! {
    /// A store that holds the only copy of its data is not backed up.
    ///
    /// ## Why
    /// Replicas copy a mistaken `DELETE`, a bug and a blackmailer's encryption within a second. Without a backup there
    /// is no state before it to go back to.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - name: orders-db
    /// #         ^^^^^^^^^ nothing brings `orders-db` back once its data is gone
    ///     engine: postgresql
    ///     replicas: 2
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - name: orders-db
    ///     engine: postgresql
    ///     replicas: 2
    ///     backup: { every: 1d, keep: 30d }
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: orders-db, engine: postgresql, backup: { every: 1h, keep: 30d } }
    ///   - { name: product-search, engine: elasticsearch }
    ///   - { name: read-models, engine: postgresql, ephemeral: true }
    /// ```
    ///
    /// ## Not a problem when
    /// What it holds can be made again from elsewhere: `ephemeral: true`. Caches, search indexes and warehouses count
    /// as such.
    ///
    /// ## See
    /// seed 002:29 · seed 002:42 · NIST SP 800-34
    id: "data/missing-backup",
    severity: Error,
    stage: Production,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    use StoreKind::{Document, EventStore, Graph, KeyValue, Relational, WideColumn};
    let first = matches!(store.kind(), Some(Relational | Document | KeyValue | WideColumn | Graph | EventStore));
    let backed_up = store.at.value.backup.as_ref().is_some_and(|backup| backup.value.is_on());
    if !first || backed_up || !store.is_durable() {
        return;
    }
    let quality = store.model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let every = quality.and_then(|quality| quality.rpo.as_ref()).map_or("1d".to_owned(), |rpo| rpo.value.to_string());
    report.find(store.name_span(), format!("nothing brings `{}` back once its data is gone", store.name())).fix(
        Fix::suggested(
            format!("Back up every {every}"),
            store.set("backup", &format!("{{ every: {every}, keep: 30d }}")),
        ),
    );
}

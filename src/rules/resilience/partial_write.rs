use crate::lint::Report;
use crate::model::{Endpoint, Store};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::StoreKind;

rule! {
    /// One request writes two stores, and nothing mends what only half succeeded.
    ///
    /// ## Why
    /// No transaction spans both. After a crash in between, the first store has what the second lacks, and the caller's
    /// repetition writes the first a second time.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     owns: [orders-db, ledger-db]
    ///     api:
    ///       - method: POST
    ///         path: /orders
    /// #             ^^^^^^^ writes `orders-db` and `ledger-db`, but may stop after the first
    ///         writes: [orders, postings]
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: ledger-db, engine: mysql }
    /// data_model:
    ///   - { name: orders, store: orders-db }
    ///   - { name: postings, store: ledger-db }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: [orders-db, ledger-db]
    ///     api:
    ///       - method: POST
    ///         path: /orders
    ///         writes: [orders, postings]
    ///         idempotency: key
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: ledger-db, engine: mysql }
    /// data_model:
    ///   - { name: orders, store: orders-db }
    ///   - { name: postings, store: ledger-db }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     api:
    ///       - { method: POST, path: /orders, writes: [orders, postings] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// data_model:
    ///   - { name: orders, store: orders-db }
    ///   - { name: postings, store: orders-db }
    /// ```
    ///
    /// ## Not a problem when
    /// The request can be repeated until both are written (`idempotency`, or a method such as `PUT`), a flow makes it a
    /// saga, the second write follows by events (`outbox`), or what is written second can be made again: a cache, a
    /// search index, a warehouse.
    ///
    /// ## See
    /// seed 003:66 · seed 000:52 · seed 000:73
    id: "resilience/partial-write",
    severity: Error,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let by_events = endpoint.service().is_some_and(|service| service.has_outbox() || service.is_event_sourced());
    let later = endpoint.at.value.r#async.as_ref().is_some_and(|it| it.is_on());
    if endpoint.is_idempotent() || endpoint.saga().is_some() || by_events || later {
        return;
    }
    let is_source = |store: &Store<'_>| {
        use StoreKind::{Blob, Search, TimeSeries, Vector, Warehouse};
        store.is_durable() && !matches!(store.kind(), None | Some(Blob | Search | TimeSeries | Vector | Warehouse))
    };
    let written = endpoint.at.value.writes.items().iter();
    let stores = written.filter_map(|name| Some((endpoint.model.table(&name.value.0)?.store()?, name.span)));
    let mut stores = stores.filter(|(store, _)| is_source(store));
    let Some((first, place)) = stores.next() else { return };
    let Some((second, other)) = stores.find(|(store, _)| store.name() != first.name()) else { return };
    let message = format!("writes `{}` and `{}`, but may stop after the first", first.name(), second.name());
    report
        .find(endpoint.heading(), message)
        .related(place, format!("kept in `{}`", first.name()))
        .related(other, format!("kept in `{}`", second.name()))
        .fix(Fix::suggested("Let callers repeat it by a key", endpoint.set("idempotency", "key")));
}

use crate::lint::Report;
use crate::model::{Service, Store};
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;
use crate::spec::service::ServiceKind;

rule! {
    /// A service writes its database and publishes events, and nothing holds the two together.
    ///
    /// ## Why
    /// Between the commit and the publication the process can die. Then the order exists and nobody is told, or, in the
    /// other order, everybody is told of an order that does not exist. No retry mends it, since nobody knows.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     publishes: [order.placed]
    /// #               ^^^^^^^^^^^^ `orders` may write `orders-db` and never publish `order.placed`
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// events: [order.placed]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     publishes: [order.placed]
    ///     outbox: true
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// events: [order.placed]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, owns: [orders-db], publishes: [order.placed], outbox: debezium }
    ///   - { name: ledger, owns: [ledger-events], publishes: [account.credited], event_sourced: { store: ledger-events } }
    ///   - { name: prices, owns: [price-cache], publishes: [price.changed] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    ///   - { name: ledger-events, kind: event-store }
    ///   - { name: price-cache, engine: redis }
    /// events: [order.placed, account.credited, price.changed]
    /// ```
    ///
    /// ## Not a problem when
    /// The event leaves in the same transaction as the write: an outbox, change data capture (`outbox: debezium`), an event
    /// store, or a queue that lives in the same database.
    ///
    /// ## See
    /// seed 000:73 · seed 000:87 · seed 003:66 · Transactional Outbox
    id: "events/dual-write",
    severity: Error,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    if service.has_outbox() || service.is_event_sourced() || service.kind() == ServiceKind::StreamProcessor {
        return;
    }
    let stores: Vec<Store<'_>> = service.stores().filter(|it| is_database(*it)).collect();
    let Some(store) = stores.first() else { return };
    let published = service.model.publications().iter().filter(|it| it.service == service.name());
    let Some(publication) = published.into_iter().find(|it| !same_transaction(service, it.event, &stores)) else {
        return;
    };
    let (name, event) = (super::brief(service.name()), super::brief(publication.event));
    let message = format!("`{name}` may write `{}` and never publish `{event}`", super::brief(store.name()));
    let long = message.chars().count() > 100;
    let message = if long { format!("a write may never be followed by `{event}`") } else { message };
    let finding = report.find(publication.span, message);
    finding.related(store.at.span, "what is written");
    finding.fix(Fix::suggested("Publish through an outbox", service.set("outbox", "true")));
}

/// Whether it holds what would be lost without its event.
fn is_database(store: Store<'_>) -> bool {
    let memory = store.at.value.engine.as_ref().is_some_and(|it| {
        let engine = it.value.to_ascii_lowercase();
        ["redis", "valkey", "memcached", "dragonfly", "kafka"].iter().any(|name| engine.contains(name))
    });
    let kinds =
        [StoreKind::EventStore, StoreKind::Search, StoreKind::Warehouse, StoreKind::Blob, StoreKind::TimeSeries];
    let other = store.kind().is_some_and(|kind| kinds.contains(&kind));
    store.is_durable() && !memory && !other
}

/// Whether the event's channel lives in one of the databases.
fn same_transaction(service: Service<'_>, event: &str, stores: &[Store<'_>]) -> bool {
    let channel = service.model.event(event).and_then(|it| it.channel());
    let Some(broker) = channel.and_then(|it| it.at.value.broker.as_ref()) else { return false };
    let broker = broker.value.to_ascii_lowercase();
    let in_store = |store: &Store<'_>| {
        store.at.value.engine.as_ref().is_some_and(|engine| broker == engine.value.to_ascii_lowercase())
    };
    ["postgres", "pgmq", "database", "mysql", "oracle-aq"].iter().any(|name| broker.starts_with(name))
        || stores.iter().any(in_store)
}

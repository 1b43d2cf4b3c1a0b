use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// The events that are a service's only truth expire.
    ///
    /// ## Why
    /// With event sourcing the state is the sum of all events ever. After the retention the oldest go, and the next replay
    /// builds accounts without their opening balance.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: ledger
    ///     event_sourced: { store: ledger-events }
    /// stores:
    ///   - { name: ledger-events, kind: event-store, retention: 30d }
    /// #                                                        ^^^ the state of `ledger` is lost after 30d
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: ledger
    ///     event_sourced: { store: ledger-events }
    /// stores:
    ///   - { name: ledger-events, kind: event-store }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: ledger
    ///     event_sourced: { store: ledger-events, snapshot_every: 100 }
    /// stores:
    ///   - { name: ledger-events, kind: event-store }
    /// ```
    ///
    /// ## Not a problem when
    /// The store keeps events for ever, which is so where it has no `retention`.
    ///
    /// ## See
    /// seed 000:82
    id: "events/expiring-history",
    severity: Error,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    if !service.is_event_sourced() {
        return;
    }
    let details = service.at.value.event_sourced.as_ref().and_then(|it| it.value.details());
    let store = details.and_then(|it| it.store.as_ref()).and_then(|it| service.model.store(&it.value.0));
    let name = super::short(service.name());
    if let Some(store) = store {
        if let Some(retention) = &store.at.value.retention {
            let message = format!("the state of `{name}` is lost after {}", retention.value);
            report
                .find(retention.span, message)
                .related(service.name_span(), "the service")
                .fix(Fix::suggested("Keep them for ever", store.unset("retention")));
        }
        return;
    }
    // Without a store of its own, what it publishes is all that there is.
    let elsewhere = service.stores().next().is_some() || details.is_some_and(|it| it.store.is_some());
    let channels =
        service.at.value.publishes.items().iter().filter_map(|it| service.model.event(&it.value.0)?.channel());
    let mut kept = channels.filter_map(|it| Some((it, it.at.value.retention.as_ref()?)));
    let Some((channel, retention)) = kept.next().filter(|_| !elsewhere) else { return };
    let message = format!("the state of `{name}` is lost after {}", retention.value);
    report
        .find(retention.span, message)
        .related(service.name_span(), "the service")
        .fix(Fix::suggested("Keep them for ever", channel.unset("retention")));
}

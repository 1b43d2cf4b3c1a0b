use crate::lint::Report;
use crate::model::{Endpoint, Service, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::StoreKind;
use crate::spec::endpoint::Method;

rule! {
    /// A service answers queries over many things and keeps nothing but the events of each.
    ///
    /// ## Why
    /// An event store finds the events of one thing by its identifier. To list what is open or sort by date, every stream
    /// would have to be replayed for each request.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: accounts
    ///     owns: [account-events]
    ///     event_sourced: { store: account-events }
    ///     publishes: [account.opened]
    ///     api:
    ///       - method: GET
    ///         path: /accounts
    /// #             ^^^^^^^^^ `accounts` has only events to answer this query from
    ///         filter: [status]
    /// events: [account.opened]
    /// stores: [{ name: account-events, kind: event-store }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: accounts
    ///     owns: [account-events]
    ///     event_sourced: { store: account-events }
    ///     publishes: [account.opened]
    ///     api:
    ///       - method: GET
    ///         path: /accounts
    ///         filter: [status]
    ///     cqrs: { read_model: accounts-view, projected_from: [account.opened] }
    /// events: [account.opened]
    /// stores: [{ name: account-events, kind: event-store }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: accounts
    ///     owns: [account-events]
    ///     event_sourced: { store: account-events, snapshot_every: 100 }
    ///     cqrs: { read_model: account_list, projected_from: [account.opened] }
    ///     publishes: [account.opened]
    ///     api:
    ///       - GET /accounts/{id}
    ///       - { method: GET, path: /accounts, filter: [status] }
    /// events: [account.opened]
    /// stores: [{ name: account-events, kind: event-store }]
    /// ```
    ///
    /// ## Not a problem when
    /// A read model is stated (`cqrs`), the service owns another store for it, or the endpoint says what it reads.
    ///
    /// ## See
    /// seed 000:74 · seed 000:82 · Command Query Responsibility Segregation
    id: "events/missing-projection",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let only_events =
        service.stores().next().is_some() && service.stores().all(|it| it.kind() == Some(StoreKind::EventStore));
    let at = &service.at.value;
    if !service.is_event_sourced()
        || !only_events
        || at.cqrs.is_some()
        || at.reads.is_some()
        || service.calls().next().is_some()
    {
        return;
    }
    let Some(query) = service.endpoints().find(|it| is_query(*it)) else { return };
    let message = format!("`{}` has only events to answer this query from", super::short(service.name()));
    let finding = report.find(query.path().span, message);
    if let Some(sourced) = &at.event_sourced {
        finding.related(sourced.key, "its state is a sequence of events");
    }
    let publications = service.model.publications().iter().filter(|it| it.service == service.name());
    let events: Vec<String> = publications.map(|it| crate::yaml::quote(it.event)).collect();
    let listed = query.segments().filter(|(segment, _)| parameter_name(segment).is_none()).last();
    if let Some((listed, _)) = listed.filter(|_| !events.is_empty()) {
        let view = crate::yaml::quote(&format!("{listed}-view"));
        let cqrs = format!("{{ read_model: {view}, projected_from: [{}] }}", events.join(", "));
        finding.fix(Fix::suggested("Answer it from a read model", service.set("cqrs", &cqrs)));
    }
}

/// Whether it asks about many things at once.
fn is_query(endpoint: Endpoint<'_>) -> bool {
    let at = &endpoint.at.value;
    let many = !at.filter.items().is_empty() || !at.sort.items().is_empty() || at.pagination.is_some();
    let of_one = endpoint.path().value.ends_with('}');
    endpoint.method() == Method::Get && many && !of_one && at.reads.items().is_empty()
}

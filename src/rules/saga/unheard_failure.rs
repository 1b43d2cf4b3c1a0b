use crate::lint::Report;
use crate::model::{Flow, Service, words};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::endpoint::EndpointRef;
use crate::spec::flow::{Saga, Step};

rule! {
    /// A service of a choreography has a step to take back, and never hears that a later one failed.
    ///
    /// ## Why
    /// Nobody directs a choreography: each service takes back its own step when it hears of a failure. One that listens for
    /// nothing but its own cue keeps the stock reserved for orders that were never paid.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: stock, subscribes: [order.placed], publishes: [stock.reserved] }
    ///   - { name: payments, subscribes: [stock.reserved], publishes: [payment.declined] }
    /// integration_points: [bank, warehouse]
    /// events: [order.placed, stock.reserved, payment.declined]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    ///       - { from: stock, to: warehouse, does: reserve the items, compensate: release the items }
    /// #                                                                          ^^^^^^^^^^^^^^^^^ `stock` handles no event that could tell it to do this
    ///       - stock => stock.reserved
    ///       - stock.reserved => payments
    ///       - payments -> bank: charge the card
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: stock, subscribes: [order.placed, { event: payment.declined, idempotent: by event id }], publishes: [stock.reserved] }
    ///   - { name: payments, subscribes: [stock.reserved], publishes: [payment.declined] }
    /// integration_points: [bank, warehouse]
    /// events: [order.placed, stock.reserved, payment.declined]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    ///       - { from: stock, to: warehouse, does: reserve the items, compensate: release the items }
    ///       - stock => stock.reserved
    ///       - stock.reserved => payments
    ///       - payments -> bank: charge the card
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: stock, subscribes: [order.placed, payment.declined], publishes: [stock.reserved] }
    ///   - { name: payments, subscribes: [stock.reserved], publishes: [payment.declined] }
    /// integration_points: [bank, warehouse]
    /// events: [order.placed, stock.reserved, payment.declined]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    ///       - { from: stock, to: warehouse, does: reserve the items, compensate: release the items }
    ///       - stock => stock.reserved
    ///       - stock.reserved => payments
    ///       - payments -> bank: charge the card
    /// ```
    ///
    /// ## Not a problem when
    /// Somebody can call the service, or what takes the step back is an endpoint, or the service fails and takes back by
    /// itself: no later step belongs to another service.
    ///
    /// ## See
    /// seed 000:73
    id: "saga/unheard-failure",
    severity: Warning,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    if flow.at.value.saga.as_ref().is_none_or(|it| it.value != Saga::Choreography) {
        return;
    }
    for (index, step) in flow.steps().iter().enumerate() {
        let (Some(compensate), Some(service)) = (&step.compensate, actor(flow, step)) else { continue };
        let later = flow.steps().get(index + 1..).unwrap_or_default();
        let other = |it: &&At<Step>| actor(flow, it).is_some_and(|it| !it.is(service)) && !it.is_retriable();
        let Some(failing) = later.iter().filter(|it| it.does.is_some()).find(other) else { continue };
        let called = service.callers().next().is_some() || EndpointRef::parse(&compensate.value).is_some();
        if called || service.has_interface() || service.subscriptions().next().is_none() || hears_more(flow, service) {
            continue;
        }
        let name = super::brief(service.name());
        let finding = report.find(compensate.span, format!("`{name}` handles no event that could tell it to do this"));
        finding
            .related(flow.model.line(failing.span), "this one may fail")
            .related(service.name_span(), "what it handles");
        for event in failures(flow, failing) {
            finding.fix(Fix::suggested(format!("Handle `{}`", super::brief(event)), service.hear(event)));
        }
    }
}

/// The events by which a service tells that its step failed: those that no step of the flow waits for, and that say so.
fn failures<'m>(flow: Flow<'m>, step: &Step) -> Vec<&'m str> {
    const WORDS: [&str; 11] = [
        "failed",
        "declined",
        "rejected",
        "refused",
        "cancelled",
        "canceled",
        "expired",
        "aborted",
        "denied",
        "error",
        "timedout",
    ];
    let Some(service) = actor(flow, step) else { return Vec::new() };
    let own = flow.model.publications().iter().filter(|it| it.service == service.name()).map(|it| it.event);
    own.filter(|event| words(event).iter().any(|word| WORDS.contains(&word.as_str()))).collect()
}

/// Whether a service handles an event that is no cue for a step of the flow.
fn hears_more(flow: Flow<'_>, service: Service<'_>) -> bool {
    let is_cue = |event: &str| {
        let cues = flow.steps().iter().filter(|it| it.to.as_ref().is_some_and(|to| to.value.0 == service.name()));
        cues.filter_map(|it| it.on.as_ref()).any(|on| on.value.0 == event)
    };
    service.subscriptions().filter_map(|it| it.event_name()).any(|event| !is_cue(event))
}

/// The service that acts in a step.
fn actor<'m>(flow: Flow<'m>, step: &Step) -> Option<Service<'m>> {
    flow.model.service(&step.from.as_ref()?.value.0)
}

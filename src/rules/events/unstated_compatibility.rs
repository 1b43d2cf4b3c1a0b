use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};
use crate::spec::Entries;

rule! {
    /// An event has had several versions, and nothing says which changes its consumers can rely on.
    ///
    /// ## Why
    /// It decides who must be deployed first, consumers or producers. Where nobody has decided it, each team believes
    /// what suits it, and the first removed field stops somebody else's consumer.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events:
    ///   - { name: order.placed, version: 2, payload: { orderId: uuid } }
    /// #           ^^^^^^^^^^^^ nothing says which changes of `order.placed` are allowed
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events:
    ///   - { name: order.placed, version: 2, payload: { orderId: uuid }, compatibility: backward }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events:
    ///   - { name: order.placed, version: 1, payload: { orderId: uuid } }
    /// ```
    ///
    /// ## Not a problem when
    /// There was one version only, nobody else handles it, or the channel's schema registry decides (`schema_registry`).
    ///
    /// ## See
    /// seed 000:86 · Zalando #245
    id: "events/unstated-compatibility",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let at = &event.at.value;
    let registry = event.channel().and_then(|it| it.at.value.schema_registry.as_ref()).is_some_and(|it| it.is_on());
    let evolves = at.version.as_ref().is_some_and(|it| it.value > 1) || !at.previous.entries().is_empty();
    let external = at.external.as_ref().is_some_and(|it| it.value);
    let heard = external || event.handlers().iter().any(|it| event.producers().all(|by| by.service != it.name()));
    if at.compatibility.is_some() || registry || !evolves || !heard {
        return;
    }
    let message = format!("nothing says which changes of `{}` are allowed", super::short(event.name()));
    let fix = Fix::suggested("Let new readers understand old messages", event.set("compatibility", "backward"));
    report.find(event.name_span(), message).fix(fix);
}

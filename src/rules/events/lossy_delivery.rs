use crate::lint::Report;
use crate::model::{Event, Flow};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::event::Delivery;
use crate::text::{Edit, Span};

rule! {
    /// An event may be lost that somebody must not miss.
    ///
    /// ## Why
    /// At most once means that what is under way when a process dies is gone. A saga then waits for ever for its next
    /// step, a read model misses one change and is wrong from then on, and no retry mends it. Quality of service 0 of MQTT
    /// is the same thing under another name.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: ledger, publishes: [entry.booked] }
    ///   - name: balances
    ///     subscribes: [entry.booked]
    ///     cqrs: { read_model: balances, projected_from: [entry.booked] }
    /// events:
    ///   - { name: entry.booked, delivery: at-most-once }
    /// #                                   ^^^^^^^^^^^^ `balances` is built from this event, some of which are lost
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: ledger, publishes: [entry.booked] }
    ///   - name: balances
    ///     subscribes: [entry.booked]
    ///     cqrs: { read_model: balances, projected_from: [entry.booked] }
    /// events:
    ///   - { name: entry.booked, delivery: at-least-once }
    /// ```
    /// ```yaml bad
    /// services:
    ///   - { name: gateway, publishes: [meter.read] }
    ///   - name: balances
    ///     subscribes: [meter.read]
    ///     cqrs: { read_model: usage, projected_from: [meter.read] }
    /// channels:
    ///   - { name: meters, broker: mqtt, qos: 0 }
    /// #                                      ^ `usage` is built from this event, some of which are lost
    /// events:
    ///   - { name: meter.read, channel: meters }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: gateway, publishes: [meter.read] }
    ///   - name: balances
    ///     subscribes: [meter.read]
    ///     cqrs: { read_model: usage, projected_from: [meter.read] }
    /// channels:
    ///   - { name: meters, broker: mqtt, qos: 1 }
    /// events:
    ///   - { name: meter.read, channel: meters }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: shop, publishes: [page.viewed] }
    ///   - { name: statistics, subscribes: [page.viewed] }
    /// events:
    ///   - { name: page.viewed, delivery: at-most-once }
    /// ```
    ///
    /// ## Not a problem when
    /// Nobody relies on each single one: measurements, hints to refresh a page.
    ///
    /// ## See
    /// seed 000:79 · seed 000:87
    id: "events/lossy-delivery",
    severity: Warning,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some((span, surer)) = lossy(event) else { return };
    let Some((place, message)) = view_of(event).or_else(|| saga_of(event)) else { return };
    let fix = Fix::suggested("Deliver it at least once", vec![Edit::replace(span, surer)]);
    report.find(span, message).related(place, "relied on here").fix(fix);
}

/// Where an event is said to be delivered at most once, and what would be written there instead. What it says of itself
/// comes before what its channel says.
fn lossy(event: Event<'_>) -> Option<(Span, &'static str)> {
    if let Some(delivery) = &event.at.value.delivery {
        return (delivery.value == Delivery::AtMostOnce).then_some((delivery.span, "at-least-once"));
    }
    let quality = event.channel()?.at.value.qos.as_ref()?;
    (quality.value == 0).then_some((quality.span, "1"))
}

fn view_of(event: Event<'_>) -> Option<(Span, String)> {
    event.model.services().find_map(|service| {
        let view = service.at.value.cqrs.as_ref()?;
        let source = view.projected_from.items().iter().find(|it| it.value.0 == event.name())?;
        let name = view.read_model.as_ref().map_or(service.name(), |it| it.value.as_str());
        Some((source.span, format!("`{}` is built from this event, some of which are lost", super::short(name))))
    })
}

fn saga_of(event: Event<'_>) -> Option<(Span, String)> {
    event.model.flows().filter(|it| it.is_saga()).find_map(|flow: Flow<'_>| {
        let step = flow.steps().iter().find(|it| it.on.as_ref().is_some_and(|on| on.value.0 == event.name()))?;
        let name = flow.at.value.name.as_ref().map_or("a saga", |it| it.value.0.as_str());
        Some((event.model.line(step.span), format!("`{}` waits for this event, which may be lost", super::short(name))))
    })
}

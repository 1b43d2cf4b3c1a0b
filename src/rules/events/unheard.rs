use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::realtime::Direction;

rule! {
    /// An event is published and nobody handles it.
    ///
    /// ## Why
    /// Either a consumer was forgotten, and what should follow never happens, or the event is a leftover that still costs
    /// storage and keeps its schema from changing.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed, order.paid]
    ///   - name: shipping
    ///     subscribes: [order.paid]
    /// events:
    ///   - order.placed
    /// #   ^^^^^^^^^^^^ nobody handles `order.placed`
    ///   - order.paid
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed, order.paid]
    ///   - name: shipping
    ///     subscribes: [order.paid]
    /// events:
    ///   - { name: order.placed, external: true }
    ///   - order.paid
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed, order.paid]
    ///   - name: shipping
    ///     subscribes: [order.paid]
    /// events:
    ///   - { name: order.placed, external: true }
    ///   - order.paid
    /// ```
    ///
    /// ## Not a problem when
    /// Somebody outside handles it (`external: true`), or a webhook, a stream to clients, a cache or a flow waits for it. A
    /// design in which nobody handles any event yet is not looked at.
    ///
    /// ## See
    /// seed 000:83
    id: "events/unheard",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let outbound = |it: &&crate::model::Webhook<'_>| {
        it.at.value.direction.as_ref().is_some_and(|it| it.value == Direction::Outbound)
    };
    // A webhook that does not say what it carries may carry everything.
    let carries_all = model.webhooks().filter(|it| outbound(&it)).any(|it| it.at.value.events.items().is_empty());
    if model.subscriptions().next().is_none() || carries_all {
        return;
    }
    let heard = model.heard();
    for (&name, &span) in model.published() {
        let event = model.event(name);
        let external = event.is_some_and(|it| it.at.value.external.as_ref().is_some_and(|it| it.value));
        let sourced = model.publications().iter().filter(|it| it.event == name);
        let sourced = sourced.filter_map(|it| model.service(it.service)).any(|it| it.is_event_sourced());
        // A name that is declared nowhere, where others are, has its own finding.
        let dangling = event.is_none() && model.events().next().is_some();
        if heard.contains(name) || external || sourced || dangling {
            continue;
        }
        let place = event.and_then(|it| it.at.value.name.as_ref()).map_or(span, |it| it.span);
        let finding = report.find(place, format!("nobody handles `{}`", super::short(name)));
        finding.related(span, "published here");
        if let Some(event) = event {
            finding.fix(Fix::suggested("Say that somebody outside handles it", event.set("external", "true")));
        }
    }
}

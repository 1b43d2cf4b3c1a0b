use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::rule;

rule! {
    /// A service waits for an event that nobody publishes.
    ///
    /// ## Why
    /// The handler is written, tested with made-up messages and deployed, and it never runs. What depends on it, an invoice,
    /// a shipment, a welcome mail, never happens.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed]
    ///   - name: shipping
    ///     subscribes: [order.payed]
    /// #                ^^^^^^^^^^^ nobody publishes `order.payed`
    /// events:
    ///   - order.placed
    ///   - order.payed
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed]
    ///   - name: shipping
    ///     subscribes: [order.placed, parcel.delivered]
    /// integration_points: [carrier]
    /// events:
    ///   - order.placed
    ///   - { name: parcel.delivered, producer: carrier }
    /// ```
    ///
    /// ## Not a problem when
    /// Somebody outside publishes it (`producer: carrier`, or `external: true`). A design in which nobody publishes any event
    /// yet is not looked at.
    ///
    /// ## See
    /// seed 000:83
    id: "events/phantom",
    severity: Error,
    stage: Draft,
    visit: Subscription(check),
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let model = subscription.model;
    let Some(name) = subscription.event_name() else { return };
    let published = model.published();
    let event = model.event(name);
    let external = event.is_some_and(|it| it.at.value.external.as_ref().is_some_and(|it| it.value));
    let dangling = event.is_none() && model.events().next().is_some();
    if published.is_empty() || published.contains_key(name) || external || dangling {
        return;
    }
    let finding = report.find(subscription.place(), format!("nobody publishes `{}`", super::short(name)));
    let best = crate::spec::read::nearest(name, published.keys().copied());
    if let Some(span) = best.and_then(|best| published.get(best)) {
        finding.related(*span, "did you mean this one?");
    }
}

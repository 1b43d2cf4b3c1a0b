use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::text::Edit;

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
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed]
    ///   - name: shipping
    ///     subscribes: [order.placed]
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
    fix: Suggested,
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
    if let Some((best, span)) = best.and_then(|best| published.get_key_value(best)) {
        finding.related(*span, "did you mean this one?");
        let heard = subscription.service().subscriptions().any(|it| it.event_name() == Some(*best));
        // A name that is declared nowhere may be misspelled itself.
        let known = model.event(best).is_some() || model.events().next().is_none();
        let edits = vec![Edit::replace(subscription.place(), crate::yaml::quote(best))];
        finding
            .fixes
            .extend((known && !heard).then(|| Fix::suggested(format!("Handle `{}`", super::short(best)), edits)));
    }
}

use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::spec::event::Delivery;

rule! {
    /// Messages that cannot be handled have nowhere to go.
    ///
    /// ## Why
    /// One message that makes its handler fail is tried for ever, and everything behind it waits: a poison message stops the
    /// queue. Or it is dropped, and nobody learns that an order was never shipped.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shipping
    ///     subscribes:
    ///       - event: order.paid
    /// #              ^^^^^^^^^^ an `order.paid` that cannot be handled has nowhere to go
    /// events: [order.paid]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shipping
    ///     subscribes:
    ///       - event: order.paid
    ///         dead_letter: order.paid.dlq
    /// events: [order.paid]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shipping
    ///     subscribes: [order.paid]
    /// events:
    ///   - { name: order.paid, channel: orders }
    /// channels:
    ///   - { name: orders, dead_letter: orders.dlq }
    /// ```
    ///
    /// ## Not a problem when
    /// The channel has such a place for all, the handler must stop at the first failure so as not to lose order
    /// (`dead_letter: false`), or messages may be lost (`delivery: at-most-once`).
    ///
    /// ## See
    /// seed 000:84 · Enterprise Integration Patterns, Dead Letter Channel
    id: "events/missing-dead-letter",
    severity: Warning,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let event = subscription.event();
    let delivery = event.and_then(|it| it.at.value.delivery.as_ref()).map(|it| it.value);
    let Some(name) = subscription.event_name().filter(|_| delivery != Some(Delivery::AtMostOnce)) else { return };
    if subscription.has_dead_letter() || subscription.denies_dead_letter() {
        return;
    }
    let channel = event.and_then(|it| it.channel()).map_or(name, |it| it.name());
    let place = crate::yaml::quote(&format!("{channel}.dlq"));
    let message = format!("{} that cannot be handled has nowhere to go", super::named(name));
    report
        .find(subscription.place(), message)
        .fix(Fix::suggested("Park it in a dead-letter queue", subscription.set("dead_letter", &place)));
}

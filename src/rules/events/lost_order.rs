use crate::lint::Report;
use crate::model::{Channel, Event, Subscription};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A handler needs order that its channel does not keep.
    ///
    /// ## Why
    /// The cancellation overtakes the order. It finds nothing to cancel, and then the order is shipped. It happens only
    /// under load, so no test shows it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - { name: shipping, subscribes: [{ event: order.changed, ordering: fifo }] }
    /// #                                                          ^^^^^^^^ `changes` is a standard queue, which keeps no order
    /// events: [{ name: order.changed, channel: changes }]
    /// channels: [{ name: changes, broker: sqs }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - { name: shipping, subscribes: [{ event: order.changed, ordering: fifo }] }
    /// events: [{ name: order.changed, channel: changes }]
    /// channels: [{ name: changes, broker: sqs, fifo: true }]
    /// ```
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - name: shipping
    ///     subscribes:
    ///       - { event: order.changed, ordering: per key }
    /// #                               ^^^^^^^^ `orders` has 12 partitions and no key, so order is lost
    /// events:
    ///   - { name: order.changed, channel: orders }
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12 }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - name: shipping
    ///     subscribes:
    ///       - { event: order.changed, ordering: per key }
    /// events:
    ///   - { name: order.changed, channel: orders, key: orderId }
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12 }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - name: shipping
    ///     subscribes:
    ///       - { event: order.changed, ordering: per key }
    /// events:
    ///   - { name: order.changed, channel: orders, key: orderId }
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12 }
    /// ```
    ///
    /// ## Not a problem when
    /// The channel or the event has a key that sends what belongs together to one partition, or the queue is a FIFO queue.
    ///
    /// ## See
    /// seed 000:80 · seed 000:85 · seed 000:104
    id: "events/lost-order",
    severity: Error,
    stage: Draft,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let Some(ordering) = &subscription.at.value.ordering else { return };
    let wanted = ordering.value.to_ascii_lowercase();
    if ["none", "unordered", "any", "no", "false"].contains(&wanted.as_str()) {
        return;
    }
    let Some(event) = subscription.event() else { return };
    let Some(channel) = event.channel() else { return };
    let name = super::short(channel.name());
    let partitions = channel.at.value.partitions.as_ref().filter(|it| it.value > 1);
    let everywhere = ["global", "total", "strict"].iter().any(|word| wanted.contains(word));
    if let Some(partitions) = partitions.filter(|_| everywhere) {
        let message = format!("order holds within one of the {} partitions of `{name}` only", partitions.value);
        report
            .find(ordering.key, message)
            .related(partitions.span, "the partitions")
            .fix(Fix::suggested("Keep it in one partition", vec![Edit::replace(partitions.span, "1")]));
    } else if let Some(partitions) = partitions.filter(|_| event.ordering_key().is_none()) {
        let message = format!("`{name}` has {} partitions and no key, so order is lost", partitions.value);
        let finding = report.find(ordering.key, message);
        finding.related(partitions.span, "the partitions");
        if let Some(key) = event.likely_key() {
            finding.fix(Fix::suggested(format!("Make `{key}` the key"), event.set("key", &key)));
        }
    } else if is_standard_queue(channel) {
        report
            .find(ordering.key, format!("`{name}` is a standard queue, which keeps no order"))
            .related(event_place(event), "the event")
            .fix(Fix::suggested("Make it a FIFO queue", channel.set("fifo", "true")));
    }
}

/// Whether it is a queue of Amazon SQS that is no FIFO queue.
fn is_standard_queue(channel: Channel<'_>) -> bool {
    channel.product().is_some_and(|it| it.name() == "sqs") && !channel.is_fifo()
}

fn event_place(event: Event<'_>) -> crate::text::Span {
    event.at.value.name.as_ref().map_or(event.at.span, |it| it.span)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn no_key_gives_order_over_all_partitions() {
        expect(
            &RULE,
            "\
services:
  - { name: orders, publishes: [order.changed] }
  - { name: shipping, subscribes: [{ event: order.changed, ordering: global }] }
#                                                          ^^^^^^^^ order holds within one of the 6 partitions of `changes` only
events: [{ name: order.changed, channel: changes, key: orderId }]
channels: [{ name: changes, broker: kafka, partitions: 6 }]
",
        );
    }
}

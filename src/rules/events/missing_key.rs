use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};

rule! {
    /// Changes of one thing are spread over partitions without a key.
    ///
    /// ## Why
    /// Without a key each message goes to any partition. Two changes of the same order are handled at the same time or in
    /// the wrong order, and the older one wins.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - name: order.changed
    /// #         ^^^^^^^^^^^^^ changes of one `order` are spread over 12 partitions
    ///     channel: orders
    ///     aggregate: order
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12 }
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - name: order.changed
    ///     channel: orders
    ///     aggregate: order
    ///     key: orderId
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12 }
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.changed, channel: orders, aggregate: order }
    ///   - { name: page.viewed, channel: clicks }
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12, key: orderId }
    ///   - { name: clicks, broker: kafka, partitions: 12 }
    /// ```
    ///
    /// ## Not a problem when
    /// The event belongs to no aggregate, every handler says `ordering: none`, or a handler that needs order is reported
    /// already (`events/lost-order`).
    ///
    /// ## See
    /// seed 000:80 · seed 001:161 · seed 001:169
    id: "events/missing-key",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some(aggregate) = &event.at.value.aggregate else { return };
    let Some(channel) = event.channel() else { return };
    let Some(partitions) = channel.at.value.partitions.as_ref().filter(|it| it.value > 1) else { return };
    let stated = event.consumers().any(|it| it.at.value.ordering.is_some());
    if event.ordering_key().is_some() || stated {
        return;
    }
    let place = event.at.value.name.as_ref().map_or(event.place(), |it| it.span);
    let name = super::short(&aggregate.value);
    let finding =
        report.find(place, format!("changes of one `{name}` are spread over {} partitions", partitions.value));
    finding.related(partitions.span, "the partitions");
    if let Some(key) = event.likely_key() {
        finding.fix(Fix::suggested(format!("Make `{key}` the key"), event.set("key", &key)));
    }
}

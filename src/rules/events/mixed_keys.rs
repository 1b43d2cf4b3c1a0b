use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Events of one aggregate go to partitions by different keys.
    ///
    /// ## Why
    /// What happened to one order lies in two partitions, which are read at their own pace: a consumer sees the order paid
    /// before it was placed. On a quiet day all is well, so that no test shows it.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// events:
    ///   - { name: order.placed, channel: orders, aggregate: order, key: orderId }
    ///   - { name: order.paid, channel: orders, aggregate: order, key: orderId }
    ///   - { name: order.sent, channel: orders, aggregate: order, key: parcelId }
    /// #                                                               ^^^^^^^^ events of `order` go by `orderId` elsewhere, so their order is lost
    /// ```
    /// ```yaml fixed
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// events:
    ///   - { name: order.placed, channel: orders, aggregate: order, key: orderId }
    ///   - { name: order.paid, channel: orders, aggregate: order, key: orderId }
    ///   - { name: order.sent, channel: orders, aggregate: order, key: orderId }
    /// ```
    /// ```yaml good
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// events:
    ///   - { name: order.placed, channel: orders, aggregate: order, key: orderId }
    ///   - { name: parcel.sent, channel: orders, aggregate: parcel, key: parcelId }
    /// ```
    ///
    /// ## Not a problem when
    /// The events are of different aggregates, or the channel has one partition.
    ///
    /// ## See
    /// seed 000:80 · seed 000:85 · seed 000:104
    id: "events/mixed-keys",
    severity: Warning,
    stage: Draft,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    if channel.at.value.partitions.as_ref().is_none_or(|it| it.value < 2) {
        return;
    }
    let mut first: Vec<(&str, &str, crate::text::Span)> = Vec::new();
    for event in channel.events() {
        let Some(aggregate) = event.at.value.aggregate.as_ref().map(|it| it.value.as_str()) else { continue };
        let Some(key) = event.ordering_key() else { continue };
        let Some((_, usual, place)) = first.iter().find(|(of, _, _)| *of == aggregate) else {
            first.push((aggregate, key.value.as_str(), key.span));
            continue;
        };
        if *usual != key.value {
            let (of, by) = (super::brief(aggregate), super::brief(usual));
            report
                .find(key.span, format!("events of `{of}` go by `{by}` elsewhere, so their order is lost"))
                .related(*place, "by this key")
                .fix(Fix::suggested(format!("Make `{by}` the key"), vec![Edit::replace(key.span, *usual)]));
        }
    }
}

use crate::lint::Report;
use crate::model::Channel;
use crate::rule::rule;

rule! {
    /// More is written to a stream than its shards take.
    ///
    /// ## Why
    /// A shard of Kinesis takes 1000 records and 1 MB a second. What is above that is refused, and publishers that try again
    /// make it more.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: clicks, broker: kinesis, partitions: 2 }
    /// #                                                ^ 5000 records a second need 5 shards
    /// events:
    ///   - { name: page.viewed, channel: clicks, rate: 5000/s }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: clicks, broker: kinesis, partitions: 8 }
    ///   - { name: orders, broker: kafka, partitions: 2 }
    /// events:
    ///   - { name: page.viewed, channel: clicks, rate: 5000/s, size: 500B }
    ///   - { name: order.placed, channel: orders, rate: 5000/s }
    /// ```
    ///
    /// ## Not a problem when
    /// Shards are added by themselves (on-demand mode), so that no number is stated, or the rates are not known.
    ///
    /// ## See
    /// seed 000:80 · seed 001:9 · Amazon Kinesis Data Streams, Quotas
    id: "events/overloaded-stream",
    severity: Error,
    stage: Review,
    visit: Channel(check),
}

/// What one shard takes in a second.
const RECORDS: f64 = 1000.0;
const BYTES: f64 = 1_000_000.0;

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let kinesis = channel.at.value.broker.as_ref().is_some_and(|it| it.value.to_ascii_lowercase().contains("kinesis"));
    let Some(shards) = channel.at.value.partitions.as_ref().filter(|_| kinesis) else { return };
    let (mut records, mut bytes) = (0.0, 0.0);
    for event in channel.events() {
        let rate = event.at.value.rate.as_ref().map_or(0.0, |it| it.per_second());
        records += rate;
        bytes += rate * event.at.value.size.as_ref().map_or(0.0, |it| it.value.0 as f64);
    }
    let (by_count, by_size) = ((records / RECORDS).ceil(), (bytes / BYTES).ceil());
    if by_count.max(by_size) <= shards.value as f64 {
        return;
    }
    let message = if by_count >= by_size {
        format!("{} records a second need {by_count} shards", records.round())
    } else {
        format!("{:.1} MB a second need {by_size} shards", bytes / BYTES)
    };
    let finding = report.find(shards.span, message);
    finding.step(format!("{} records/s ÷ {RECORDS} = {by_count} shards", records.round()));
    finding.step(format!("{:.1} MB/s ÷ 1 MB/s = {by_size} shards", bytes / BYTES));
    for event in channel.events() {
        if let Some(rate) = &event.at.value.rate {
            finding.related(rate.span, format!("`{}`", super::short(event.name())));
        }
    }
}

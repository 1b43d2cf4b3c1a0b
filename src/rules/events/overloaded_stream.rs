use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;

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
    /// ```yaml fixed
    /// channels:
    ///   - { name: clicks, broker: kinesis, partitions: 5 }
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
    /// ```yaml bad
    /// channels:
    ///   - { name: clicks, broker: msk-serverless, partitions: 4 }
    /// #                                                       ^ 30.0 MB a second need 6 partitions
    /// events:
    ///   - { name: page.viewed, channel: clicks, rate: 15000/s, size: 2KB }
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: clicks, broker: msk-serverless, partitions: 6 }
    /// events:
    ///   - { name: page.viewed, channel: clicks, rate: 15000/s, size: 2KB }
    /// ```
    ///
    /// ## Not a problem when
    /// The broker states no limit for a partition, as Kafka on machines of one's own does not, and neither do the
    /// channel's own `limits`. Shards are added by
    /// themselves (on-demand mode), so that no number is stated, or the rates are not known.
    ///
    /// ## See
    /// seed 000:80 · seed 001:9 · Amazon Kinesis Data Streams, Quotas · Amazon MSK, Quotas
    id: "events/overloaded-stream",
    severity: Error,
    stage: Review,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let (most_records, most_bytes) = (channel.partition_records(), channel.partition_bytes());
    let Some(partitions) = &channel.at.value.partitions else { return };
    let (mut records, mut bytes) = (0.0, 0.0);
    for event in channel.events() {
        let rate = event.at.value.rate.as_ref().map_or(0.0, |it| it.per_second());
        records += rate;
        bytes += rate * event.at.value.size.as_ref().map_or(0.0, |it| it.value.0 as f64);
    }
    let by_count = most_records.as_ref().map_or(0.0, |each| (records / each.most).ceil());
    let by_size = most_bytes.as_ref().map_or(0.0, |each| (bytes / each.most.0 as f64).ceil());
    if by_count.max(by_size) <= partitions.value as f64 {
        return;
    }
    let unit = channel.product().map_or("partitions", |it| it.unit);
    let message = if by_count >= by_size {
        format!("{} records a second need {by_count} {unit}", records.round())
    } else {
        format!("{:.1} MB a second need {by_size} {unit}", bytes / 1e6)
    };
    let finding = report.find(partitions.span, message);
    for event in channel.events() {
        if let Some(rate) = &event.at.value.rate {
            finding.related(rate.span, format!("`{}`", super::short(event.name())));
        }
    }
    if let Some(each) = most_records {
        finding.step(format!("{} records/s ÷ {} records/s = {by_count} {unit}", records.round(), each.most));
        each.explain(finding);
    }
    if let Some(each) = most_bytes {
        let each_mb = each.most.0 as f64 / 1e6;
        finding.step(format!("{:.1} MB/s ÷ {each_mb} MB/s = {by_size} {unit}", bytes / 1e6));
        each.explain(finding);
    }
    let needed = by_count.max(by_size);
    let edits = vec![Edit::replace(partitions.span, needed.to_string())];
    finding.fix(Fix::suggested(format!("Give it {needed} {unit}"), edits));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn what_the_channel_says_of_its_partitions_comes_first() {
        let spec = |limits: &str| {
            format!(
                "channels:
  - {{ name: orders, broker: kafka, limits: {limits}, partitions: 2 }}
events: [{{ name: order.placed, channel: orders, rate: 5000/s, size: 1KB }}]
"
            )
        };
        let marked = spec("{ partition_records: 1000/s }").replace(
            "2 }\n",
            "2 }\n#                                                                                     ^ 5000 records a second need 5 partitions\n",
        );
        expect(&RULE, &marked);
        silent(&RULE, &spec("{ partition_records: 3000/s, partition_bytes: 5MB }"));
        silent(&RULE, &spec("{ retention: 7d }").replace("kafka", "kinesis").replace("partitions: 2", "partitions: 5"));
    }
}

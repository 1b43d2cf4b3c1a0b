use crate::lint::Report;
use std::collections::BTreeSet;

use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// The readers of a stream together want more than its partitions give.
    ///
    /// ## Why
    /// The limit on reading is shared. With the third consumer group each of them gets less than what is written, all
    /// three fall behind, and none of them has changed.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: web, publishes: [page.viewed] }
    ///   - { name: reports, subscribes: [page.viewed] }
    ///   - { name: billing, subscribes: [page.viewed] }
    ///   - { name: search, subscribes: [page.viewed] }
    /// channels: [{ name: clicks, broker: kinesis, partitions: 4 }]
    /// #                                                       ^ 3 readers want 12.0 MB a second, 4 shards give 8.0 unless it is told otherwise
    /// events: [{ name: page.viewed, channel: clicks, rate: 4000/s, size: 1KB }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: web, publishes: [page.viewed] }
    ///   - { name: reports, subscribes: [page.viewed] }
    ///   - { name: billing, subscribes: [page.viewed] }
    ///   - { name: search, subscribes: [page.viewed] }
    /// channels: [{ name: clicks, broker: kinesis, partitions: 6 }]
    /// events: [{ name: page.viewed, channel: clicks, rate: 4000/s, size: 1KB }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: web, publishes: [page.viewed] }
    ///   - { name: reports, subscribes: [page.viewed] }
    ///   - { name: billing, subscribes: [page.viewed] }
    ///   - { name: search, subscribes: [page.viewed] }
    /// channels: [{ name: clicks, broker: kinesis, partitions: 4, limits: { partition_reads: 6MB } }]
    /// events: [{ name: page.viewed, channel: clicks, rate: 4000/s, size: 1KB }]
    /// ```
    ///
    /// ## Not a problem when
    /// Each reader has a throughput of its own (enhanced fan-out); the channel's `limits: { partition_reads: … }` says
    /// what all of them get. Where rates, sizes or partitions are not stated, nothing is compared.
    ///
    /// ## See
    /// seed 000:81 · seed 000:80 · Amazon Kinesis Data Streams, Quotas
    id: "scale/crowded-partitions",
    severity: Warning,
    stage: Review,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let (Some(each), Some(partitions)) = (channel.partition_reads(), &channel.at.value.partitions) else { return };
    let mut bytes = 0.0;
    let mut readers: BTreeSet<&str> = BTreeSet::new();
    for event in channel.events() {
        if let (Some(rate), Some(size)) = (&event.at.value.rate, &event.at.value.size) {
            bytes += rate.per_second() * size.value.0 as f64;
        }
        for reader in event.consumers() {
            let group = reader.at.value.group.as_ref().map(|group| group.value.as_str());
            readers.insert(group.unwrap_or_else(|| reader.service().name()));
        }
    }
    let wanted = bytes * readers.len() as f64;
    let given = partitions.value as f64 * each.most.0 as f64;
    if wanted <= given {
        return;
    }
    let (unit, count) = (channel.product().map_or("partitions", |it| it.unit), readers.len());
    let message = format!(
        "{count} readers want {:.1} MB a second, {} {unit} give {:.1}{}",
        wanted / 1e6,
        partitions.value,
        given / 1e6,
        each.unless()
    );
    let needed = (wanted / each.most.0.max(1) as f64).ceil() as u64;
    let edits = vec![Edit::replace(partitions.span, needed.to_string())];
    let finding = report.find(partitions.span, message);
    finding.fix(Fix::suggested(format!("Have {needed} {unit}"), edits));
    finding.step(format!("{:.1} MB/s × {count} readers = {:.1} MB/s", bytes / 1e6, wanted / 1e6));
    finding.step(format!("{:.1} MB/s ÷ {} = {needed} {unit}", wanted / 1e6, each.most));
    finding.step(format!("{} {unit} × {} a second = {:.1} MB/s", partitions.value, each.most, given / 1e6));
    each.explain(finding);
}

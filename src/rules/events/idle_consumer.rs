use crate::lint::Report;
use crate::model::{Channel, Service};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A consumer may have more instances than its channels have partitions.
    ///
    /// ## Why
    /// A partition is read by one instance of a group. The others wait: they are started when the backlog grows, cost as much
    /// as the rest, and the backlog does not shrink any faster.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: mails, kind: worker, instances: { min: 2, max: 20 }, subscribes: [order.placed] }
    /// #                                                          ^^ of 20 instances 8 have no partition to read
    /// events: [{ name: order.placed, channel: orders }]
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: mails, kind: worker, instances: { min: 2, max: 12 }, subscribes: [order.placed] }
    /// events: [{ name: order.placed, channel: orders }]
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed]
    ///     subscribes: [payment.captured]
    ///     instances: 20
    ///     api: [POST /orders]
    ///   - { name: mails, kind: worker, instances: { min: 2, max: 12 }, subscribes: [order.placed] }
    ///   - { name: payments, publishes: [payment.captured] }
    /// events: [{ name: order.placed, channel: orders }, { name: payment.captured, channel: orders }]
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// ```
    ///
    /// ## Not a problem when
    /// The instances have other work too: they answer requests or run jobs. Only brokers that give a partition to one reader
    /// are looked at (Kafka, Kinesis, Event Hubs).
    ///
    /// ## See
    /// seed 000:80 · seed 000:85
    id: "events/idle-consumer",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(instances) = service.instances() else { return };
    let Some(most) = instances.max.as_ref().or(instances.count.as_ref()) else { return };
    let busy = service.has_interface() || service.at.value.jobs.is_some() || service.callers().next().is_some();
    let mut channels: Vec<Channel<'_>> = Vec::new();
    for subscription in service.subscriptions() {
        let by_partition = |it: &Channel<'_>| it.product().is_some_and(|it| it.reads_by_partition);
        let Some(channel) = subscription.channel().filter(by_partition) else { return };
        if !channels.iter().any(|it| it.name() == channel.name()) {
            channels.push(channel);
        }
    }
    let partitions: Option<Vec<_>> = channels.iter().map(|it| it.at.value.partitions.as_ref()).collect();
    let Some(partitions) = partitions.filter(|it| !it.is_empty() && !busy) else { return };
    let all = partitions.iter().fold(0_u64, |sum, it| sum.saturating_add(it.value));
    if most.value <= all {
        return;
    }
    let message = format!("of {} instances {} have no partition to read", most.value, most.value - all);
    let finding = report.find(most.span, message);
    for (channel, partitions) in channels.iter().zip(&partitions) {
        finding.related(partitions.span, format!("`{}` has {}", channel.name(), partitions.value));
    }
    finding.step(format!("{} instances − {all} partitions = {}", most.value, most.value - all));
    if instances.min.as_ref().is_none_or(|least| least.value <= all) && all > 0 {
        let edits = vec![Edit::replace(most.span, all.to_string())];
        finding.fix(Fix::suggested(format!("Run {all} at most"), edits));
    }
    if let [only] = partitions.as_slice() {
        let edits = vec![Edit::replace(only.span, most.value.to_string())];
        finding.fix(Fix::suggested(format!("Cut the channel into {} partitions", most.value), edits));
    }
}

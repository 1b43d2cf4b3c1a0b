use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::yaml::quote;

rule! {
    /// A message is tried in its place for longer than the broker waits for its consumer.
    ///
    /// ## Why
    /// A consumer that asks for nothing new is taken for dead. Its partitions go to the next one, which begins with the same
    /// message and waits as long, and so the group moves in circles while nothing behind that message is handled.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: billing
    ///     subscribes:
    ///       - { event: order.placed, retry: { attempts: 8, backoff: exponential, delay: 5s } }
    /// #                              ^^^^^ tried in its place for 635s, but kafka takes the partition away after 5m
    /// events: [{ name: order.placed, channel: orders }]
    /// channels: [{ name: orders, broker: kafka }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: billing
    ///     subscribes:
    ///       - { event: order.placed, retry: { attempts: 8, backoff: exponential, delay: 5s }, retry_channel: orders.retry }
    /// events: [{ name: order.placed, channel: orders }]
    /// channels: [{ name: orders, broker: kafka }, { name: orders.retry, broker: kafka }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: billing
    ///     subscribes:
    ///       - event: order.placed
    ///         retry: { attempts: 8, backoff: exponential, delay: 5s }
    ///         retry_channel: orders.retry
    ///   - name: stock
    ///     subscribes:
    ///       - { event: order.placed, retry: { attempts: 5, backoff: exponential, delay: 1s }, timeout: 20s }
    /// events: [{ name: order.placed, channel: orders }]
    /// channels: [{ name: orders, broker: kafka }, { name: orders.retry, broker: kafka }]
    /// ```
    ///
    /// ## Not a problem when
    /// The message waits elsewhere while others pass (`retry_channel`). Where your
    /// broker is set to wait longer, the channel's `limits: { poll_interval: … }` says so.
    ///
    /// ## See
    /// seed 000:84 · Apache Kafka, `max.poll.interval.ms`
    id: "events/blocking-retry",
    severity: Warning,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let (Some(retry), Some(span)) = (subscription.retry_policy(), subscription.retry_span()) else { return };
    let Some(channel) = subscription.channel().filter(|_| subscription.at.value.retry_channel.is_none()) else {
        return;
    };
    let (Some(limit), Some(broker)) = (channel.patience(), &channel.at.value.broker) else { return };
    let patience = limit.most;
    if span <= patience {
        return;
    }
    let name = super::brief(&broker.value);
    let message = format!("tried in its place for {span}, but {name} takes the partition away after {patience}");
    let finding = report.find(retry.key, message);
    finding.step(format!("{span} for all attempts > {patience} between two polls"));
    limit.explain(finding);
    if let Some(timeout) = &subscription.at.value.timeout {
        finding.related(timeout.span, "each attempt may take so long");
    }
    let waiting = format!("{}.retry", channel.name());
    let mut edits = subscription.set("retry_channel", &quote(&waiting));
    if subscription.model.channel(&waiting).is_none() {
        let declared = format!("{{ name: {}, broker: {} }}", quote(&waiting), quote(&broker.value));
        edits.extend(subscription.model.spec.tree.add_to_section("channels", &declared));
    }
    finding.fix(Fix::suggested(format!("Let it wait in `{}`", super::brief(&waiting)), edits));
}

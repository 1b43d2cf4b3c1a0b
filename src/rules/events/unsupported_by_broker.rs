use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::spec::event::ChannelKind;
use crate::spec::shape::article;
use crate::text::{Edit, Span};

rule! {
    /// A channel is to be what its broker does not have.
    ///
    /// ## Why
    /// The design counts on it: on the order of a FIFO channel, on partitions that are read in parallel, on a message that
    /// comes back. Whoever builds it finds out that there is no such setting, after everything else was built around it.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, broker: sqs, kind: queue, partitions: 12 }
    /// #                                                         ^^ sqs has no partitions
    ///   - { name: clicks, broker: kinesis, kind: queue }
    /// #                                          ^^^^^ kinesis has no queues, its channels are a topic or a stream
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, broker: sqs, kind: queue }
    ///   - { name: clicks, broker: kinesis, kind: stream }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, broker: sqs, kind: queue, fifo: true, visibility_timeout: 2m }
    ///   - { name: clicks, broker: kinesis, kind: stream, partitions: 4 }
    ///   - { name: shop, broker: an own broker, kind: exchange, partitions: 3 }
    /// ```
    ///
    /// ## Not a problem when
    /// The broker is not one that this rule knows.
    ///
    /// ## See
    /// seed 000:79-80 · the brokers' documentation
    id: "events/unsupported-by-broker",
    severity: Error,
    stage: Draft,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let (Some(product), Some(broker)) = (channel.product(), &channel.at.value.broker) else { return };
    let (at, name) = (&channel.at.value, super::short(&broker.value));
    let mut find = |span: Span, message: String, fixes: Vec<Fix>| {
        let finding = report.find(span, message);
        finding.related(broker.span, "the broker");
        fixes.into_iter().for_each(|fix| {
            finding.fix(fix);
        });
    };
    let unset = |key: &str| vec![Fix::suggested(format!("Remove `{key}`"), channel.unset(key))];
    if let Some(kind) = at.kind.as_ref().filter(|it| !product.kinds.is_empty() && !product.kinds.contains(&it.value)) {
        let write = |it: &ChannelKind| vec![Edit::replace(kind.span, it.word())];
        let fixes = product.kinds.iter().rev();
        let fixes = fixes.map(|it| Fix::suggested(format!("Make it {}", article(it.word())), write(it))).collect();
        let kinds: Vec<String> = product.kinds.iter().map(|it| article(it.word())).collect();
        find(kind.span, format!("{name} has no {}s, its channels are {}", kind.value, kinds.join(" or ")), fixes);
    }
    if let Some(partitions) = at.partitions.as_ref().filter(|it| it.value > 1 && !product.has_partitions) {
        find(partitions.span, format!("{name} has no partitions"), unset("partitions"));
    }
    if let Some(fifo) = at.fifo.as_ref().filter(|it| it.value && !product.has_fifo) {
        find(fifo.span, format!("{name} keeps no order"), unset("fifo"));
    }
    if let Some(hidden) = at.visibility_timeout.as_ref().filter(|_| product.never_hides) {
        find(hidden.key, format!("{name} hides no message while it is handled"), unset("visibility_timeout"));
    }
}

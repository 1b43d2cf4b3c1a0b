use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};

rule! {
    /// Messages go to partitions by a field that has only a few values.
    ///
    /// ## Why
    /// All messages with one value go to one partition and one consumer. The others idle, and no number of partitions or
    /// consumers makes the busy one faster.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// events:
    ///   - name: order.placed
    ///     channel: orders
    ///     key: status
    /// #        ^^^^^^ `status` has 3 values, so that at most 3 of 12 partitions are used
    ///     payload: { orderId: uuid, status: "enum(open, paid, sent)" }
    /// ```
    /// ```yaml fixed
    /// channels: [{ name: orders, broker: kafka, partitions: 12 }]
    /// events:
    ///   - name: order.placed
    ///     channel: orders
    ///     key: orderId
    ///     payload: { orderId: uuid, status: "enum(open, paid, sent)" }
    /// ```
    /// ```yaml good
    /// channels: [{ name: orders, broker: kafka, partitions: 3 }]
    /// events:
    ///   - { name: order.placed, channel: orders, key: status, payload: { orderId: uuid, status: "enum(open, paid, sent)" } }
    /// ```
    ///
    /// ## Not a problem when
    /// There are no more partitions than values, or the payload does not say what values there are.
    ///
    /// ## See
    /// seed 000:80 · seed 000:85 · Amazon Kinesis, partition keys
    id: "events/skewed-key",
    severity: Warning,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let (Some(key), Some(payload), Some(channel)) = (event.ordering_key(), &event.at.value.payload, event.channel())
    else {
        return;
    };
    let Some(partitions) = channel.at.value.partitions.as_ref() else { return };
    let fields = event.model.fields(&payload.value);
    let Some((_, field)) = fields.iter().find(|(name, _)| name.value == key.value) else { return };
    let values = match field.ty.as_str() {
        "boolean" | "bool" => 2,
        "enum" => field.arguments.len() as u64,
        _ => return,
    };
    if values == 0 || values >= partitions.value || field.list {
        return;
    }
    let name = super::brief(&key.value);
    let most = partitions.value;
    let message = format!("`{name}` has {values} values, so that at most {values} of {most} partitions are used");
    let finding = report.find(key.span, message);
    finding.related(partitions.span, "the partitions").step(format!("{values} values < {most} partitions"));
    let better = event.likely_key().filter(|it| fields.iter().any(|(name, _)| name.value == *it));
    if let Some(better) = better {
        finding.fix(Fix::suggested(format!("Make `{better}` the key"), event.set("key", &better)));
    }
}

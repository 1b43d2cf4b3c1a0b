use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A message counts as written only when every copy has it.
    ///
    /// ## Why
    /// The broker refuses writes while fewer copies than that are in step. One broker that restarts for an update then stops
    /// every producer, and the copies that were to keep the channel alive are what takes it down.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, broker: kafka, replication: 3, min_insync: 3 }
    /// #                                                              ^ all 3 of 3 copies must have a message: losing one broker stops `orders`
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, broker: kafka, replication: 3, min_insync: 2 }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, broker: kafka, replication: 3, min_insync: 2 }
    ///   - { name: hints, broker: kafka, replication: 1, min_insync: 1 }
    /// ```
    ///
    /// ## Not a problem when
    /// There is one copy only: then another rule speaks.
    ///
    /// ## See
    /// seed 000:80 · Apache Kafka, `min.insync.replicas`
    id: "events/stalled-writes",
    severity: Warning,
    stage: Draft,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let (Some(copies), Some(needed)) = (&channel.at.value.replication, &channel.at.value.min_insync) else { return };
    if copies.value < 2 || needed.value < copies.value {
        return;
    }
    let name = super::short(channel.name());
    let message = match needed.value == copies.value {
        true => format!(
            "all {} of {} copies must have a message: losing one broker stops `{name}`",
            needed.value, copies.value
        ),
        false => format!("{} copies must have a message, and `{name}` has {}", needed.value, copies.value),
    };
    let enough = (copies.value - 1).to_string();
    report
        .find(needed.span, message)
        .related(copies.span, "the copies")
        .step(format!("{} − 1 copies left < {} needed", copies.value, needed.value))
        .fix(Fix::suggested(format!("Ask for {enough}"), vec![Edit::replace(needed.span, &enough)]));
}

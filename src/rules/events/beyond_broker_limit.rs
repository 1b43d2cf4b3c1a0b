use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// A channel is to keep or hide messages longer than its broker can.
    ///
    /// ## Why
    /// The broker refuses the setting, or someone sets the most that it takes and tells nobody. The replay that the design
    /// promises for a month then ends after two weeks.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, broker: sqs, retention: 30d }
    /// #                                           ^^^ sqs keeps messages for 14d at most
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, broker: sqs, retention: 14d }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, broker: sqs, retention: 14d, visibility_timeout: 12h }
    ///   - { name: history, broker: kafka, retention: 7y }
    /// ```
    ///
    /// ## Not a problem when
    /// The broker is not one that this rule knows.
    ///
    /// ## See
    /// seed 000:79-80 · Amazon SQS, Message quotas · Amazon Kinesis Data Streams, Quotas · Google Cloud Pub/Sub, Quotas
    id: "events/beyond-broker-limit",
    severity: Error,
    stage: Draft,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let Some(product) = channel.product() else { return };
    let at = &channel.at.value;
    look(channel, at.retention.as_ref(), product.longest_retention, "keeps messages", report);
    // One that never hides a message has its own finding.
    let hidden = product.longest_hidden.filter(|it| it.0 > 0);
    look(channel, at.visibility_timeout.as_ref(), hidden, "hides a message", report);
}

fn look(
    channel: Channel<'_>,
    stated: Option<&At<Duration>>,
    most: Option<Duration>,
    does: &str,
    report: &mut Report<'_>,
) {
    let (Some(stated), Some(most), Some(broker)) = (stated, most, &channel.at.value.broker) else { return };
    if stated.value > most {
        report
            .find(stated.span, format!("{} {does} for {most} at most", super::short(&broker.value)))
            .related(broker.span, "the broker")
            .fix(Fix::suggested(format!("Make it {most}"), vec![Edit::replace(stated.span, most.to_string())]));
    }
}

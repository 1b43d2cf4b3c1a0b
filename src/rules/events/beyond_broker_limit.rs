use crate::lint::Report;
use crate::model::{Ceiling, Channel};
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
    /// The broker is not one that this rule knows, or the channel's own `limits` say more.
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
    let at = &channel.at.value;
    look(channel, at.retention.as_ref(), channel.longest_retention(), "keeps messages", report);
    look(channel, at.visibility_timeout.as_ref(), channel.longest_hidden(), "hides a message", report);
}

fn look(
    channel: Channel<'_>,
    stated: Option<&At<Duration>>,
    limit: Option<Ceiling<Duration>>,
    does: &str,
    report: &mut Report<'_>,
) {
    let (Some(stated), Some(limit)) = (stated, limit) else { return };
    let most = limit.most;
    if stated.value > most {
        let broker = channel.at.value.broker.as_ref().map_or(channel.name(), |broker| &broker.value);
        let finding = report.find(stated.span, format!("{} {does} for {most} at most", super::short(broker)));
        finding.step(format!("{} > {most}", stated.value));
        limit.explain(finding);
        finding.fix(Fix::suggested(format!("Make it {most}"), vec![Edit::replace(stated.span, most.to_string())]));
    }
}

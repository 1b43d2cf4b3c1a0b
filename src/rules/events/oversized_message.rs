use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};

rule! {
    /// An event is larger than its channel takes.
    ///
    /// ## Why
    /// The broker turns it away. It fails for the one customer with four hundred items, months after the tests, and the
    /// publisher has nowhere to put it.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: report.finished, channel: reports, size: 5MB }
    /// #                                                    ^^^ `reports` takes at most 1MB
    /// channels:
    ///   - { name: reports, broker: kafka, max_message: 1MB }
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - { name: report.finished, channel: reports, size: 5MB }
    /// channels:
    ///   - { name: reports, broker: kafka, max_message: 5MB }
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: report.finished, channel: reports, size: 2KB }
    /// channels:
    ///   - { name: reports, broker: sns }
    /// ```
    ///
    /// ## Not a problem when
    /// The event carries only a reference to what is large, and `size` is the size of that reference.
    ///
    /// ## See
    /// seed 000:79-80 · Enterprise Integration Patterns, Claim Check
    id: "events/oversized-message",
    severity: Error,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some(size) = &event.at.value.size else { return };
    let Some(channel) = event.channel() else { return };
    let Some(limit) = channel.largest_message().filter(|limit| size.value > limit.most) else { return };
    let taker = match (&limit.known, &channel.at.value.broker) {
        (Some(_), Some(broker)) => super::short(&broker.value),
        _ => format!("`{}`", super::short(channel.name())),
    };
    let finding = report.find(size.span, format!("{taker} takes at most {}{}", limit.most, limit.unless()));
    finding.step(format!("{} > {}", size.value, limit.most));
    limit.explain(finding);
    if limit.known.is_none_or(|known| !known.firm) && channel.can_take(size.value) {
        let edits = channel.set("max_message", &size.value.to_string());
        finding.fix(Fix::suggested(format!("Let the channel take {}", size.value), edits));
    }
}

use crate::lint::Report;
use crate::model::Event;
use crate::rule::rule;

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
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some(size) = &event.at.value.size else { return };
    let Some(channel) = event.channel() else { return };
    let name = super::short(channel.name());
    match &channel.at.value.max_message {
        Some(limit) if size.value > limit.value => {
            report.find(size.span, format!("`{name}` takes at most {}", limit.value)).related(limit.span, "the limit");
        }
        Some(_) => {}
        None => {
            let Some(broker) = &channel.at.value.broker else { return };
            let limit = channel.product().and_then(|it| it.max_message);
            let Some(limit) = limit.filter(|limit| size.value > *limit) else { return };
            let broker_name = super::short(&broker.value);
            report
                .find(size.span, format!("{broker_name} takes at most {limit} unless it is told otherwise"))
                .related(broker.span, "the broker");
        }
    }
}

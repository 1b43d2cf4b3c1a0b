use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};
use crate::spec::event::{ChannelKind, Pattern};

rule! {
    /// More than one service carries out the same command.
    ///
    /// ## Why
    /// A command is an order to one who is responsible. Two who obey charge the card twice, and of two who answer a request
    /// the slower one answers somebody who is gone.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [payment.capture] }
    ///   - { name: payments, subscribes: [payment.capture] }
    ///   - { name: fraud, subscribes: [payment.capture] }
    /// events:
    ///   - { name: payment.capture, kind: command }
    /// #           ^^^^^^^^^^^^^^^ `payments` and `fraud` both carry out `payment.capture`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [payment.capture] }
    ///   - { name: payments, subscribes: [payment.capture] }
    ///   - { name: fraud, subscribes: [payment.capture] }
    /// events:
    ///   - { name: payment.capture, kind: event }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [payment.capture, order.placed] }
    ///   - { name: payments, subscribes: [payment.capture, order.placed] }
    ///   - { name: fraud, subscribes: [order.placed] }
    /// events:
    ///   - { name: payment.capture, kind: command }
    ///   - order.placed
    /// ```
    ///
    /// ## Not a problem when
    /// It says what happened, so that anybody may listen: then it is an event. Two services on one queue are reported as
    /// such (`events/shared-queue`).
    ///
    /// ## See
    /// seed 000:85 · seed 001:152-155 · Enterprise Integration Patterns, Command Message
    id: "events/shared-command",
    severity: Warning,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let request = event.at.value.pattern.as_ref().is_some_and(|it| it.value == Pattern::RequestReply);
    let queue =
        event.channel().and_then(|it| it.at.value.kind.as_ref()).is_some_and(|it| it.value == ChannelKind::Queue);
    if !event.is_command() && !request || queue {
        return;
    }
    let handlers = event.handlers();
    let [first, second, ..] = handlers.as_slice() else { return };
    let (one, two) = (super::brief(first.name()), super::brief(second.name()));
    let does = if event.is_command() { "carry out" } else { "answer" };
    let finding =
        report.find(event.name_span(), format!("`{one}` and `{two}` both {does} `{}`", super::brief(event.name())));
    for consumer in event.consumers() {
        finding.related(consumer.place(), format!("`{}` handles it here", consumer.service().name()));
    }
    if !request {
        finding.fix(Fix::suggested("Make it an event, which anybody may hear", event.set("kind", "event")));
    }
}

use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An event is said to arrive exactly once over a broker that cannot do that.
    ///
    /// ## Why
    /// Everybody believes it, so nobody writes the few lines that recognise a duplicate. The broker delivers twice on the
    /// first network failure.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, channel: orders, delivery: exactly-once }
    /// #                                                    ^^^^^^^^^^^^ rabbitmq delivers at least once
    /// channels:
    ///   - { name: orders, broker: rabbitmq, kind: queue }
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - { name: order.placed, channel: orders, delivery: at-least-once }
    /// channels:
    ///   - { name: orders, broker: rabbitmq, kind: queue }
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.placed, channel: orders, delivery: exactly-once }
    /// channels:
    ///   - { name: orders, broker: kafka, kind: topic }
    /// ```
    ///
    /// ## Not a problem when
    /// The broker has transactions or removes duplicates (Kafka, a FIFO queue), or every handler recognises duplicates.
    ///
    /// ## See
    /// seed 000:87
    id: "events/exactly-once-claim",
    severity: Warning,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some(delivery) = &event.at.value.delivery else { return };
    if delivery.value != crate::spec::event::Delivery::ExactlyOnce {
        return;
    }
    let Some(channel) = event.channel() else { return };
    let Some(broker) = &channel.at.value.broker else { return };
    let mut consumers = event.consumers().peekable();
    let recognised = consumers.peek().is_some() && consumers.all(|it| it.recognises_duplicates() == Some(true));
    if !channel.product().is_some_and(|it| it.repeats) || channel.is_fifo() || recognised {
        return;
    }
    report
        .find(delivery.span, format!("{} delivers at least once", broker.value))
        .related(broker.span, "the broker")
        .fix(Fix::suggested("Say `at-least-once`", vec![Edit::replace(delivery.span, "at-least-once")]));
}

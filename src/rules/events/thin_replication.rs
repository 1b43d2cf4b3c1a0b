use crate::lint::Report;
use crate::model::{Channel, Event};
use crate::rule::{Fix, rule};
use crate::spec::event::Delivery;
use crate::text::Edit;

rule! {
    /// A channel has too few copies to lose a broker.
    ///
    /// ## Why
    /// With one copy, the messages of a broken disk are gone. With two, either writing stops when one broker restarts, or
    /// the last copy goes on alone and takes with it what it had accepted.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, broker: kafka, replication: 2 }
    /// #                                               ^ with 2 copies, losing a broker leaves nothing to spare
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, broker: kafka, replication: 3 }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, broker: kafka, replication: 3 }
    ///   - { name: clicks, broker: kafka }
    /// ```
    ///
    /// ## Not a problem when
    /// What it carries may be lost: all of its events are delivered `at-most-once`, or an `ignore` says so. A managed broker that keeps copies by itself states no number.
    ///
    /// ## See
    /// seed 000:80 · Apache Kafka, `min.insync.replicas`
    id: "events/thin-replication",
    severity: Warning,
    stage: Production,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let Some(copies) = channel.at.value.replication.as_ref().filter(|it| it.value < 3) else { return };
    let lossy = |event: Event<'_>| event.at.value.delivery.as_ref().is_some_and(|it| it.value == Delivery::AtMostOnce);
    // Where each message may be lost anyway, copies are not what keeps them.
    if channel.events().next().is_some() && channel.events().all(lossy) {
        return;
    }
    let message = match copies.value {
        0 | 1 => "with 1 copy, losing a broker loses messages".to_owned(),
        more => format!("with {more} copies, losing a broker leaves nothing to spare"),
    };
    report.find(copies.span, message).fix(Fix::suggested("Keep 3 copies", vec![Edit::replace(copies.span, "3")]));
}

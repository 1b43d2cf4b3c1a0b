use crate::lint::Report;
use crate::model::{Event, Subscription};
use crate::rule::{Fix, rule};
use crate::spec::event::{ChannelKind, Pattern};

rule! {
    /// Two services take the same event from one queue or consumer group.
    ///
    /// ## Why
    /// A queue gives each message to one of those who ask. Each service gets about half of the events, at random, and both
    /// believe that they have all.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    ///   - { name: shipping, subscribes: [order.placed] }
    /// #                                  ^^^^^^^^^^^^ `shipping` and `billing` each get only a part of `order.placed`
    /// events:
    ///   - { name: order.placed, channel: orders }
    /// channels:
    ///   - { name: orders, broker: rabbitmq, kind: queue }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    ///   - { name: shipping, subscribes: [order.placed] }
    /// events:
    ///   - { name: order.placed, channel: orders, pattern: fan-out }
    /// channels:
    ///   - { name: orders, broker: rabbitmq, kind: queue }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    ///   - { name: shipping, subscribes: [{ event: order.placed, group: shipping }] }
    /// events:
    ///   - { name: order.placed, channel: orders }
    /// channels:
    ///   - { name: orders, broker: kafka, kind: topic }
    /// ```
    ///
    /// ## Not a problem when
    /// Each service has a queue of its own that a topic or exchange feeds (`kind: topic`, `pattern: fan-out`).
    ///
    /// ## See
    /// seed 000:81 · seed 000:85
    id: "events/shared-queue",
    severity: Error,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let copied =
        event.at.value.pattern.as_ref().is_some_and(|it| matches!(it.value, Pattern::FanOut | Pattern::PubSub));
    let kind = event.channel().and_then(|it| it.at.value.kind.as_ref()).map(|it| it.value);
    let queue = kind == Some(ChannelKind::Queue) && !copied;
    let consumers: Vec<Subscription<'_>> = event.consumers().collect();
    for (index, one) in consumers.iter().enumerate() {
        let shares = |other: &&Subscription<'_>| {
            let group = |it: &Subscription<'_>| it.at.value.group.as_ref().map(|it| it.value.clone());
            let same_group = group(one).is_some() && group(one) == group(other);
            !other.service().is(one.service()) && (queue || same_group)
        };
        let Some(first) = consumers.iter().take(index).find(shares) else { continue };
        let (here, there) = (super::short(one.service().name()), super::short(first.service().name()));
        let message = format!("`{here}` and `{there}` each get only a part of `{}`", super::short(event.name()));
        let message = if message.chars().count() > 100 {
            format!("`{here}` and `{there}` each get only a part")
        } else {
            message
        };
        let finding = report.find(one.place(), message);
        finding.related(first.place(), "also taken here");
        finding.fix(if queue {
            Fix::suggested("Copy it to a queue for each", event.set("pattern", "fan-out"))
        } else {
            let own = crate::yaml::quote(one.service().name());
            Fix::suggested("Give it a group of its own", one.set("group", &own))
        });
        return;
    }
}

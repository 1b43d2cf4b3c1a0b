use crate::lint::Report;
use crate::model::{Model, words};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::{At, Items, Toggle};

rule! {
    /// Messages that cannot be handled are parked, and nobody is told.
    ///
    /// ## Why
    /// The queue is empty on most days, so nobody looks. On the day after a bad release four thousand orders lie in it, and
    /// after its retention they are gone.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, dead_letter: billing.dlq }] }
    /// #                                                                     ^^^^^^^^^^^ no alert says that something lies here
    /// events: [order.placed]
    /// observability:
    ///   alerts: [{ on: error rate > 1% for 5m, notify: on-call }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, dead_letter: billing.dlq }] }
    /// events: [order.placed]
    /// observability:
    ///   alerts: [{ on: error rate > 1% for 5m, notify: on-call }, { on: messages in any dead-letter queue for 10m, notify: on-call }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, dead_letter: billing.dlq }] }
    /// events: [order.placed]
    /// observability:
    ///   alerts:
    ///     - { on: error rate > 1% for 5m, notify: on-call }
    ///     - { on: messages in any dead-letter queue for 10m, notify: on-call }
    /// ```
    ///
    /// ## Not a problem when
    /// An alert speaks of them, or a service handles what is parked. A spec that lists no alerts at all is not looked at.
    ///
    /// ## See
    /// seed 000:84
    id: "events/unwatched-dead-letters",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let alerts = model.system().observability.as_ref().map(|it| it.alerts.items()).unwrap_or_default();
    let places: Vec<&At<Toggle<String>>> = places(model);
    let told = alerts.iter().filter_map(|it| it.on.as_ref()).any(|on| speaks_of(&on.value, &places));
    let handled = model.subscriptions().filter_map(|it| it.channel()).any(|it| is_parked(it.name(), &places));
    if alerts.is_empty() || told || handled {
        return;
    }
    let Some((first, others)) = places.split_first() else { return };
    let finding = report.find(first.span, "no alert says that something lies here");
    others.iter().take(5).for_each(|it| {
        finding.related(it.span, "nor here");
    });
    // Whoever is told of the rest is told of this.
    let tree = &model.spec.tree;
    let notified = alerts.iter().find_map(|it| tree.node(it.notify.as_ref()?.node)).map(|it| it.in_one_line());
    let list = model.system().observability.as_ref().and_then(|it| it.alerts.as_ref());
    if let (Some(list), Some(notified)) = (list, notified) {
        let alert = format!("{{ on: messages in any dead-letter queue for 10m, notify: {notified} }}");
        finding.fix(Fix::suggested("Add an alert", tree.push(list.node, &alert)));
    }
}

/// Where messages are parked, each place once.
fn places<'m>(model: &'m Model<'_>) -> Vec<&'m At<Toggle<String>>> {
    let channels = model.channels().filter_map(|it| it.at.value.dead_letter.as_ref());
    let handlers = model.subscriptions().filter_map(|it| it.at.value.dead_letter.as_ref());
    let mut all: Vec<_> = channels.chain(handlers).filter(|it| it.is_on()).collect();
    order::by_key(&mut all, |it| it.span);
    all.dedup_by_key(|it| it.span);
    all
}

fn speaks_of(alert: &str, places: &[&At<Toggle<String>>]) -> bool {
    let said = words(alert);
    let about = ["dlq", "dlqs", "dead", "deadletter", "poison", "parked", "unhandled", "undeliverable"];
    said.iter().any(|word| about.contains(&word.as_str()))
        || places.iter().any(|it| it.value.details().is_some_and(|name| alert.contains(name.as_str())))
}

fn is_parked(channel: &str, places: &[&At<Toggle<String>>]) -> bool {
    places.iter().any(|it| it.value.details().is_some_and(|name| name == channel))
        || channel.ends_with(".dlq")
        || channel.ends_with("-dlq")
}

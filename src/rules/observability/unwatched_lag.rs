use crate::lint::Report;
use crate::model::{Model, words};
use crate::rule::{Fix, rule};

rule! {
    /// Events are handled, and no alert says that the handling falls behind.
    ///
    /// ## Why
    /// A consumer that is too slow, or stuck, fails no request. Its effects come an hour late, then a day, and the
    /// first to notice are customers who wait for their goods.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// #                                 ^^^^^^^^^^^^ no alert says that `billing` falls behind
    /// events: [order.placed]
    /// observability: { alerts: [{ on: error rate > 1% for 5m, notify: on-call }] }
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events: [order.placed]
    /// observability: { alerts: [{ on: error rate > 1% for 5m, notify: on-call }, { on: consumer lag > 1m for 10m, notify: on-call }] }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events: [order.placed]
    /// observability:
    ///   alerts:
    ///     - { on: error rate > 1% for 5m, notify: on-call }
    ///     - { on: consumer lag > 1m for 10m, notify: on-call }
    /// ```
    ///
    /// ## Not a problem when
    /// An alert speaks of lag, age, backlog, delay, queues or consumers. A spec that lists no alerts at all is not
    /// looked at.
    ///
    /// ## See
    /// seed 000:84 · seed 002:46
    id: "observability/unwatched-lag",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

/// Words of alerts about handling that falls behind.
const ABOUT: [&str; 19] = [
    "lag",
    "lags",
    "lagging",
    "age",
    "backlog",
    "behind",
    "queue",
    "queues",
    "queued",
    "depth",
    "consumer",
    "consumers",
    "unprocessed",
    "delay",
    "delayed",
    "late",
    "oldest",
    "waiting",
    "stuck",
];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(list) = model.system().observability.as_ref().and_then(|it| it.alerts.as_ref()) else { return };
    let alerts = &list.value.0;
    let speaks = |on: &str| words(on).iter().any(|word| ABOUT.contains(&word.as_str()));
    if alerts.is_empty() || alerts.iter().filter_map(|it| it.on.as_ref()).any(|on| speaks(&on.value)) {
        return;
    }
    let mut handlers = model.subscriptions().filter_map(|it| Some((it.service(), it.at.value.event.as_ref()?)));
    let Some((service, event)) = handlers.next() else { return };
    let notify = alerts.iter().find_map(|it| it.notify.as_ref()).map_or("on-call", |it| it.value.as_str());
    let alert = format!("{{ on: consumer lag > 1m for 10m, notify: {} }}", crate::yaml::quote(notify));
    report
        .find(event.span, format!("no alert says that `{}` falls behind", service.name()))
        .fix(Fix::suggested(format!("Call `{notify}` when one does"), model.spec.tree.push(list.node, &alert)));
}

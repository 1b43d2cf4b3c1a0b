use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// A message becomes visible again while it is still being handled.
    ///
    /// ## Why
    /// The queue hides a message for its visibility timeout and then gives it to the next who asks. A handler that takes
    /// longer than that has company: two of them charge the same card.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, timeout: 60s }] }
    /// events: [{ name: order.placed, channel: bills }]
    /// channels:
    ///   - { name: bills, broker: sqs, kind: queue, visibility_timeout: 30s }
    /// #                                                                ^^^ hidden for 30s, but handled for up to 1m
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, timeout: 60s }] }
    /// events: [{ name: order.placed, channel: bills }]
    /// channels:
    ///   - { name: bills, broker: sqs, kind: queue, visibility_timeout: 6m }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, timeout: 20s }] }
    /// events: [{ name: order.placed, channel: bills }]
    /// channels:
    ///   - { name: bills, broker: sqs, kind: queue, visibility_timeout: 2m }
    /// ```
    ///
    /// ## Not a problem when
    /// The handler extends the timeout while it works; then its `timeout` is not what bounds it.
    ///
    /// ## See
    /// seed 000:79 · seed 000:84
    id: "events/short-visibility",
    severity: Error,
    stage: Draft,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let Some(timeout) = &subscription.at.value.timeout else { return };
    let channel = subscription.event().and_then(|it| it.channel());
    let Some(hidden) = channel.and_then(|it| it.at.value.visibility_timeout.as_ref()) else { return };
    if hidden.value >= timeout.value {
        return;
    }
    let enough = Duration(timeout.value.0.saturating_mul(6));
    let message = format!("hidden for {}, but handled for up to {}", hidden.value, timeout.value);
    report
        .find(hidden.span, message)
        .related(timeout.span, "the handler's timeout")
        .step(format!("{} hidden < {} of work", hidden.value, timeout.value))
        .fix(Fix::suggested(format!("Hide it for {enough}"), vec![Edit::replace(hidden.span, enough.to_string())]));
}

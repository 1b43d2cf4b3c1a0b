use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A channel forgets messages while its consumers may still be down.
    ///
    /// ## Why
    /// Recovery may take so long: that is what the target says. What was published in the meantime and has expired before
    /// the consumers are back was never handled by anybody.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { rto: 4h }
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events: [{ name: order.placed, channel: orders }]
    /// channels:
    ///   - { name: orders, broker: kafka, retention: 1h }
    /// #                                             ^^ kept for 1h, but recovery may take 4h
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { rto: 4h }
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events: [{ name: order.placed, channel: orders }]
    /// channels:
    ///   - { name: orders, broker: kafka, retention: 8h }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { rto: 4h }
    /// services:
    ///   - { name: orders, publishes: [order.placed, page.viewed] }
    ///   - { name: billing, subscribes: [order.placed, page.viewed] }
    /// events:
    ///   - { name: order.placed, channel: orders }
    ///   - { name: page.viewed, channel: clicks, delivery: at-most-once }
    /// channels:
    ///   - { name: orders, broker: kafka, retention: 1d }
    ///   - { name: clicks, broker: kafka, retention: 1h }
    /// ```
    ///
    /// ## Not a problem when
    /// What it carries may be lost (`delivery: at-most-once`), or nobody handles it.
    ///
    /// ## See
    /// seed 000:84
    id: "events/expiry-before-recovery",
    severity: Warning,
    stage: Review,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    use crate::spec::event::Delivery::AtMostOnce;
    let system = channel.model.system();
    let required = system.requirements.as_ref().and_then(|it| it.quality.as_ref()).and_then(|it| it.rto.as_ref());
    let planned = || system.deployment.as_ref()?.disaster_recovery.as_ref()?.rto.as_ref();
    let (Some(kept), Some(rto)) = (&channel.at.value.retention, required.or_else(planned)) else { return };
    let lossy = |it: &crate::model::Event<'_>| it.at.value.delivery.as_ref().is_some_and(|it| it.value == AtMostOnce);
    let handled = channel.events().filter(|it| !lossy(it)).any(|it| it.consumers().next().is_some());
    if !handled || kept.value >= rto.value {
        return;
    }
    let better = crate::value::Duration(rto.value.0.saturating_mul(2));
    report
        .find(kept.span, format!("kept for {}, but recovery may take {}", kept.value, rto.value))
        .related(rto.span, "the target")
        .step(format!("{} kept < {} until all runs again", kept.value, rto.value))
        .fix(Fix::suggested(format!("Keep them for {better}"), vec![Edit::replace(kept.span, better.to_string())]));
}

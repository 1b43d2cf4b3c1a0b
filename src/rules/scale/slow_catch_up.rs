use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};

rule! {
    /// After an outage of the allowed length, messages expire before the consumer has caught up.
    ///
    /// ## Why
    /// While nobody handles them they pile up, and the new ones keep coming. The consumer works off the pile with what
    /// it has to spare; what it has not reached when the retention ends is gone.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { rto: 4h } }
    /// services:
    ///   - { name: web, publishes: [page.viewed] }
    ///   - { name: reports, capacity: 550/s, instances: 2, subscribes: [page.viewed] }
    /// #                                                                ^^^^^^^^^^^ catching up after 4h takes 40h, but messages are kept for 1d
    /// channels: [{ name: clicks, broker: kafka, retention: 1d }]
    /// events: [{ name: page.viewed, channel: clicks, rate: 1000/s }]
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { rto: 4h } }
    /// services:
    ///   - { name: web, publishes: [page.viewed] }
    ///   - { name: reports, capacity: 550/s, instances: 3, subscribes: [page.viewed] }
    /// channels: [{ name: clicks, broker: kafka, retention: 1d }]
    /// events: [{ name: page.viewed, channel: clicks, rate: 1000/s }]
    /// ```
    /// ```yaml good
    /// requirements: { quality: { rto: 4h } }
    /// services:
    ///   - { name: web, publishes: [page.viewed] }
    ///   - { name: reports, capacity: 550/s, instances: 3, subscribes: [page.viewed] }
    /// channels: [{ name: clicks, broker: kafka, retention: 1d }]
    /// events: [{ name: page.viewed, channel: clicks, rate: 1000/s }]
    /// ```
    ///
    /// ## Not a problem when
    /// One of the numbers is not stated, the service handles other events too, or it cannot keep up at all, which is
    /// another finding.
    ///
    /// ## See
    /// seed 000:84 · seed 002:33
    id: "scale/slow-catch-up",
    severity: Warning,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

/// More instances than this are no way out.
const MANY: f64 = 1_000.0;

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let (service, model) = (subscription.service(), subscription.model);
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(outage) = quality.and_then(|quality| quality.rto.as_ref()) else { return };
    let (Some(each), Some(count)) = (service.capacity(), service.max_instances()) else { return };
    let rate = subscription.event().and_then(|it| it.at.value.rate.as_ref()).filter(|rate| rate.by.is_none());
    let kept = subscription.channel().and_then(|it| it.at.value.retention.as_ref());
    let (Some(rate), Some(kept), Some(name)) = (rate, kept, &subscription.at.value.event) else { return };
    let spare = each.per_second() * count as f64 - rate.per_second();
    if service.subscriptions().nth(1).is_some() || spare <= 0.0 || outage.value > kept.value {
        return;
    }
    let hours = |seconds: f64| seconds / 3_600.0;
    let backlog = rate.per_second() * outage.value.as_seconds();
    let drain = backlog / spare;
    if drain + outage.value.as_seconds() <= kept.value.as_seconds() {
        return;
    }
    let message = format!(
        "catching up after {} takes {:.0}h, but messages are kept for {}",
        outage.value,
        hours(drain),
        kept.value
    );
    let finding = report.find(name.span, message);
    let left = kept.value.as_seconds() - outage.value.as_seconds();
    let needed = ((backlog / left + rate.per_second()) / each.per_second() - 1e-9).ceil();
    if left > 0.0 && needed < MANY {
        let edits = service.allow_instances(needed as u64);
        finding.fix(Fix::suggested(format!("Allow {needed} instances"), edits));
    }
    finding.related(kept.span, "kept so long").related(outage.span, "how long an outage may last");
    finding.step(format!("{} × {} = {backlog:.0} messages wait", rate.value, outage.value));
    finding.step(format!("{count} × {} − {} = {spare:.0}/s to spare", each.value, rate.value));
    finding.step(format!(
        "{backlog:.0} ÷ {spare:.0}/s = {:.1}h, and {} before it > {}",
        hours(drain),
        outage.value,
        kept.value
    ));
}

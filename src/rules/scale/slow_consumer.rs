use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// Events arrive faster than all instances of a consumer can handle them.
    ///
    /// ## Why
    /// The backlog grows all through the peak, and the effects of events come later and later: first minutes, then
    /// hours, then after the messages' retention, never.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.created] }
    ///   - name: mails
    /// #         ^^^^^ `mails` handles 2 × 50/s at most, at peak 300/s arrive
    ///     kind: worker
    ///     capacity: 50/s
    ///     instances: 2
    ///     subscribes: [order.created]
    /// events:
    ///   - { name: order.created, rate: 300/s }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.created] }
    ///   - name: mails
    ///     kind: worker
    ///     capacity: 50/s
    ///     instances: 6
    ///     subscribes: [order.created]
    /// events:
    ///   - { name: order.created, rate: 300/s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.created] }
    ///   - name: mails
    ///     kind: worker
    ///     capacity: 50/s
    ///     instances: { min: 2, max: 8 }
    ///     subscribes: [order.created]
    /// events:
    ///   - { name: order.created, rate: 300/s }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the numbers is not stated: the events' `rate`, the consumer's `capacity` and its `instances`.
    ///
    /// ## See
    /// seed 000:85 · seed 002:33
    id: "scale/slow-consumer",
    severity: Error,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let (Some(each), Some(max)) = (service.capacity(), service.max_instances()) else { return };
    let rates = service.subscriptions().filter_map(|it| Some((it, it.event()?.at.value.rate.as_ref()?)));
    let rates: Vec<_> = rates.filter(|(_, rate)| rate.by.is_none()).collect();
    let total: f64 = rates.iter().map(|(_, rate)| rate.per_second()).sum();
    if total <= each.per_second() * max as f64 + 1e-9 {
        return;
    }
    let message = format!("`{}` handles {max} × {} at most, at peak {total}/s arrive", service.name(), each.value);
    let finding = report.find(service.name_span(), message);
    let needed = (total / each.per_second() - 1e-9).ceil() as u64;
    finding
        .related(each.span, "what one instance takes")
        .fix(Fix::suggested(format!("Allow {needed} instances"), service.allow_instances(needed)));
    for (subscription, rate) in rates {
        let part = format!("{} of `{}`", rate.value, subscription.event_name().unwrap_or("?"));
        finding.related(rate.span, part.clone()).step(part);
    }
    finding.step(format!("{total}/s in all > {max} × {} = {}/s", each.value, each.per_second() * max as f64));
    finding.step(format!("{total}/s ÷ {}/s for each = {needed} instances", each.per_second()));
}

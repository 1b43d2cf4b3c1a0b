use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// The fewest instances that run take more than twenty times the load at peak.
    ///
    /// ## Why
    /// Most of them never do anything but cost money, and each adds its connections, its logs and its part of every
    /// rollout.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, capacity: 500/s, instances: { min: 10, max: 20 }, api: [{ method: POST, path: /v1/orders, load: 20/s }] }
    /// #                                                      ^^ 10 × 500/s is 250 times the peak of 20/s
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, capacity: 500/s, instances: { min: 2, max: 20 }, api: [{ method: POST, path: /v1/orders, load: 20/s }] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, capacity: 500/s, instances: { min: 2, max: 20 }, api: [{ method: POST, path: /v1/orders, load: 20/s }] }
    /// ```
    ///
    /// ## Not a problem when
    /// Up to three instances run, which availability needs whatever the load.
    ///
    /// ## See
    /// seed 001:10
    id: "scale/idle-capacity",
    severity: Info,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

/// More than growth and the loss of a zone ask for together.
const TIMES: f64 = 20.0;
/// One in each of three zones.
const FEW: u64 = 3;

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let (Some(each), Some(min), Some(peak)) = (service.capacity(), service.min_instances(), service.peak()) else {
        return;
    };
    let takes = each.per_second() * min as f64;
    let times = takes / peak.per_second;
    let Some(instances) = service.instances().filter(|_| times > TIMES && min > FEW) else { return };
    let place = instances.value.min.as_ref().or(instances.value.count.as_ref());
    let place = place.filter(|count| service.at.span.contains(count.span)).map_or(service.name_span(), |it| it.span);
    let message = format!("{min} × {} is {times:.0} times the peak of {}/s", each.value, peak.per_second);
    let usable = each.per_second() * (1.0 - service.model.headroom());
    let needed = ((peak.per_second / usable).ceil() as u64).clamp(2, FEW.max(min));
    let edits = match (&instances.value.min, service.max_instances()) {
        (Some(least), _) => vec![Edit::replace(least.span, needed.to_string())],
        (None, Some(max)) => service.set("instances", &format!("{{ min: {needed}, max: {max} }}")),
        (None, None) => Vec::new(),
    };
    let finding = report.find(place, message);
    finding.fix(Fix::suggested(format!("Begin with {needed} instances"), edits));
    for (span, part) in peak.parts {
        finding.related(span, part.clone()).step(part);
    }
    finding.step(format!("{takes}/s ÷ {}/s = {times:.0} > {TIMES}", peak.per_second));
}

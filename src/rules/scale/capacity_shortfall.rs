use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// All instances together take less than the load that arrives at peak.
    ///
    /// ## Why
    /// Requests queue up faster than they are answered. Response times grow until callers give up and try again, which
    /// adds more load, and the service falls over in its most valuable hour.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     capacity: 400/s
    ///     instances: { min: 2, max: 3 }
    /// #                             ^ 3 × 400/s is less than the peak of 1500/s, it takes 4 instances
    ///     api:
    ///       - { method: POST, path: /orders, load: 300/s }
    ///       - { method: GET, path: /orders, load: 1200/s }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     capacity: 400/s
    ///     instances: { min: 2, max: 4 }
    ///     api:
    ///       - { method: POST, path: /orders, load: 300/s }
    ///       - { method: GET, path: /orders, load: 1200/s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     capacity: 400/s
    ///     instances: 4
    ///     api:
    ///       - { method: POST, path: /orders, load: 300/s }
    ///       - { method: GET, path: /orders, load: 1200/s }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the three numbers is not stated: what an instance takes (`capacity`), how many run at most
    /// (`instances`), and how much arrives (`load` of the endpoints, `rate` of the calls, or the system's peak where
    /// all of it goes through one service). A `headroom` in `scalability.capacity` is kept free.
    ///
    /// ## See
    /// seed 001:9 · seed 002:45 · seed 002:51
    id: "scale/capacity-shortfall",
    severity: Error,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let (Some(each), Some(max), Some(peak)) = (service.capacity(), service.max_instances(), service.peak()) else {
        return;
    };
    let Some(instances) = service.instances() else { return };
    let headroom = service.model.headroom();
    let usable = each.per_second() * (1.0 - headroom);
    if usable <= 0.0 || usable * max as f64 >= peak.per_second - 1e-9 {
        return;
    }
    let needed = (peak.per_second / usable - 1e-9).ceil() as u64;
    let free = if headroom > 0.0 { format!(" with {:.0}% kept free", headroom * 100.0) } else { String::new() };
    let message = format!(
        "{max} × {}{free} is less than the peak of {}/s, it takes {needed} instances",
        each.value, peak.per_second
    );
    let own = service.at.span.contains(instances.span);
    let place = instances.value.max.as_ref().or(instances.value.count.as_ref());
    let place = place.filter(|_| own).map_or(service.name_span(), |count| count.span);
    let finding = report.find(place, message);
    finding.fix(Fix::suggested(format!("Allow {needed} instances"), service.allow_instances(needed)));
    finding.related(each.span, "what one instance takes");
    for (span, part) in peak.parts {
        finding.related(span, part.clone());
        finding.step(part);
    }
    finding.step(format!("{max} × {}{free} = {}/s < {}/s at peak", each.value, usable * max as f64, peak.per_second));
    finding.step(format!("peak {}/s ÷ {usable}/s for each instance = {needed} instances", peak.per_second));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn the_system_s_peak_arrives_at_the_only_way_in() {
        expect(
            &RULE,
            "requirements: { quality: { load: { peak: 900/s } } }
scalability: { capacity: { headroom: 50% } }
services:
  - { name: edge, kind: gateway, capacity: 500/s, instances: 3, calls: [orders] }
#                                                            ^ 3 × 500/s with 50% kept free is less than the peak of 900/s, it takes 4 instances
  - { name: orders, capacity: 10/s, instances: 1 }
",
        );
    }

    #[test]
    fn calls_say_what_arrives_inside() {
        expect(
            &RULE,
            "services:
  - { name: a, calls: [{ to: c, rate: 100/s }] }
  - { name: b, calls: [{ to: c, rate: 60/s }] }
  - { name: c, capacity: 50/s, instances: 3 }
#                                         ^ 3 × 50/s is less than the peak of 160/s, it takes 4 instances
",
        );
    }

    #[test]
    fn without_one_of_the_numbers_nothing_is_said() {
        silent(
            &RULE,
            "requirements: { quality: { load: { peak: 900/s } } }
services:
  - { name: a, capacity: 500/s, instances: 1, public: true }
  - { name: b, capacity: 500/s, instances: 1, public: true }
  - { name: c, instances: 1, api: [{ method: GET, path: /c, load: 90/s }] }
",
        );
    }
}

use crate::lint::Report;
use crate::model::{Model, Part, Promise};
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Percentage;

rule! {
    /// A promise of availability is higher than what its parts allow together.
    ///
    /// ## Why
    /// What waits for three services works only while all three work. Their downtimes add up, and the promise is
    /// broken in the first month although every part keeps its own.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// #                          ^^^^^ promised are 99.9%, the parts allow 99.8%: 86 minutes down a month, not 43
    /// services:
    ///   - name: orders
    ///     availability: 99.95%
    ///     api: [POST /orders]
    ///     calls: [payments]
    ///   - name: payments
    ///     availability: 99.9%
    ///     calls: [bank]
    /// integration_points:
    ///   - { name: bank, availability: 99.95% }
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { availability: 99.8% }
    /// services:
    ///   - name: orders
    ///     availability: 99.95%
    ///     api: [POST /orders]
    ///     calls: [payments]
    ///   - name: payments
    ///     availability: 99.9%
    ///     calls: [bank]
    /// integration_points:
    ///   - { name: bank, availability: 99.95% }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - name: orders
    ///     availability: 99.95%
    ///     api: [POST /orders]
    ///     calls: [{ to: payments, fallback: capture later }]
    ///   - name: payments
    ///     availability: 99.9%
    ///     calls: [bank]
    /// integration_points:
    ///   - { name: bank, availability: 99.95% }
    /// ```
    ///
    /// ## Not a problem when
    /// The caller works on without the part: the call is `optional`, has a `fallback`, or waits in a queue. Each part
    /// counts once, and one that states no availability counts as if it never failed, so the real figure is lower
    /// still.
    ///
    /// ## See
    /// seed 002:10 · seed 002:51
    id: "resilience/availability-shortfall",
    severity: Error,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    // The ways on which each promise depends.
    let mut promises: Vec<Vec<Promise<'_>>> = Vec::new();
    for way in model.promises() {
        match promises.iter_mut().find(|ways| ways.iter().any(|it| std::ptr::eq(it.target, way.target))) {
            Some(ways) => ways.push(way),
            None => promises.push(vec![way]),
        }
    }
    for ways in promises {
        let Some(worst) = ways.iter().min_by(|a, b| a.product().0.total_cmp(&b.product().0)) else { continue };
        if !reaches(worst.product().0, worst.target.value) {
            tell(model, worst, &ways, report);
        }
    }
}

/// Percentages are decimal and a product is binary: what differs by less was meant to be equal.
fn reaches(product: f64, target: Percentage) -> bool {
    product >= target.0 - 1e-9
}

fn tell(model: &Model<'_>, promise: &Promise<'_>, ways: &[Promise<'_>], report: &mut Report<'_>) {
    let (target, product) = (promise.target.value, promise.product());
    let minutes = |share: Percentage| {
        let minutes = share.downtime_minutes_per_month();
        if minutes < 10.0 { format!("{minutes:.1}") } else { format!("{minutes:.0}") }
    };
    let (real, allowed) = (minutes(product), minutes(target));
    let rounded = Percentage((product.0 * 10_000.0).round() / 10_000.0);
    let allows = if rounded < target { rounded } else { product };
    let message =
        format!("promised are {target}, the parts allow {allows}: {real} minutes down a month, not {allowed}");
    let finding = report.find(promise.target.span, message);
    for part in &promise.parts {
        let Some(own) = part.availability else { continue };
        finding.step(format!("{}: {}", part.name, own.value));
        finding.related(part.span, format!("needs `{}`: {}", part.name, own.value));
    }
    finding.step(format!("product: {product}, {real} minutes down in 30 days"));
    finding.step(format!("promise: {target}, {allowed} minutes down in 30 days"));
    // What is kept is promised: two digits behind the point, never rounded up.
    let kept = Percentage((product.0 * 10_000.0 + 1e-9).floor() / 10_000.0);
    if kept.0 > 0.0 {
        let edits = vec![Edit::replace(promise.target.span, kept.to_string())];
        finding.fix(Fix::suggested(format!("Promise {kept}"), edits));
    }
    let enough = |part: &&Part<'_>| {
        ways.iter().all(|way| {
            let own = way.parts.iter().find(|it| it.name == part.name).and_then(|it| it.availability);
            reaches(way.product().0 / own.map_or(1.0, |own| own.value.0), target)
        })
    };
    let asked = |part: &Part<'_>| {
        let mut calls =
            model.calls().filter(|call| call.is_hard() && call.callee().is_some_and(|it| it.name() == part.name));
        calls.next().filter(|_| calls.next().is_none())
    };
    for part in promise.parts.iter().filter(enough) {
        if let Some(call) = asked(part) {
            let title = format!("Let `{}` work without `{}`", call.caller().name(), part.name);
            finding.fix(Fix::suggested(title, call.set("optional", "true")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn a_part_needed_twice_counts_once() {
        silent(
            &RULE,
            "requirements: { quality: { availability: 99.8% } }
services:
  - { name: orders, api: [POST /orders], calls: [stock, payments] }
  - { name: stock, calls: [ledger] }
  - { name: payments, calls: [ledger] }
  - { name: ledger, availability: 99.85% }
",
        );
    }

    #[test]
    fn a_gateway_needs_only_what_it_forwards_to() {
        silent(
            &RULE,
            "requirements: { quality: { availability: 99.8% } }
services:
  - { name: edge, kind: gateway, availability: 99.99%, calls: [orders, search] }
  - { name: orders, availability: 99.85% }
  - { name: search, availability: 99.85% }
",
        );
    }

    #[test]
    fn working_without_a_part_is_offered_only_where_every_way_is_good_enough_then() {
        let text = "requirements: { quality: { availability: 99.9% } }
services:
  - { name: edge, kind: gateway, calls: [shop, search] }
  - { name: shop, availability: 99.5% }
  - { name: search, availability: 99.8% }
";
        let findings = crate::testing::check(&RULE, "", text);
        let titles: Vec<_> = findings.iter().flat_map(|it| &it.fixes).map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["Promise 99.5%"]);
    }

    #[test]
    fn objectives_and_flows_promise_too() {
        expect(
            &RULE,
            "services:
  - { name: orders, calls: [bank] }
integration_points: [{ name: bank, availability: 99% }]
observability:
  slos: [{ name: orders, service: orders, sli: availability, target: 99.5% }]
#                                                                    ^^^^^ promised are 99.5%, the parts allow 99%: 432 minutes down a month, not 216
flows:
  - name: pay
    availability: 99.9%
#                 ^^^^^ promised are 99.9%, the parts allow 99%: 432 minutes down a month, not 43
    steps: ['orders -> bank: POST /charges']
",
        );
    }
}

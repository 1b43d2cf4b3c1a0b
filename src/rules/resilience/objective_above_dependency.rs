use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::text::Edit;
use crate::value::Percentage;

rule! {
    /// A service promises more than another promises that it cannot work without.
    ///
    /// ## Why
    /// Whenever the other uses up what it allows itself, this one is down with it. Its own objective is missed although
    /// nobody has done anything wrong.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, calls: [stock] }
    ///   - stock
    /// observability:
    ///   slos:
    ///     - { name: orders up, service: orders, sli: availability, target: 99.95% }
    /// #                                                                    ^^^^^^ `orders` promises 99.95%, but it needs `stock`, which promises 99.5%
    ///     - { name: stock up, service: stock, sli: availability, target: 99.5% }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, calls: [stock] }
    ///   - stock
    /// observability:
    ///   slos:
    ///     - { name: orders up, service: orders, sli: availability, target: 99.5% }
    ///     - { name: stock up, service: stock, sli: availability, target: 99.5% }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, calls: [{ to: stock, fallback: sell without looking }] }
    ///   - stock
    /// observability:
    ///   slos:
    ///     - { name: orders up, service: orders, sli: availability, target: 99.95% }
    ///     - { name: stock up, service: stock, sli: availability, target: 99.5% }
    /// ```
    ///
    /// ## Not a problem when
    /// The service works without the other: `optional`, a `fallback`, a queue. Where the other states its
    /// `availability`, the product of all parts is compared instead.
    ///
    /// ## See
    /// seed 002:10 · Google SRE Workbook, Implementing SLOs
    id: "resilience/objective-above-dependency",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn promise(service: &str, target: &At<Percentage>, share: Percentage) -> Fix {
    let edits = vec![Edit::replace(target.span, share.to_string())];
    Fix::suggested(format!("Promise {share} for `{service}`"), edits)
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let objectives: Vec<_> = model.availability_objectives().collect();
    for (service, target) in &objectives {
        let weaker = objectives.iter().filter(|(other, promised)| {
            promised.value.0 < target.value.0 - 1e-9
                && !other.is(*service)
                && other.availability().is_none()
                && service.needs(other.name())
        });
        let Some((other, promised)) = weaker.min_by(|a, b| a.1.value.0.total_cmp(&b.1.value.0)) else { continue };
        let message = format!(
            "`{}` promises {}, but it needs `{}`, which promises {}",
            service.name(),
            target.value,
            other.name(),
            promised.value
        );
        let minutes =
            |share: Percentage| format!("{share}: {:.1} minutes down in 30 days", share.downtime_minutes_per_month());
        report
            .find(target.span, message)
            .related(promised.span, "promised here")
            .step(format!("{}: {}", service.name(), minutes(target.value)))
            .step(format!("{}: {}", other.name(), minutes(promised.value)))
            .fix(promise(service.name(), target, promised.value))
            .fix(promise(other.name(), promised, target.value));
    }
}

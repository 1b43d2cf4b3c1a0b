use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// An objective about speed does not say what counts as fast.
    ///
    /// ## Why
    /// "99 % of requests are fast" cannot be measured and cannot be missed. Whoever builds the alert picks a number, and
    /// it becomes the promise.
    ///
    /// ## Example
    /// ```yaml bad
    /// observability:
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: checkout, sli: latency, target: 99% }
    /// #                            ^^^^^^^ 99% of requests within what time?
    /// ```
    /// ```yaml good
    /// observability:
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: checkout, sli: latency, threshold: 300ms, target: 99% }
    /// ```
    ///
    /// ## Not a problem when
    /// The objective has a `threshold`, or its name says the time in words.
    ///
    /// ## See
    /// seed 002:10 · Google, The Site Reliability Workbook, chapter 2
    id: "observability/latency-objective-without-threshold",
    severity: Warning,
    stage: Draft,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let objectives = model.system().observability.as_ref().map(|it| it.slos.items()).unwrap_or_default();
    for objective in objectives.iter().filter(|it| it.threshold.is_none()) {
        let named = objective.name.as_ref().is_some_and(|name| name.value.chars().any(|c| c.is_ascii_digit()));
        let Some(sli) = objective.sli.as_ref().filter(|sli| sli.value == "latency" && !named) else { continue };
        let Some(target) = &objective.target else { continue };
        report.find(sli.span, format!("{} of requests within what time?", target.value));
    }
}

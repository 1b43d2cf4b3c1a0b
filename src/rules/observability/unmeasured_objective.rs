use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An objective is promised, but nothing is counted that could show whether it is met.
    ///
    /// ## Why
    /// A promise that nobody measures is broken without notice. The first to measure it is the customer who asks for
    /// money back.
    ///
    /// ## Example
    /// ```yaml bad
    /// observability:
    ///   logs: json
    ///   slos:
    ///     - { name: checkout, sli: availability, target: 99.9% }
    /// #             ^^^^^^^^ no metrics measure `checkout`
    /// ```
    /// ```yaml fixed
    /// observability:
    ///   logs: json
    ///   slos:
    ///     - { name: checkout, sli: availability, target: 99.9% }
    ///   metrics: prometheus
    /// ```
    /// ```yaml good
    /// observability:
    ///   logs: json
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: checkout, sli: availability, target: 99.9% }
    /// ```
    ///
    /// ## Not a problem when
    /// Metrics or traces are planned in any form.
    ///
    /// ## See
    /// seed 002:46
    id: "observability/unmeasured-objective",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(observability) = model.system().observability.as_ref() else { return };
    let counted = observability.metrics.as_ref().is_some_and(|it| it.value.is_on()) || model.signals("metric");
    let traced = observability.traces.as_ref().is_some_and(|it| it.value.is_on()) || model.signals("trac");
    let Some(first) = observability.slos.items().iter().find_map(|it| it.name.as_ref()) else { return };
    if !counted && !traced {
        let others = observability.slos.items().iter().filter_map(|it| it.name.as_ref()).skip(1);
        let edits = model.spec.set(observability, "metrics", "prometheus");
        let finding = report.find(first.span, format!("no metrics measure `{}`", first.value));
        finding.fix(Fix::suggested("Count with Prometheus", edits));
        others.for_each(|other| {
            finding.related(other.span, "nor this one");
        });
    }
}

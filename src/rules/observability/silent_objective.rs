use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::is_on;

rule! {
    /// An objective is measured, and nobody is called when it is missed.
    ///
    /// ## Why
    /// The month's budget is gone on the third day. Somebody sees it in the report at the end of the month.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// observability:
    ///   metrics: prometheus
    ///   slos: [{ name: shop up, sli: availability, target: 99.9% }]
    /// #                ^^^^^^^ nobody is called when this is missed
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// observability:
    ///   metrics: prometheus
    ///   slos: [{ name: shop up, sli: availability, target: 99.9%, alert: burn rate }]
    /// ```
    /// ```yaml good
    /// stage: production
    /// observability:
    ///   metrics: prometheus
    ///   slos: [{ name: shop up, sli: availability, target: 99.9%, alert: burn rate }]
    /// ```
    ///
    /// ## Not a problem when
    /// The spec lists alerts, whatever they are about.
    ///
    /// ## See
    /// seed 002:46 · Google SRE Workbook, Alerting on SLOs
    id: "observability/silent-objective",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(observability) = &model.system().observability else { return };
    if !observability.alerts.items().is_empty() {
        return;
    }
    let silent = || observability.slos.items().iter().filter(|it| !is_on(&it.alert));
    let mut names = silent().filter_map(|it| it.name.as_ref());
    let Some(first) = names.next() else { return };
    let edits = silent().flat_map(|it| model.spec.set(it, "alert", "burn rate")).collect();
    let finding = report.find(first.span, "nobody is called when this is missed");
    finding.fix(Fix::suggested("Call somebody when the budget burns too fast", edits));
    for other in names {
        finding.related(other.span, "nor when this is");
    }
}

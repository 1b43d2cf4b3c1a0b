use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// No instance of a service may be taken away, so that no machine under it can be worked on.
    ///
    /// ## Why
    /// The platform waits for a moment that never comes. Updates of machines hang on this one service, and whoever is in
    /// a hurry deletes it by force, all instances at once.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services:
    ///   - { name: orders, instances: 3, disruption_budget: { min_available: 3 } }
    /// #                                                                     ^ 3 of 3 instances of `orders` must stay
    ///   - { name: stock, instances: 3, disruption_budget: { max_unavailable: 0 } }
    /// #                                                                      ^ no instance of `stock` may go
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services:
    ///   - { name: orders, instances: 3, disruption_budget: { min_available: 2 } }
    ///   - { name: stock, instances: 3, disruption_budget: { max_unavailable: 1 } }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: orders, instances: { min: 3, max: 9 }, disruption_budget: { min_available: 2 } }
    ///   - { name: stock, instances: 3, disruption_budget: { max_unavailable: 1 } }
    /// ```
    ///
    /// ## Not a problem when
    /// More instances run than must stay, or it is not stated how many run.
    ///
    /// ## See
    /// seed 002:46 · kube-linter pdb-min-available, pdb-max-unavailable
    id: "deploy/blocking-disruption-budget",
    severity: Warning,
    stage: Production,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(budget) = &service.at.value.disruption_budget else { return };
    let name = super::brief(service.name());
    if let Some(none) = budget.max_unavailable.as_ref().filter(|it| it.value == 0) {
        report
            .find(none.span, format!("no instance of `{name}` may go"))
            .fix(Fix::suggested("Let one go at a time", vec![Edit::replace(none.span, "1")]));
    }
    let (Some(stay), Some(least)) = (&budget.min_available, service.min_instances()) else { return };
    if stay.value < least || stay.value == 0 {
        return;
    }
    let finding = report.find(stay.span, format!("{} of {least} instances of `{name}` must stay", stay.value));
    finding.step(format!("{} ≥ {least}", stay.value));
    if least > 1 {
        let edits = vec![Edit::replace(stay.span, (least - 1).to_string())];
        finding.fix(Fix::suggested("Let one go at a time", edits));
    }
}

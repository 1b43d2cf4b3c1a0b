use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// What records sensitive actions can be changed afterwards.
    ///
    /// ## Why
    /// Whoever has the rights to do harm has the rights to remove the line that says so. A record that can be edited
    /// proves nothing, neither to a court nor to those who look for the intruder.
    ///
    /// ## Example
    /// ```yaml bad
    /// security: { audit: { actions: [grant role, refund], immutable: false } }
    /// #                                                              ^^^^^ the record can be changed by those whom it is about
    /// ```
    /// ```yaml fixed
    /// security: { audit: { actions: [grant role, refund], immutable: true } }
    /// ```
    /// ```yaml good
    /// security: { audit: { actions: [grant role, refund], immutable: true } }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is said of it.
    ///
    /// ## See
    /// seed 003:45 · PCI DSS 10.3
    id: "observability/changeable-audit-trail",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let system = model.system();
    let audits = [
        system.security.as_ref().and_then(|it| it.audit.as_ref()),
        system.observability.as_ref().and_then(|it| it.audit.as_ref()),
    ];
    for audit in audits.into_iter().flatten().filter_map(|audit| audit.value.details()) {
        if let Some(changeable) = audit.immutable.as_ref().filter(|it| !it.value) {
            report
                .find(changeable.span, "the record can be changed by those whom it is about")
                .fix(Fix::suggested("Make it immutable", vec![Edit::replace(changeable.span, "true")]));
        }
    }
}

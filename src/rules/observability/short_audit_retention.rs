use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// The record of sensitive actions is kept for less time than the law or standard demands that the design names.
    ///
    /// ## Why
    /// Intruders are often found many months after they came. By then the record of that day is gone, and the auditor
    /// asks for it as well.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { compliance: [pci-dss] }
    /// security: { audit: { actions: [refund], keep: 90d } }
    /// #                                             ^^^ kept for 90d, but pci-dss demands 365d
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [pci-dss] }
    /// security: { audit: { actions: [refund], keep: 365d } }
    /// ```
    /// ```yaml good
    /// requirements: { compliance: [pci-dss] }
    /// security: { audit: { actions: [refund], keep: 400d } }
    /// ```
    ///
    /// ## Not a problem when
    /// The standard names no time that can be compared: only PCI DSS does, with twelve months.
    ///
    /// ## See
    /// seed 003:45 · PCI DSS 10.5.1
    id: "observability/short-audit-retention",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// Requirement 10.5.1: at least twelve months.
const PCI: Duration = Duration::seconds(365 * 24 * 3_600);

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let system = model.system();
    let Some(regime) = model.regime(&["pci", "pci_dss"]) else { return };
    let audits = [
        system.security.as_ref().and_then(|it| it.audit.as_ref()),
        system.observability.as_ref().and_then(|it| it.audit.as_ref()),
    ];
    let kept = audits.into_iter().flatten().filter_map(|audit| audit.value.details()?.keep.as_ref());
    for keep in kept.filter(|keep| keep.value < PCI) {
        report
            .find(keep.span, format!("kept for {}, but {} demands 365d", keep.value, regime.value))
            .related(regime.span, "demanded here")
            .step(format!("{} < 12 months", keep.value))
            .fix(Fix::suggested("Keep it for 365d", vec![Edit::replace(keep.span, "365d")]));
    }
}

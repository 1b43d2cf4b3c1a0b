use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// A law or standard that the design names demands a record of sensitive actions, and there is none.
    ///
    /// ## Why
    /// The audit fails, whatever else was built. And when data has been taken, nobody can say whose, which is what the
    /// law wants to know within days.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { compliance: [pci-dss] }
    /// #                            ^^^^^^^ pci-dss demands a record of sensitive actions
    /// services: [{ name: payments, api: [POST /v1/payments] }]
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [pci-dss] }
    /// services: [{ name: payments, api: [POST /v1/payments] }]
    /// security:
    ///   audit: { actions: [sign-in, change of rights, export of data], keep: 1y, immutable: true }
    /// ```
    /// ```yaml good
    /// requirements: { compliance: [pci-dss] }
    /// services: [{ name: payments, api: [POST /v1/payments] }]
    /// security: { audit: true }
    /// ```
    ///
    /// ## Not a problem when
    /// Actions are recorded anywhere: for the whole system, at an endpoint or at a webhook. GDPR and CCPA ask for no
    /// such record.
    ///
    /// ## See
    /// seed 002:11 · seed 003:21 · seed 003:45 · PCI DSS 10.2 · 45 CFR 164.312(b)
    id: "req/unaudited-regime",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

/// Those that demand a record of who did what.
const DEMANDING: [&str; 9] =
    ["pci", "pci-dss", "hipaa", "soc2", "soc-2", "sox", "iso27001", "iso-27001", "iso/iec 27001"];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let system = model.system();
    let Some(regime) = model.regime(&DEMANDING) else { return };
    let endpoints = model.endpoints().any(|it| it.at.value.audit.as_ref().is_some_and(|it| it.value));
    let webhooks = model.webhooks().any(|it| it.at.value.audit.as_ref().is_some_and(|it| it.value));
    if !model.audits() && !endpoints && !webhooks && model.has_interface() {
        let audit = "{ actions: [sign-in, change of rights, export of data], keep: 1y, immutable: true }";
        let edits = model.spec.set_section(system.security.as_ref(), "security", "audit", audit);
        report
            .find(regime.span, format!("{} demands a record of sensitive actions", regime.value))
            .fix(Fix::suggested("Record them where nobody can change it", edits));
    }
}

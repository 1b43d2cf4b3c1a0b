use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// A law or standard that the design names demands something that its plan leaves out.
    ///
    /// ## Why
    /// An auditor asks for proof of each control, and the answer is a date on which it was there. What is added after the
    /// first audit has no history, so that the certificate or the contract that hangs on it waits another half year.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { compliance: [soc2] }
    /// #                            ^^^^ soc2 demands that changes are approved, and nothing here says so
    /// deployment: { ci_cd: { stages: [test, build, deploy] } }
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [soc2] }
    /// deployment: { ci_cd: { stages: [test, build, deploy], approvals: true } }
    /// ```
    /// ```yaml bad
    /// requirements: { compliance: [hipaa] }
    /// #                            ^^^^^ hipaa demands that data is encrypted on the way, and nothing here says so
    /// security: { audit: true }
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [hipaa] }
    /// security: { audit: true, encryption: { in_transit: tls1.3 } }
    /// ```
    /// ```yaml good
    /// requirements: { compliance: [pci-dss, gdpr] }
    /// security: { service_to_service: mtls }
    /// validation: { unit: true, security: [dependency scan] }
    /// deployment: { ci_cd: [test, code review, build, deploy] }
    /// observability: [logs, metrics]
    /// ```
    ///
    /// ## Not a problem when
    /// Somebody else meets the demand, such as a platform that encrypts every hop: say so where the design would. Where
    /// there is no section for it yet, no pipeline or no plan for tests, nothing is asked.
    ///
    /// ## See
    /// seed 002:11 · seed 003:21 · PCI DSS 4.2, 6.5.1, 11.3 and 12.10 · 45 CFR § 164.312(e) · SOC 2 CC7 and CC8
    id: "security/unmet-demand",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for demand in model.unmet_demands() {
        let message = format!("{} demands {}, and nothing here says so", demand.regime.value, demand.what);
        report.find(demand.regime.span, message).fix(Fix::suggested(demand.title, demand.edits));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_plan_for_tests_and_for_watching_is_asked_for_what_they_lack() {
        expect(
            &RULE,
            "requirements: { compliance: [iso27001] }
#                            ^^^^^^^^ iso27001 demands that somebody is told of incidents, and nothing here says so
#                            ^^^^^^^^ iso27001 demands that somebody looks for weaknesses, and nothing here says so
validation: { unit: true }
observability: { logs: json }
",
        );
    }
}

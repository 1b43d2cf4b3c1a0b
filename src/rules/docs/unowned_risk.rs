use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::plan::Grade;
use crate::yaml::quote;

rule! {
    /// A grave risk has a plan and nobody who watches it.
    ///
    /// ## Why
    /// What everybody watches nobody watches. The plan is written in March, the warning comes in October, and each of
    /// five people thinks that another has seen it.
    ///
    /// ## Example
    /// ```yaml bad
    /// owner: payments team
    /// stage: production
    /// risks:
    ///   - { risk: Stripe goes down on Black Friday, impact: high, mitigation: A second provider is under contract. }
    /// #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nobody watches this risk
    /// ```
    /// ```yaml fixed
    /// owner: payments team
    /// stage: production
    /// risks:
    ///   - { risk: Stripe goes down on Black Friday, impact: high, mitigation: A second provider is under contract., owner: payments team }
    /// ```
    /// ```yaml good
    /// stage: production
    /// risks:
    ///   - { risk: Stripe goes down, impact: high, mitigation: A second provider is under contract., owner: payments team }
    /// ```
    ///
    /// ## Not a problem when
    /// The risk is small, or nothing is done about it at all; that has a finding of its own.
    ///
    /// ## See
    /// seed 000:29 · seed 002:47
    id: "docs/unowned-risk",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for risk in model.system().risks.items() {
        let grave = risk.impact.as_ref().is_some_and(|it| it.value == Grade::High);
        let planned = risk.mitigation.is_some() && risk.owner.is_none();
        if let Some(text) = risk.risk.as_ref().filter(|_| grave && planned) {
            let finding = report.find(model.line(text.span), "nobody watches this risk");
            if let Some(owner) = &model.system().owner {
                let edits = model.spec.set(risk, "owner", &quote(&owner.value));
                finding.fix(Fix::suggested(format!("Give it to {}", owner.value), edits));
            }
        }
    }
}

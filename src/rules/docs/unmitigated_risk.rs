use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::plan::Grade;

rule! {
    /// A grave risk is known and nothing is done about it.
    ///
    /// ## Why
    /// Writing a risk down feels like dealing with it. When it happens there is a document that shows that everybody
    /// knew.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// risks:
    ///   - { risk: the payment provider is down, impact: high }
    /// #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing is done about a risk of high impact
    /// ```
    /// ```yaml good
    /// stage: production
    /// risks:
    ///   - { risk: the payment provider is down, impact: high, mitigation: capture later }
    ///   - { risk: the logo changes, impact: low }
    /// ```
    ///
    /// ## Not a problem when
    /// Its impact is not high, or it is unlikely (`likelihood: low`). Accepting a risk is a mitigation too: say so and
    /// who did.
    ///
    /// ## See
    /// seed 000:29 · seed 002:47
    id: "docs/unmitigated-risk",
    severity: Warning,
    stage: Production,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for risk in model.system().risks.items() {
        let grave = risk.impact.as_ref().is_some_and(|it| it.value == Grade::High);
        let unlikely = risk.likelihood.as_ref().is_some_and(|it| it.value == Grade::Low);
        if let Some(text) = risk.risk.as_ref().filter(|_| grave && !unlikely && risk.mitigation.is_none()) {
            report.find(model.line(text.span), "nothing is done about a risk of high impact");
        }
    }
}

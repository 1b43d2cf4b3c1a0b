use crate::lint::Report;
use crate::model::Decision;
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::plan::DecisionStatus;

rule! {
    /// A decision is explained, but says nothing of what follows from it.
    ///
    /// ## Why
    /// Each choice makes something harder. Where that is not written down, those who meet it take it for a mistake, and
    /// undo the choice or work around it.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// decisions:
    ///   - { id: ADR-1, title: Orders are stored as events, status: accepted, context: The auditors want to see each change. }
    /// #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ what follows from it, good and bad?
    /// ```
    /// ```yaml good
    /// stage: production
    /// decisions:
    ///   - id: ADR-1
    ///     title: Orders are stored as events
    ///     status: accepted
    ///     context: The auditors want to see each change.
    ///     consequences: [Reports need a projection of their own.]
    /// ```
    ///
    /// ## Not a problem when
    /// The decision is not in force, or has no explanation at all; that has a finding of its own.
    ///
    /// ## See
    /// seed 002:36 · seed 002:43
    id: "docs/decision-without-consequences",
    severity: Info,
    stage: Production,
    visit: Decision(check),
}

fn check(decision: Decision<'_>, report: &mut Report<'_>) {
    let it = &decision.at.value;
    let accepted = it.status.as_ref().is_some_and(|status| status.value == DecisionStatus::Accepted);
    let explained = it.context.is_some() || it.decision.is_some();
    if let Some(title) = it.title.as_ref().filter(|_| accepted && explained && it.consequences.items().is_empty()) {
        report.find(title.span, "what follows from it, good and bad?");
    }
}

use crate::lint::Report;
use crate::model::Decision;
use crate::rule::{Fix, rule};
use crate::spec::plan::DecisionStatus;

rule! {
    /// A decision that another has replaced still counts as in force.
    ///
    /// ## Why
    /// Two records say opposite things and both are accepted. People follow the one that they find first.
    ///
    /// ## Example
    /// ```yaml bad
    /// decisions:
    ///   - { id: ADR-1, title: One shared database, status: accepted }
    /// #                                                    ^^^^^^^^ `ADR-1` is superseded by `ADR-2`, but still `accepted`
    ///   - { id: ADR-2, title: One database for each service, status: accepted, supersedes: ADR-1 }
    /// ```
    /// ```yaml fixed
    /// decisions:
    ///   - { id: ADR-1, title: One shared database, status: superseded }
    ///   - { id: ADR-2, title: One database for each service, status: accepted, supersedes: ADR-1 }
    /// ```
    /// ```yaml good
    /// decisions:
    ///   - { id: ADR-1, title: One shared database, status: accepted }
    ///   - { id: ADR-2, title: One database for each service, status: proposed, supersedes: ADR-1 }
    /// ```
    ///
    /// ## Not a problem when
    /// The newer decision is only proposed, or was rejected.
    ///
    /// ## See
    /// seed 002:43
    id: "docs/superseded-but-accepted",
    severity: Error,
    stage: Draft,
    visit: Decision(check),
    fix: Safe,
}

fn check(decision: Decision<'_>, report: &mut Report<'_>) {
    let (Some(name), Some(id)) = (&decision.at.value.supersedes, &decision.at.value.id) else { return };
    let in_force = decision.at.value.status.as_ref().is_some_and(|it| it.value == DecisionStatus::Accepted);
    let Some(old) = decision.model.decision(&name.value.0).filter(|_| in_force) else { return };
    let Some(status) = old.at.value.status.as_ref().filter(|it| it.value == DecisionStatus::Accepted) else { return };
    let edits = vec![crate::text::Edit::replace(status.span, DecisionStatus::Superseded.word())];
    report
        .find(status.span, format!("`{}` is superseded by `{}`, but still `accepted`", name.value.0, id.value.0))
        .related(name.span, "superseded here")
        .fix(Fix::safe("Mark it as superseded", edits));
}

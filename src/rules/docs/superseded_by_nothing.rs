use crate::lint::Report;
use crate::model::Decision;
use crate::rule::{Fix, rule};
use crate::spec::plan::DecisionStatus;
use crate::yaml::quote;

rule! {
    /// A decision is marked as replaced, and no other says that it replaces it.
    ///
    /// ## Why
    /// Readers learn that this no longer holds, and not what does. They follow the old one, since it is the only one
    /// that they find.
    ///
    /// ## Example
    /// ```yaml bad
    /// decisions:
    ///   - { id: ADR-1, title: One shared database, status: superseded }
    /// #                                                    ^^^^^^^^^^ no decision says that it replaces `ADR-1`
    ///   - { id: ADR-2, title: Orders are taken before they are paid, status: accepted }
    /// ```
    /// ```yaml fixed
    /// decisions:
    ///   - { id: ADR-1, title: One shared database, status: deprecated }
    ///   - { id: ADR-2, title: Orders are taken before they are paid, status: accepted }
    /// ```
    /// ```yaml good
    /// decisions:
    ///   - { id: ADR-1, title: One shared database, status: superseded }
    ///   - { id: ADR-2, title: One database for each service, status: accepted, supersedes: ADR-1 }
    /// ```
    ///
    /// ## Not a problem when
    /// The decision has no number by which another could name it. One that was given up without another is
    /// `deprecated`.
    ///
    /// ## See
    /// seed 002:43
    id: "docs/superseded-by-nothing",
    severity: Warning,
    stage: Review,
    visit: Decision(check),
    fix: Suggested,
}

fn check(decision: Decision<'_>, report: &mut Report<'_>) {
    let it = &decision.at.value;
    let (Some(id), Some(status)) = (&it.id, &it.status) else { return };
    let names_it =
        |other: Decision<'_>| other.at.value.supersedes.as_ref().is_some_and(|name| name.value.0 == id.value.0);
    if status.value == DecisionStatus::Superseded && !decision.model.decisions().any(names_it) {
        let after = decision.model.decisions().skip_while(|it| !std::ptr::eq(it.at, decision.at)).skip(1);
        let open = |it: &Decision<'_>| {
            let accepted = it.at.value.status.as_ref().is_some_and(|it| it.value == DecisionStatus::Accepted);
            accepted && it.at.value.supersedes.is_none()
        };
        let finding = report.find(status.span, format!("no decision says that it replaces `{}`", id.value.0));
        finding.fix(Fix::suggested("It was given up without another", decision.set("status", "deprecated")));
        for heir in after.filter(open).take(3) {
            if let Some(name) = &heir.at.value.id {
                let edits = heir.set("supersedes", &quote(&id.value.0));
                finding.fix(Fix::suggested(format!("`{}` replaces it", name.value.0), edits));
            }
        }
    }
}

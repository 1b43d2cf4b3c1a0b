use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// Most decisions say where they stand, and some do not.
    ///
    /// ## Why
    /// Readers cannot tell whether it is in force or was only thought of. Half of them follow it.
    ///
    /// ## Example
    /// ```yaml bad
    /// decisions:
    ///   - { id: ADR-1, title: One database for each service, status: accepted }
    ///   - { id: ADR-2, title: Events go over Kafka }
    /// #                       ^^^^^^^^^^^^^^^^^^^^ is this in force?
    /// ```
    /// ```yaml fixed
    /// decisions:
    ///   - { id: ADR-1, title: One database for each service, status: accepted }
    ///   - { id: ADR-2, title: Events go over Kafka, status: accepted }
    /// ```
    /// ```yaml good
    /// decisions:
    ///   - { id: ADR-1, title: One database for each service, status: accepted }
    ///   - { id: ADR-2, title: Events go over Kafka, status: proposed }
    /// ```
    ///
    /// ## Not a problem when
    /// No decision states its status: then all of them are meant.
    ///
    /// ## See
    /// seed 002:43
    id: "docs/unstated-status",
    severity: Info,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let (stated, open): (Vec<_>, Vec<_>) = model.decisions().partition(|it| it.at.value.status.is_some());
    let mut titles = open.iter().filter_map(|it| it.at.value.title.as_ref()).filter(|_| stated.len() >= open.len());
    let Some(first) = titles.next() else { return };
    let finding = report.find(first.span, "is this in force?");
    for other in titles {
        finding.related(other.span, "and this?");
    }
    for status in ["accepted", "proposed"] {
        let edits = open.iter().flat_map(|it| it.set("status", status)).collect();
        finding.fix(Fix::suggested(format!("Mark it as {status}"), edits));
    }
}

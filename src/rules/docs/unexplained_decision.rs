use crate::lint::Report;
use crate::model::Decision;
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::plan::DecisionStatus;

rule! {
    /// An accepted decision does not say why it was taken.
    ///
    /// ## Why
    /// In two years somebody wants to change it and cannot tell whether the reason still holds. So it stays for ever, or
    /// is undone and the old trouble comes back.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// decisions:
    ///   - { id: ADR-1, title: Kafka between services, status: accepted }
    /// #                       ^^^^^^^^^^^^^^^^^^^^^^ nothing says why this was decided
    /// ```
    /// ```yaml good
    /// stage: production
    /// decisions:
    ///   - id: ADR-1
    ///     title: Kafka between services
    ///     status: accepted
    ///     context: Five teams read the same orders, each at its own pace.
    /// ```
    ///
    /// ## Not a problem when
    /// The record has a `context`, a `decision` in words, `alternatives` or `consequences`: any of them explains it. A
    /// decision that is only proposed may still be open.
    ///
    /// ## See
    /// seed 002:36 · seed 002:43
    id: "docs/unexplained-decision",
    severity: Warning,
    stage: Production,
    visit: Decision(check),
}

fn check(decision: Decision<'_>, report: &mut Report<'_>) {
    let it = &decision.at.value;
    let explained = it.context.is_some()
        || it.decision.is_some()
        || !it.alternatives.items().is_empty()
        || !it.consequences.items().is_empty();
    let accepted = it.status.as_ref().is_some_and(|status| status.value == DecisionStatus::Accepted);
    if let Some(title) = it.title.as_ref().filter(|_| accepted && !explained) {
        report.find(title.span, "nothing says why this was decided");
    }
}

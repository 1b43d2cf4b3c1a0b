use crate::lint::Report;
use crate::model::Decision;
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::plan::DecisionStatus;

rule! {
    /// A decision is explained, but names nothing else that was thought of.
    ///
    /// ## Why
    /// The next person has the same idea that was turned down, and nobody remembers why it was.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// decisions:
    ///   - id: ADR-1
    ///     title: Kafka between services
    /// #          ^^^^^^^^^^^^^^^^^^^^^^ no alternative is named
    ///     status: accepted
    ///     context: Five teams read the same orders, each at its own pace.
    /// ```
    /// ```yaml good
    /// stage: production
    /// decisions:
    ///   - id: ADR-1
    ///     title: Kafka between services
    ///     status: accepted
    ///     context: Five teams read the same orders, each at its own pace.
    ///     alternatives: [RabbitMQ, polling]
    /// ```
    ///
    /// ## Not a problem when
    /// There was no choice, say by law: keep the finding with that reason.
    ///
    /// ## See
    /// seed 002:36 · seed 002:43
    id: "docs/decision-without-alternatives",
    severity: Info,
    stage: Production,
    visit: Decision(check),
}

fn check(decision: Decision<'_>, report: &mut Report<'_>) {
    let it = &decision.at.value;
    let accepted = it.status.as_ref().is_some_and(|status| status.value == DecisionStatus::Accepted);
    let explained = it.context.is_some() || it.decision.is_some();
    if let Some(title) = it.title.as_ref().filter(|_| accepted && explained && it.alternatives.items().is_empty()) {
        report.find(title.span, "no alternative is named");
    }
}

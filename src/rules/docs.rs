//! Decisions, risks, and the sections that readers expect.

crate::rule::group! {
    decision_without_alternatives
    missing_section
    superseded_but_accepted
    unexplained_decision
    unmitigated_risk
}

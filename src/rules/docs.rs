//! Decisions, risks, and the sections that readers expect.

crate::rule::group! {
    contradicted_decision
    decision_without_alternatives
    decision_without_consequences
    missing_risks
    missing_section
    missing_tests
    superseded_but_accepted
    superseded_by_nothing
    undecided_technology
    unexplained_decision
    unmitigated_risk
    unowned_risk
    unstated_status
}

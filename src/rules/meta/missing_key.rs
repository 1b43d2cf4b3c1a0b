use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// An element lacks a key without which it says nothing.
    ///
    /// ## Why
    /// A service without a name cannot be called, drawn or referred to. It is left out of every check, so nothing that
    /// is wrong with it comes to light.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - kind: worker
    /// #   ^^^^^^^^^^^^ a service needs the key `name`
    ///     team: billing
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: invoices
    ///     kind: worker
    /// defaults:
    ///   service: { instances: 2 }
    /// ```
    ///
    /// ## Not a problem when
    /// The element is a policy under `defaults`, which names nothing.
    ///
    /// ## See
    /// seed 003:52-62
    id: "meta/missing-key",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::MissingKey, problem, report);
}

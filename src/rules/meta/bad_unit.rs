use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// A measure has no unit, or one that it cannot have.
    ///
    /// ## Why
    /// One reader takes `timeout: 30` for seconds, the next for milliseconds. The one who is wrong builds a system that
    /// gives up on every request, or on none.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timeout: 30
    /// #                ^^ `30` has no unit, a duration looks like `2s`
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timeout: 30s
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timeout: 1m 30s
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// The value is a count, which has no unit: `instances: 3`.
    ///
    /// ## See
    /// seed 001:186 · seed 001:222-224 · Google AIP-142
    id: "meta/bad-unit",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::BadUnit, problem, report);
}

use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// Two elements of one kind have the same name.
    ///
    /// ## Why
    /// A reference can mean only one of them. Calls, tables and promises of the other one are counted for the first,
    /// or for nobody.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     team: checkout
    ///   - name: Orders
    /// #         ^^^^^^ another service is called `orders` already
    ///     team: billing
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     team: checkout
    ///   - name: Orders-2
    ///     team: billing
    /// ```
    /// ```yaml good
    /// services:
    ///   - orders
    /// data_model:
    ///   - orders
    /// ```
    ///
    /// ## Not a problem when
    /// The two are of different kinds: a service, its table and its topic may share a name.
    ///
    /// ## See
    /// seed 000:66
    id: "meta/duplicate-name",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::DuplicateName, problem, report);
}

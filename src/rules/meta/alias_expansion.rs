use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// Aliases hold themselves, or stand for more values than anybody wrote.
    ///
    /// ## Why
    /// Ten lines of aliases of aliases can mean a billion values. A spec comes by mail or by link, and a tool that
    /// expands whatever it is given runs out of memory over it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - &orders
    ///     name: orders
    ///     x-copy: *orders
    /// #           ^^^^^^^ this alias holds itself
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, retry: &twice { attempts: 2, backoff: exponential, jitter: true } }
    ///       - { to: shipping, retry: *twice }
    ///   - payments
    ///   - shipping
    /// ```
    ///
    /// ## Not a problem when
    /// Aliases save repetition. The limit is 50,000 values in all, far more than any design needs.
    ///
    /// ## See
    /// seed 003:64 · CWE-776
    id: "meta/alias-expansion",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::AliasExpansion, problem, report);
}

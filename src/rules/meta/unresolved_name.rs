use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// A name refers to something that the spec does not have.
    ///
    /// ## Why
    /// A call to a service that is called otherwise is a call to nothing: no timeout, no cycle and no shared failure is
    /// found along it, and the diagram shows two systems where there is one.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - paymnets
    /// #       ^^^^^^^^ nothing is called `paymnets`, did you mean `payments`?
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - payments
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     subscribes: [payment.captured]
    /// ```
    ///
    /// ## Not a problem when
    /// No element of that kind is declared yet: where the spec has no `events`, an event may be named before it is
    /// described.
    ///
    /// ## See
    /// seed 003:34-37 · seed 000:79-83
    id: "meta/unresolved-name",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::UnresolvedName, problem, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn what_a_syntax_error_hides_may_be_what_is_named() {
        silent(
            &RULE,
            "services:\n  - { name: orders, calls: [payments, mails] }\n  - { name: payments, stack: [go }\n  - mails\n",
        );
        expect(
            &RULE,
            "services:
  - { name: orders, calls: [paymnets, mails] }
#                           ^^^^^^^^ nothing is called `paymnets`, did you mean `payments`?
  - { name: payments, stack: [go] }
  - mails
stores: [a: b: c]
",
        );
    }
}

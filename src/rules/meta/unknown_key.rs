use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// A key is not part of the language at this place.
    ///
    /// ## Why
    /// What stands under an unknown key is not read. A mistyped `timeout` looks like a timeout and is none.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timout: 2s
    /// #       ^^^^^^ a call has no key `timout`, did you mean `timeout`?
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timeout: 2s
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     x-cost-centre: 4711
    /// ```
    ///
    /// ## Not a problem when
    /// The key is yours: one that begins with `x-` is kept and never checked.
    ///
    /// ## See
    /// seed 003:52-62
    id: "meta/unknown-key",
    severity: Warning,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::UnknownKey, problem, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_key_that_is_there_already_is_not_offered_again() {
        expect(
            &RULE,
            "services: [orders]
service: { team: checkout }
#^^^^^^ a spec has no key `service`
",
        );
    }
}

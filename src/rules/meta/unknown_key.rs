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

    #[test]
    fn what_others_call_a_key_is_understood() {
        expect(
            &RULE,
            "services:
  - name: orders
    depends_on: [payments]
#   ^^^^^^^^^^ a service has no key `depends_on`, did you mean `calls`?
  - name: invoices
    calls: [{ to: payments, procedure: Payments.Charge }]
#                           ^^^^^^^^^ a call has no key `procedure`, did you mean `rpc`?
  - payments
security:
  authentication: [{ name: jwt, kind: jwt, access_token: { lifetime: 15m } }]
#                                                          ^^^^^^^^ a token has no key `lifetime`, did you mean `ttl`?
  encryption: { disks: true }
#               ^^^^^ encryption has no key `disks`, it takes `in_transit`, `at_rest` or `keys`
",
        );
    }
}

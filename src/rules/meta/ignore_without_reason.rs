use crate::lint::Report;
use crate::model::Waiver;
use crate::rule::{Fix, rule};
use crate::rules;

rule! {
    /// A finding is ignored and nobody says why.
    ///
    /// ## Why
    /// A year later no one can tell whether the reason still holds, so the finding stays ignored for ever. One sentence
    /// is what a reviewer needs to agree or to object.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///     ignore: [resilience/missing-timeout]
    /// #            ^^^^^^^^^^^^^^^^^^^^^^^^^^ no reason is given why `resilience/missing-timeout` is ignored
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///     ignore:
    ///       resilience/missing-timeout: the mesh cuts off every request after one second
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// The whole team does without a rule: switch it off once, under `rules`.
    ///
    /// ## See
    /// seed 003:48
    id: "meta/ignore-without-reason",
    severity: Error,
    stage: Draft,
    visit: Waiver(check),
    fix: Suggested,
}

fn check(waiver: Waiver<'_>, report: &mut Report<'_>) {
    if waiver.waiver.reason.is_none() && rules::find(&waiver.waiver.rule).is_some() {
        report
            .find(waiver.waiver.span, format!("no reason is given why `{}` is ignored", waiver.waiver.rule))
            .fix(Fix::suggested("Take it out", waiver.waiver.removal.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn an_empty_reason_is_none() {
        expect(
            &RULE,
            "services:\n  # architrave-ignore api/verb-in-path:\n#                     ^^^^^^^^^^^^^^^^ no reason is given why `api/verb-in-path` is ignored\n  - name: orders\n    ignore: { meta/unknown-key: '' }\n#             ^^^^^^^^^^^^^^^^ no reason is given why `meta/unknown-key` is ignored\n",
        );
    }
}

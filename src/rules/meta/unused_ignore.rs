use crate::lint::Report;
use crate::model::Waiver;
use crate::rule::{Fix, rule};

rule! {
    /// An `ignore` hides nothing.
    ///
    /// ## Why
    /// What it was written for is mended. Left in place it waits for the next defect of that kind and hides that one.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     # architrave-ignore resilience/missing-timeout: the mesh cuts off every request
    /// #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ `resilience/missing-timeout` finds nothing here to ignore
    ///     calls: [{ to: payments, timeout: 1s }]
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, timeout: 1s }]
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     # architrave-ignore resilience/missing-timeout: the mesh cuts off every request
    ///     calls: [payments]
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// The rule did not look: it is switched off, or belongs to a later stage of the design.
    ///
    /// ## See
    /// seed 001:10
    id: "meta/unused-ignore",
    severity: Warning,
    stage: Draft,
    visit: Waiver(check),
    fix: Safe,
}

fn check(waiver: Waiver<'_>, report: &mut Report<'_>) {
    if waiver.hits > 0 || !waiver.looked {
        return;
    }
    let message = format!("`{}` finds nothing here to ignore", waiver.waiver.rule);
    report.find(waiver.waiver.span, message).fix(Fix::safe("Remove it", waiver.waiver.removal.clone()));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn a_rule_that_did_not_look_hides_what_it_would_find() {
        let off = "rules: { resilience/missing-timeout: off }\n";
        let draft = "stage: draft\n";
        for config in [off, draft] {
            silent(
                &RULE,
                &format!("{config}services:\n  - name: orders\n    ignore: {{ resilience/missing-timeout: mesh }}\n"),
            );
        }
    }
}

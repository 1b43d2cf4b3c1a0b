use crate::lint::Report;
use crate::model::Waiver;
use crate::rule::{Fix, rule};

rule! {
    /// A finding is ignored until a date that has passed.
    ///
    /// ## Why
    /// The date was a promise to look again. Past it, a risk that was taken for a month is taken for good.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///     ignore:
    ///       - rule: resilience/missing-timeout
    /// #             ^^^^^^^^^^^^^^^^^^^^^^^^^^ `resilience/missing-timeout` was to be ignored until 2027-01-30
    ///         reason: the new client comes in January
    ///         until: 2027-01-30
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
    ///       - rule: resilience/missing-timeout
    ///         reason: the new client comes in January
    ///         until: 2027-01-31
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// The day itself has come: it is the last one that counts.
    ///
    /// ## See
    /// seed 000:49
    id: "meta/expired-ignore",
    severity: Warning,
    stage: Draft,
    visit: Waiver(check),
    fix: Suggested,
}

fn check(waiver: Waiver<'_>, report: &mut Report<'_>) {
    let (Some(until), Some(today)) = (&waiver.waiver.until, waiver.model.today) else { return };
    // Dates of the form 2027-01-31 are in the order of their texts.
    if until.as_str() < today {
        report
            .find(waiver.waiver.span, format!("`{}` was to be ignored until {until}", waiver.waiver.rule))
            .fix(Fix::suggested("Take it out", waiver.waiver.removal.clone()));
    }
}

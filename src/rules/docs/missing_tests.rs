use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::is_on;

rule! {
    /// The plan for checking the system has no tests of its parts, alone or together.
    ///
    /// ## Why
    /// Tests of whole journeys are slow and say only that something is wrong. Without smaller ones each failure is a
    /// day of searching, and soon the journeys are run once a week.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// validation: { e2e: sign up to first order, load: { tool: k6 } }
    /// #^^^^^^^^^ neither single parts nor parts together are tested
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// validation: { e2e: sign up to first order, load: { tool: k6 }, unit: true, integration: true }
    /// ```
    /// ```yaml good
    /// stage: production
    /// validation: { unit: true, integration: testcontainers, e2e: sign up to first order }
    /// ```
    ///
    /// ## Not a problem when
    /// The kinds of tests are listed in words, or the spec has no plan for tests at all.
    ///
    /// ## See
    /// seed 003:46 · seed 003:61
    id: "docs/missing-tests",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(validation) = &model.system().validation else { return };
    if validation.kinds.items().is_empty() && !is_on(&validation.unit) && !is_on(&validation.integration) {
        let edits = model.spec.set_all(validation, &[("unit", "true"), ("integration", "true")]);
        report
            .find(validation.key, "neither single parts nor parts together are tested")
            .fix(Fix::suggested("Test both", edits));
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::operations::Rollout;
use crate::text::Edit;

rule! {
    /// A canary release does not go back by itself.
    ///
    /// ## Why
    /// A canary is there to fail for a few instead of for all. When nobody looks at it in that hour, it goes on to all.
    ///
    /// ## Example
    /// ```yaml bad
    /// deployment: { rollout: { strategy: canary, automatic_rollback: false } }
    /// #                                                              ^^^^^ a bad canary stays until somebody notices
    /// ```
    /// ```yaml fixed
    /// deployment: { rollout: { strategy: canary, automatic_rollback: true } }
    /// ```
    /// ```yaml good
    /// deployment: { rollout: { strategy: canary, automatic_rollback: true } }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is said of it, or the strategy is another.
    ///
    /// ## See
    /// seed 000:29 · Google SRE Workbook, Canarying Releases
    id: "deploy/unwatched-canary",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let rollout = model.system().deployment.as_ref().and_then(|it| it.rollout.as_ref());
    let Some(rollout) = rollout.filter(|it| it.strategy.as_ref().is_some_and(|it| it.value == Rollout::Canary)) else {
        return;
    };
    if let Some(stays) = rollout.automatic_rollback.as_ref().filter(|it| !it.value) {
        report
            .find(stays.span, "a bad canary stays until somebody notices")
            .fix(Fix::suggested("Let it go back by itself", vec![Edit::replace(stays.span, "true")]));
    }
}

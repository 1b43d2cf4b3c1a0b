use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::operations::{MigrationStrategy, Rollout};

rule! {
    /// Old and new versions run side by side, but the schema changes only while nothing runs.
    ///
    /// ## Why
    /// A rollout without downtime needs a schema that both versions understand. If changing it needs downtime, either
    /// the rollout stops for it, or the old version fails on tables that have changed below it.
    ///
    /// ## Example
    /// ```yaml bad
    /// deployment: { rollout: canary }
    /// migrations: { tool: flyway, strategy: downtime }
    /// #                                     ^^^^^^^^ a `canary` rollout keeps the old version running while the schema changes
    /// ```
    /// ```yaml fixed
    /// deployment: { rollout: canary }
    /// migrations: { tool: flyway, strategy: expand-contract }
    /// ```
    /// ```yaml good
    /// deployment: { rollout: recreate }
    /// migrations: { tool: flyway, strategy: downtime }
    /// ```
    ///
    /// ## Not a problem when
    /// Each schema change can live with both versions: add first, move the data, remove last.
    ///
    /// ## See
    /// seed 000:29 · seed 002:42 · seed 003:40 · squawk renaming-column
    id: "deploy/schema-change-needs-downtime",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let rollout = model.system().deployment.as_ref().and_then(|it| it.rollout.as_ref());
    let strategy = rollout.and_then(|it| it.strategy.as_ref()).filter(|it| it.value != Rollout::Recreate);
    let change = model.system().migrations.as_ref().and_then(|it| it.strategy.as_ref());
    let change = change.filter(|it| it.value == MigrationStrategy::Downtime);
    let (Some(strategy), Some(change)) = (strategy, change) else { return };
    let edits = vec![crate::text::Edit::replace(change.span, MigrationStrategy::ExpandContract.word())];
    let message = format!("a `{}` rollout keeps the old version running while the schema changes", strategy.value);
    report
        .find(change.span, message)
        .related(strategy.span, "the rollout")
        .fix(Fix::suggested("Change schemas by expanding and contracting", edits));
}

use crate::lint::Report;
use crate::model::Model;
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::operations::RecoveryStrategy;
use crate::text::Edit;

rule! {
    /// The plan for a lost region counts on a copy that serves, and everything serves in one region.
    ///
    /// ## Why
    /// The copy goes with the original. Several zones outlive a fire, not what takes a whole region away, and that is
    /// the case that the plan is for.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// deployment:
    ///   environments: [{ name: production, regions: [eu-west-1], zones: 3 }]
    ///   disaster_recovery: { strategy: active-active, rto: 5m }
    /// #                                ^^^^^^^^^^^^^ nothing serves outside of eu-west-1
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// deployment:
    ///   environments: [{ name: production, regions: [eu-west-1], zones: 3 }]
    ///   disaster_recovery: { strategy: warm-standby, rto: 5m }
    /// ```
    /// ```yaml good
    /// stage: production
    /// deployment:
    ///   environments: [{ name: production, regions: [eu-west-1, eu-central-1], zones: 3 }]
    ///   disaster_recovery: { strategy: active-active, rto: 5m }
    /// ```
    ///
    /// ## Not a problem when
    /// Another environment stands in a second region, an environment does not say where it is, or the copy only waits: where
    /// a standby waits is often not written down.
    ///
    /// ## See
    /// seed 002:10 · seed 002:46
    id: "resilience/active-active-in-one-region",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let plan = model.system().deployment.as_ref().and_then(|it| it.disaster_recovery.as_ref());
    let Some(strategy) = plan.and_then(|it| it.strategy.as_ref()) else { return };
    let serving: Vec<_> =
        model.environments().filter(|it| !it.is_rehearsal()).map(|it| it.at.value.regions.items()).collect();
    if strategy.value != RecoveryStrategy::ActiveActive || serving.iter().any(|regions| regions.is_empty()) {
        return;
    }
    let all = order::set(serving.into_iter().flatten().map(|it| it.value.as_str()));
    if let (Some(only), 1) = (all.first(), all.len()) {
        let edits = vec![Edit::replace(strategy.span, RecoveryStrategy::WarmStandby.word())];
        report
            .find(strategy.span, format!("nothing serves outside of {}", super::brief(only)))
            .fix(Fix::suggested("Let the copy wait elsewhere", edits));
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A design for production does not say how it is built and tested on the way there.
    ///
    /// ## Why
    /// What is released by hand is released differently each time, by the one person who knows how, and never on the
    /// day on which that person is away.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// deployment: { platform: kubernetes, rollout: rolling }
    /// #                       ^^^^^^^^^^ what builds and tests a version before it gets here?
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// deployment: { platform: kubernetes, rollout: rolling, ci_cd: [lint, test, build, scan, deploy] }
    /// ```
    /// ```yaml good
    /// stage: production
    /// deployment: { platform: kubernetes, rollout: rolling, ci_cd: [lint, test, build, deploy] }
    /// ```
    ///
    /// ## Not a problem when
    /// Steps are listed under `deployment.ci_cd`, or `validation.ci` says when tests run.
    ///
    /// ## See
    /// seed 002:46 · seed 003:46
    id: "deploy/missing-pipeline",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(deployment) = model.system().deployment.as_ref().filter(|it| it.ci_cd.is_none()) else { return };
    let tested = model.system().validation.as_ref().is_some_and(|it| !it.ci.items().is_empty());
    if let Some(platform) = deployment.platform.as_ref().filter(|_| !tested) {
        let edits = model.spec.set(deployment, "ci_cd", "[lint, test, build, scan, deploy]");
        report
            .find(platform.span, "what builds and tests a version before it gets here?")
            .fix(Fix::suggested("Lint, test, build and scan before each deployment", edits));
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// It is said where the system runs, and not how a new version gets there.
    ///
    /// ## Why
    /// The first release finds out: whether users see errors meanwhile, whether old and new run side by side, and how
    /// to get back.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// deployment: { platform: kubernetes, environments: [production] }
    /// #                       ^^^^^^^^^^ how does a new version replace the old one here?
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// deployment: { platform: kubernetes, environments: [production], rollout: rolling }
    /// ```
    /// ```yaml good
    /// stage: production
    /// deployment: { platform: kubernetes, environments: [production], rollout: rolling }
    /// ```
    ///
    /// ## Not a problem when
    /// The platform is one of functions, which replaces versions by itself.
    ///
    /// ## See
    /// seed 000:29 · seed 002:46
    id: "deploy/missing-rollout",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(deployment) = model.system().deployment.as_ref().filter(|it| it.rollout.is_none()) else { return };
    if let Some(platform) = deployment.platform.as_ref().filter(|_| !model.is_serverless()) {
        report
            .find(platform.span, "how does a new version replace the old one here?")
            .fix(Fix::suggested("Replace a few instances at a time", model.spec.set(deployment, "rollout", "rolling")));
    }
}

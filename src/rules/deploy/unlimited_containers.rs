use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Containers run without a limit on memory and processor time.
    ///
    /// ## Why
    /// One leak takes the memory of the whole machine, and the system ends whatever it finds first: the neighbour that
    /// was healthy.
    ///
    /// ## Example
    /// ```yaml bad
    /// deployment: { platform: kubernetes, containers: { limits: false } }
    /// #                                                         ^^^^^ one container can take the whole machine
    /// ```
    /// ```yaml fixed
    /// deployment: { platform: kubernetes, containers: { limits: true } }
    /// ```
    /// ```yaml good
    /// deployment: { platform: kubernetes, containers: { limits: true } }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is said of it.
    ///
    /// ## See
    /// seed 002:46 · Kubernetes, Resource Management for Pods and Containers
    id: "deploy/unlimited-containers",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let containers = model.system().deployment.as_ref().and_then(|it| it.containers.as_ref());
    if let Some(limits) = containers.and_then(|it| it.limits.as_ref()).filter(|it| !it.value) {
        report
            .find(limits.span, "one container can take the whole machine")
            .fix(Fix::suggested("Set limits", vec![Edit::replace(limits.span, "true")]));
    }
}

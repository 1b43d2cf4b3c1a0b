use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Containers run as root.
    ///
    /// ## Why
    /// Whoever breaks into the process is root inside, and one mistake in the kernel or a mounted folder makes it root
    /// on the machine and in every container there.
    ///
    /// ## Example
    /// ```yaml bad
    /// deployment: { platform: kubernetes, containers: { non_root: false } }
    /// #                                                           ^^^^^ whoever breaks into a container is root there
    /// ```
    /// ```yaml fixed
    /// deployment: { platform: kubernetes, containers: { non_root: true } }
    /// ```
    /// ```yaml good
    /// deployment: { platform: kubernetes, containers: { non_root: true } }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is said of it.
    ///
    /// ## See
    /// seed 002:50 · Kubernetes, Pod Security Standards · CIS Docker Benchmark 4.1
    id: "deploy/root-containers",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let containers = model.system().deployment.as_ref().and_then(|it| it.containers.as_ref());
    if let Some(root) = containers.and_then(|it| it.non_root.as_ref()).filter(|it| !it.value) {
        report
            .find(root.span, "whoever breaks into a container is root there")
            .fix(Fix::suggested("Run them without root", vec![Edit::replace(root.span, "true")]));
    }
}

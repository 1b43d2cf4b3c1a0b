use crate::lint::Report;
use crate::model::{Model, words};
use crate::rule::rule;

rule! {
    /// The design is meant for production, and none of its environments is that.
    ///
    /// ## Why
    /// Zones, regions and sizes are written down for where it is tested. Where people use it, each of them is chosen on
    /// the day of the release.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// deployment: { environments: [{ name: staging, zones: 1 }, { name: test, zones: 1 }] }
    /// #             ^^^^^^^^^^^^ none of these is where people use it
    /// ```
    /// ```yaml good
    /// stage: production
    /// deployment: { environments: [{ name: staging, zones: 1 }, { name: production, zones: 3 }] }
    /// ```
    ///
    /// ## Not a problem when
    /// One is called production, prod or live, or after a region or a customer, as anything but a stage of tests.
    ///
    /// ## See
    /// seed 002:46
    id: "deploy/missing-production",
    severity: Warning,
    stage: Production,
    visit: System(check),
}

/// Names of environments in which nobody works with the system.
const REHEARSALS: [&str; 11] =
    ["staging", "stage", "test", "testing", "dev", "development", "qa", "ci", "sandbox", "preview", "integration"];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(list) = model.system().deployment.as_ref().and_then(|it| it.environments.as_ref()) else { return };
    let mut names = model.environments().filter_map(|it| it.at.value.name.as_ref()).peekable();
    let any = names.peek().is_some();
    if any && names.all(|name| words(&name.value.0).iter().any(|word| REHEARSALS.contains(&word.as_str()))) {
        report.find(list.key, "none of these is where people use it");
    }
}

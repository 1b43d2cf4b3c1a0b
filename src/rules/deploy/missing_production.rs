use crate::lint::Report;
use crate::model::{Environment, Model};
use crate::rule::{Fix, rule};

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
    /// ```yaml fixed
    /// stage: production
    /// deployment: { environments: [{ name: staging, zones: 1 }, { name: test, zones: 1 }, { name: production, zones: 3 }] }
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
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(list) = model.system().deployment.as_ref().and_then(|it| it.environments.as_ref()) else { return };
    if model.environments().next().is_some() && model.environments().all(Environment::is_rehearsal) {
        let most = model.environments().filter_map(|it| Some(it.at.value.zones.as_ref()?.value)).max();
        let zones = most.map(|most| format!("zones: {}", most.max(3)));
        let regions = model.environments().find_map(|it| it.at.value.regions.as_ref().map(|it| it.span));
        let regions = regions.map(|span| format!("regions: {}", span.of(model.spec.text())));
        let more: Vec<String> = regions.into_iter().filter(|it| !it.contains('\n')).chain(zones).collect();
        let production = match more.as_slice() {
            [] => "production".to_owned(),
            more => format!("{{ name: production, {} }}", more.join(", ")),
        };
        report
            .find(list.key, "none of these is where people use it")
            .fix(Fix::suggested("Add `production`", model.spec.tree.push(list.node, &production)));
    }
}

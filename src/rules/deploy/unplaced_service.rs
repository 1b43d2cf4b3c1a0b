use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;
use crate::spec::{At, Items};

rule! {
    /// A service runs in none of the environments, although each of them lists what runs there.
    ///
    /// ## Why
    /// Somebody has planned where everything runs, and this one was forgotten. It has no machine, no budget, no
    /// network rule, and nobody learns of that before the day of the release.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - orders
    ///   - billing
    /// #   ^^^^^^^ `billing` runs in no environment
    /// deployment:
    ///   environments:
    ///     - { name: production, services: [orders] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - orders
    ///   - billing
    /// deployment:
    ///   environments:
    ///     - { name: production, services: [orders, billing] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - orders
    ///   - billing
    ///   - { name: shop, kind: frontend }
    /// deployment:
    ///   environments:
    ///     - { name: batch, services: [billing] }
    ///     - { name: production, services: [orders] }
    /// ```
    ///
    /// ## Not a problem when
    /// An environment lists no services: then all of them run there. What runs at people's hands (`kind: frontend`) or
    /// is to be replaced (`kind: legacy`) needs no place.
    ///
    /// ## See
    /// seed 002:46 · Structurizr model.element.noview
    id: "deploy/unplaced-service",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let elsewhere = matches!(service.kind(), ServiceKind::Frontend | ServiceKind::Legacy);
    if elsewhere || service.is_placed() {
        return;
    }
    let lists = || service.model.environments().filter(|it| !it.at.value.services.items().is_empty());
    let Some(first) = lists().next().and_then(|it| Some(it.at.value.services.items().first()?.span)) else { return };
    let finding = report.find(service.name_span(), format!("`{}` runs in no environment", service.name()));
    finding.related(first, "this environment lists what runs there");
    for environment in lists().find(|it| it.is_production()).into_iter().chain(lists()).take(1) {
        let list = environment.at.value.services.as_ref();
        let push = |list: &At<_>| service.model.spec.tree.push(list.node, &crate::yaml::quote(service.name()));
        finding.fix(Fix::suggested(format!("Run it in `{}`", environment.name()), list.map(push).unwrap_or_default()));
    }
}

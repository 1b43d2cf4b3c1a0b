use crate::lint::Report;
use crate::model::Service;
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::service::ServiceKind;

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
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let elsewhere = matches!(service.kind(), ServiceKind::Frontend | ServiceKind::Legacy);
    let mut lists = service.model.environments().map(|it| it.at.value.services.items()).filter(|it| !it.is_empty());
    if elsewhere || service.is_placed() {
        return;
    }
    if let Some(first) = lists.next().and_then(|list| Some(list.first()?.span)) {
        report
            .find(service.name_span(), format!("`{}` runs in no environment", service.name()))
            .related(first, "this environment lists what runs there");
    }
}

use crate::lint::Report;
use crate::model::{Call, Phase, Service};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::ServiceKind;

rule! {
    /// A service is in no phase of the roadmap.
    ///
    /// ## Why
    /// What no phase delivers, nobody builds. It turns up at the end, when the others already wait for it.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services:
    ///   - orders
    ///   - billing
    /// #   ^^^^^^^ no phase delivers `billing`
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services:
    ///   - orders
    ///   - billing
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders, billing] }
    /// ```
    /// ```yaml good
    /// stage: production
    /// contexts: [money]
    /// services:
    ///   - orders
    ///   - { name: billing, context: money }
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders, money] }
    /// ```
    ///
    /// ## Not a problem when
    /// The service exists already: say `kind: legacy`, or keep the finding with that reason. Nothing is reported where
    /// no phase delivers any service by name.
    ///
    /// ## See
    /// seed 002:37 · seed 002:47
    id: "roadmap/unscheduled-service",
    severity: Warning,
    stage: Production,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let model = service.model;
    let mut delivered = model.phases().flat_map(|phase| phase.at.value.delivers.items());
    let by_service = delivered.any(|it| model.service(&it.value.0).is_some());
    if by_service && service.kind() != ServiceKind::Legacy && model.service_delivery(service).is_none() {
        let finding = report.find(service.name_span(), format!("no phase delivers `{}`", service.name()));
        // With the first that cannot work without it, else when all that it may need is there.
        let needed = |phase: &Phase<'_>| {
            let callers = service.callers().filter(|call| call.is_hard()).map(Call::caller);
            callers.filter_map(|it| model.service_delivery(it)).any(|first| first.is(*phase))
        };
        let delivers = |phase: &Phase<'_>| !phase.at.value.delivers.items().is_empty();
        if let Some(phase) = model.phases().find(needed).or_else(|| model.phases().filter(delivers).last()) {
            finding.fix(Fix::suggested(format!("Deliver it in `{}`", phase.name()), phase.adds(service.name())));
        }
    }
}

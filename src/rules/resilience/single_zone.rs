use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// All instances of a service stand in one zone, and more is promised than a zone can keep.
    ///
    /// ## Why
    /// A zone is one building's power, cooling and network. When it is gone, three instances in it are gone together.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { availability: 99.95% } }
    /// services:
    ///   - { name: orders, instances: 3, zones: 1, api: [POST /v1/orders] }
    /// #                                        ^ `orders` stands in one zone, and 99.95% are promised
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { availability: 99.95% } }
    /// services:
    ///   - { name: orders, instances: 3, zones: 3, api: [POST /v1/orders] }
    /// ```
    /// ```yaml good
    /// requirements: { quality: { availability: 99.95% } }
    /// services:
    ///   - { name: orders, instances: 3, zones: 3, api: [POST /v1/orders] }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing that is promised needs the service, or the whole environment stands in one zone, which is reported
    /// there.
    ///
    /// ## See
    /// seed 002:51 · seed 001:9
    id: "resilience/single-zone",
    severity: Warning,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

/// What one zone cannot be expected to keep.
const BEYOND_A_ZONE: f64 = 0.999;

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(zones) = service.at.value.zones.as_ref().filter(|zones| zones.value == 1) else { return };
    let whole = service.model.environments().any(|it| it.at.value.zones.as_ref().is_some_and(|it| it.value == 1));
    let Some(promised) = service.promised().filter(|it| it.value.0 >= BEYOND_A_ZONE && !whole) else { return };
    // One instance stands in one zone by nature; that has a finding of its own.
    if service.min_instances() == Some(1) {
        return;
    }
    let own = service.at.span.contains(zones.span);
    let finding = report.find(
        if own { zones.span } else { service.name_span() },
        format!("`{}` stands in one zone, and {} are promised", service.name(), promised.value),
    );
    finding
        .related(promised.span, "promised here")
        .step(promised.value.allowance())
        .fix(Fix::suggested("Spread it over 3 zones", service.set("zones", "3")));
}

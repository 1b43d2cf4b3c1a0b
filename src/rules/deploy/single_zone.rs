use crate::lint::Report;
use crate::model::Environment;
use crate::rule::{Fix, rule};
use crate::value::Percentage;

rule! {
    /// Production stands in one zone, and more is promised than a zone can keep.
    ///
    /// ## Why
    /// A zone is one building's power, cooling and network. Providers lose one for hours every year or two, and with it
    /// everything that runs there: three instances in one zone are gone together.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { availability: 99.95% } }
    /// deployment:
    ///   environments:
    ///     - { name: production, zones: 1 }
    /// #                                ^ `production` stands in one zone, and 99.95% is promised
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { availability: 99.95% } }
    /// deployment:
    ///   environments:
    ///     - { name: production, zones: 3 }
    /// ```
    /// ```yaml good
    /// requirements: { quality: { availability: 99.95% } }
    /// deployment:
    ///   environments:
    ///     - { name: staging, zones: 1 }
    ///     - { name: production, zones: 1, regions: [eu-west-1, eu-central-1] }
    /// ```
    ///
    /// ## Not a problem when
    /// It is a rehearsal (`staging`, `test`), it runs in several regions, the promise is below 99.9 %, or nothing is said
    /// of zones.
    ///
    /// ## See
    /// seed 002:51 · seed 001:9 · AWS Well-Architected, REL10
    id: "deploy/single-zone",
    severity: Warning,
    stage: Draft,
    visit: Environment(check),
    fix: Suggested,
}

/// What one zone cannot be expected to keep.
const BEYOND_A_ZONE: Percentage = Percentage(0.999);

fn check(environment: Environment<'_>, report: &mut Report<'_>) {
    let Some(zones) = environment.at.value.zones.as_ref().filter(|zones| zones.value == 1) else { return };
    let name = environment.name();
    let regions = environment.at.value.regions.as_ref().map_or(0, |regions| regions.value.0.len());
    let requirements = environment.model.system().requirements.as_ref();
    let quality = requirements.and_then(|requirements| requirements.quality.as_ref());
    let Some(promise) = quality.and_then(|quality| quality.availability.as_ref()) else { return };
    if !environment.is_production() || regions > 1 || promise.value < BEYOND_A_ZONE {
        return;
    }
    let message = format!("`{name}` stands in one zone, and {} is promised", promise.value);
    report
        .find(zones.span, message)
        .related(promise.span, "promised here")
        .fix(Fix::suggested("Spread it over 3 zones", environment.set("zones", "3")));
}

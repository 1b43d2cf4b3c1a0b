use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// Availability or speed is required, and no objective follows it.
    ///
    /// ## Why
    /// A requirement is checked once, before the release. Only an objective with a window and a budget says each week
    /// whether it still holds, and when features must wait for repairs.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// requirements: { quality: { availability: 99.9% } }
    /// #                                        ^^^^^ no objective follows what is required
    /// observability: { metrics: prometheus }
    /// ```
    /// ```yaml good
    /// stage: production
    /// requirements: { quality: { availability: 99.9% } }
    /// observability:
    ///   metrics: prometheus
    ///   slos: [{ name: shop up, sli: availability, target: 99.9%, window: 30d }]
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is required, or nothing is said of how the system is watched; that is missed elsewhere.
    ///
    /// ## See
    /// seed 002:46 · seed 002:10
    id: "observability/missing-objective",
    severity: Warning,
    stage: Production,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(observability) = &model.system().observability else { return };
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(quality) = quality.filter(|_| observability.slos.items().is_empty()) else { return };
    let required = quality.availability.as_ref().map(|it| it.span).or(quality.latency.as_ref().map(|it| it.span));
    if let Some(span) = required {
        report.find(span, "no objective follows what is required");
    }
}

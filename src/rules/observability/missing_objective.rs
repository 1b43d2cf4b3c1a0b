use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
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
    /// ```yaml fixed
    /// stage: production
    /// requirements: { quality: { availability: 99.9% } }
    /// observability: { metrics: prometheus, slos: [{ name: available, sli: availability, target: 99.9%, window: 30d, alert: burn rate }] }
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
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(observability) = &model.system().observability else { return };
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(quality) = quality.filter(|_| observability.slos.items().is_empty()) else { return };
    let required = quality.availability.as_ref().map(|it| it.span).or(quality.latency.as_ref().map(|it| it.span));
    if let Some(span) = required {
        let available = quality.availability.as_ref().map(|it| format!("sli: availability, target: {}", it.value));
        let fast = quality.latency.as_ref().and_then(|it| it.p99.as_ref());
        let fast = fast.map(|it| format!("sli: latency, threshold: {}, target: 99%", it.value));
        let objective = |(name, what): (&str, Option<String>)| {
            Some(format!("{{ name: {name}, {}, window: 30d, alert: burn rate }}", what?))
        };
        let list: Vec<String> = [("available", available), ("fast", fast)].into_iter().filter_map(objective).collect();
        let edits = model.spec.set(observability, "slos", &format!("[{}]", list.join(", ")));
        let edits = if list.is_empty() { Vec::new() } else { edits };
        report
            .find(span, "no objective follows what is required")
            .fix(Fix::suggested("Hold it to what is required", edits));
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::system::Latency;
use crate::spec::{At, Items};
use crate::value::{Duration, Percentage};

rule! {
    /// An objective about speed does not say what counts as fast.
    ///
    /// ## Why
    /// "99 % of requests are fast" cannot be measured and cannot be missed. Whoever builds the alert picks a number, and
    /// it becomes the promise.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { latency: { p99: 300ms } } }
    /// observability:
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: checkout, sli: latency, target: 99% }
    /// #                            ^^^^^^^ 99% of requests within what time?
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { latency: { p99: 300ms } } }
    /// observability:
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: checkout, sli: latency, target: 99%, threshold: 300ms }
    /// ```
    /// ```yaml good
    /// observability:
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: checkout, sli: latency, threshold: 300ms, target: 99% }
    /// ```
    ///
    /// ## Not a problem when
    /// The objective has a `threshold`, or its name says the time in words.
    ///
    /// ## See
    /// seed 002:10 · Google, The Site Reliability Workbook, chapter 2
    id: "observability/latency-objective-without-threshold",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// The time of the share that the objective is about.
fn at(latency: &At<Latency>, share: Percentage) -> Option<&At<Duration>> {
    let is = |percentile: f64| (share.0 - percentile).abs() < 1e-9;
    match &latency.value {
        Latency { p50, .. } if is(0.5) => p50.as_ref(),
        Latency { p95, .. } if is(0.95) => p95.as_ref(),
        Latency { p99, .. } if is(0.99) => p99.as_ref(),
        _ => None,
    }
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let required = quality.and_then(|it| it.latency.as_ref());
    let objectives = model.system().observability.as_ref().map(|it| it.slos.items()).unwrap_or_default();
    for objective in objectives.iter().filter(|it| it.threshold.is_none()) {
        let named = objective.name.as_ref().is_some_and(|name| name.value.chars().any(|c| c.is_ascii_digit()));
        let Some(sli) = objective.sli.as_ref().filter(|sli| sli.value == "latency" && !named) else { continue };
        let Some(target) = &objective.target else { continue };
        let service = objective.service.as_ref().and_then(|name| model.service(&name.value.0));
        let own = service.and_then(|it| it.at.value.latency.as_ref()).and_then(|it| at(it, target.value));
        let finding = report.find(sli.span, format!("{} of requests within what time?", target.value));
        if let Some(time) = own.or_else(|| at(required?, target.value)) {
            let edits = model.spec.set(objective, "threshold", &time.value.to_string());
            finding.related(time.span, "said here").fix(Fix::suggested(format!("Within {}", time.value), edits));
        }
    }
}

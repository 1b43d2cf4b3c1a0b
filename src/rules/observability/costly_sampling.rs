use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Percentage;

rule! {
    /// Every request is traced, and there are more than a thousand of them in a second.
    ///
    /// ## Why
    /// A trace of ten spans is written for each: ten thousand records a second, which cost more than the system that
    /// they watch. One in a hundred shows the same, as long as failures are always kept.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// requirements: { quality: { load: { peak: 3000/s } } }
    /// observability: { traces: { system: opentelemetry, sampling: 100% } }
    /// #                                                           ^^^^ 3000 traces a second at peak
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// requirements: { quality: { load: { peak: 3000/s } } }
    /// observability: { traces: { system: opentelemetry, sampling: 20% } }
    /// ```
    /// ```yaml good
    /// stage: production
    /// requirements: { quality: { load: { peak: 3000/s } } }
    /// observability: { traces: { system: opentelemetry, sampling: 5% } }
    /// ```
    ///
    /// ## Not a problem when
    /// The load is not stated, or is small.
    ///
    /// ## See
    /// seed 003:44
    id: "observability/costly-sampling",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

/// So many traces a second an ordinary installation takes.
const MANY: f64 = 1_000.0;
/// Shares that people choose.
const SHARES: [f64; 7] = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let traces = model.system().observability.as_ref().and_then(|it| it.traces.as_ref());
    let sampling = traces.and_then(|it| it.value.details()?.sampling.as_ref());
    let peak = model.required_peak().filter(|peak| peak.by.is_none());
    let (Some(sampling), Some(peak)) = (sampling, peak) else { return };
    let kept = peak.per_second() * sampling.value.0;
    if sampling.value.0 > 1.0 - 1e-9 && kept > MANY {
        let less = SHARES.iter().copied().find(|share| peak.per_second() * share <= MANY).unwrap_or(0.001);
        let edits = vec![Edit::replace(sampling.span, Percentage(less).to_string())];
        report
            .find(sampling.span, format!("{kept:.0} traces a second at peak"))
            .related(peak.span, "the peak")
            .step(format!("{} × {} = {kept:.0}/s > {MANY}/s", peak.value, sampling.value))
            .fix(Fix::suggested(format!("Keep {}", Percentage(less)), edits));
    }
}

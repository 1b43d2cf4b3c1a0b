use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// The load rises to a multiple of its average, and the number of instances stays the same.
    ///
    /// ## Why
    /// Sized for the peak, most of them idle all day and all night. Sized for less, the peak is what breaks. An extra
    /// hour of high load, which nobody has planned, finds no one to add instances.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { load: { average: 200/s, peak: 1600/s } } }
    /// services:
    ///   - { name: shop, instances: 16, api: [GET /v1/products] }
    /// #                            ^^ always 16 instances for a load between 200/s and 1600/s
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { load: { average: 200/s, peak: 1600/s } } }
    /// services:
    ///   - { name: shop, instances: { min: 2, max: 16 }, api: [GET /v1/products] }
    /// ```
    /// ```yaml good
    /// requirements: { quality: { load: { average: 200/s, peak: 500/s } } }
    /// services:
    ///   - { name: shop, instances: 5, api: [GET /v1/products] }
    /// ```
    ///
    /// ## Not a problem when
    /// The peak is less than three times the average, up to three instances run, or something scales the whole system.
    ///
    /// ## See
    /// seed 002:32 · seed 002:45
    id: "scale/fixed-instances",
    severity: Info,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

/// Less is what a day brings anyway.
const TIMES: f64 = 3.0;
/// One in each of three zones.
const FEW: u64 = 3;

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let system = service.model.system();
    let load = system.requirements.as_ref().and_then(|it| it.quality.as_ref()).and_then(|it| it.load.as_ref());
    let Some((average, peak)) = load.and_then(|it| Some((it.average.as_ref()?, it.peak.as_ref()?))) else { return };
    let scaled = system.scalability.as_ref().and_then(|it| it.autoscaling.as_ref()).is_some_and(|it| it.value.is_on());
    let Some(count) = service.instances().and_then(|it| it.value.count.as_ref()).filter(|it| it.value > FEW) else {
        return;
    };
    let entry = service.model.only_entry().is_some_and(|it| it.is(service));
    let times = peak.per_second() / average.per_second();
    // Beside a fixed number, bounds say that something moves it.
    let moves = service.instances().is_some_and(|it| it.value.min.is_some() || it.value.max.is_some());
    let plain = average.by.is_none() && peak.by.is_none() && service.at.span.contains(count.span);
    if scaled || moves || !entry || !plain || !times.is_finite() || times < TIMES {
        return;
    }
    let least = ((count.value as f64 / times).ceil() as u64).max(2);
    let message = format!("always {} instances for a load between {} and {}", count.value, average.value, peak.value);
    let edits = service.set("instances", &format!("{{ min: {least}, max: {} }}", count.value));
    report
        .find(count.span, message)
        .related(average.span, "the average")
        .related(peak.span, "the peak")
        .step(format!("{} ÷ {} = {times:.1}", peak.value, average.value))
        .step(format!("{} ÷ {times:.1} = {least} instances on average", count.value))
        .fix(Fix::suggested(format!("Run {least} to {}", count.value), edits));
}

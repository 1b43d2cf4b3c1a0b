use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// The capacity plan or the load test stays below the peak that is required.
    ///
    /// ## Why
    /// The test passes, the plan is met, and the first busy evening brings more than anybody has ever tried.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { load: { peak: 1500/s } }
    /// scalability: { capacity: { peak: 1000/s } }
    /// #                                ^^^^^^ planned for 1000/s, required are 1500/s
    /// validation: { load: { tool: k6, target: 500/s } }
    /// #                                       ^^^^^ tested with 500/s, required are 1500/s
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { load: { peak: 1500/s } }
    /// scalability: { capacity: { peak: 1500/s } }
    /// validation: { load: { tool: k6, target: 1500/s } }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { load: { peak: 1500/s } }
    /// scalability: { capacity: { peak: 2000/s } }
    /// validation: { load: k6 }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the numbers is not stated, or is counted for each user and not in all.
    ///
    /// ## See
    /// seed 002:45 · seed 003:46
    id: "scale/plan-below-peak",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(required) = model.required_peak().filter(|rate| rate.by.is_none()) else { return };
    let system = model.system();
    let planned = system.scalability.as_ref().and_then(|it| it.capacity.as_ref()).and_then(|it| it.peak.as_ref());
    let load = system.validation.as_ref().and_then(|it| it.load.as_ref()).and_then(|it| it.value.details());
    let tested = load.and_then(|load| load.target.as_ref());
    for (does, rate) in [("planned for", planned), ("tested with", tested)] {
        let Some(rate) = rate.filter(|rate| rate.by.is_none()) else { continue };
        if rate.per_second() < required.per_second() {
            let edits = vec![crate::text::Edit::replace(rate.span, required.value.to_string())];
            report
                .find(rate.span, format!("{does} {}, required are {}", rate.value, required.value))
                .related(required.span, "required here")
                .step(format!("{} < {}", rate.value, required.value))
                .fix(Fix::suggested(format!("Take {}", required.value), edits));
        }
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// The disaster plan takes longer, or loses more, than is required.
    ///
    /// ## Why
    /// Two numbers in one document contradict each other. On the day of the disaster it turns out which of them was the
    /// wish.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { rto: 30m, rpo: 5m }
    /// deployment:
    ///   disaster_recovery: { strategy: backup-restore, rto: 4h, rpo: 1h }
    /// #                                                     ^^ recovery takes 4h, required is 30m
    /// #                                                              ^^ recovery loses 1h, required is 5m
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { rto: 30m, rpo: 5m }
    /// deployment:
    ///   disaster_recovery: { strategy: backup-restore, rto: 30m, rpo: 5m }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { rto: 30m, rpo: 5m }
    /// deployment:
    ///   disaster_recovery: { strategy: warm-standby, rto: 20m, rpo: 5m }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is not stated.
    ///
    /// ## See
    /// seed 002:10 · seed 002:46
    id: "resilience/recovery-beyond-target",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let plan = model.system().deployment.as_ref().and_then(|it| it.disaster_recovery.as_ref());
    let (Some(quality), Some(plan)) = (quality, plan) else { return };
    for (does, planned, required) in [("takes", &plan.rto, &quality.rto), ("loses", &plan.rpo, &quality.rpo)] {
        if let (Some(planned), Some(required)) = (planned, required)
            && planned.value > required.value
        {
            let edits = vec![Edit::replace(planned.span, required.value.to_string())];
            report
                .find(planned.span, format!("recovery {does} {}, required is {}", planned.value, required.value))
                .related(required.span, "required here")
                .step(format!("{} planned > {} required", planned.value, required.value))
                .fix(Fix::suggested(format!("Plan for {}", required.value), edits));
        }
    }
}

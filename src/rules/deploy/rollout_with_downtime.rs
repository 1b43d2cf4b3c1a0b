use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::operations::Rollout;

rule! {
    /// Every rollout stops the system, although next to no downtime is promised.
    ///
    /// ## Why
    /// `recreate` ends the old version before the new one starts. Three nines are 43 minutes a month: a few releases
    /// use them up, and a release that does not start is an outage until somebody goes back.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// deployment:
    ///   rollout: recreate
    /// #          ^^^^^^^^ each rollout stops the system, 99.9% is promised
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// deployment:
    ///   rollout: rolling
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { availability: 99% }
    /// deployment:
    ///   rollout: recreate
    /// ```
    ///
    /// ## Not a problem when
    /// The promise leaves room for maintenance (below 99.9%).
    ///
    /// ## See
    /// seed 002:10 · seed 002:46 · kube-linter no-rolling-update-strategy
    id: "deploy/rollout-with-downtime",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let promised = quality.and_then(|it| it.availability.as_ref()).filter(|it| it.value.0 >= 0.999);
    let rollout = model.system().deployment.as_ref().and_then(|it| it.rollout.as_ref());
    let strategy = rollout.and_then(|it| it.strategy.as_ref()).filter(|it| it.value == Rollout::Recreate);
    let (Some(promised), Some(strategy)) = (promised, strategy) else { return };
    let edits = vec![crate::text::Edit::replace(strategy.span, Rollout::Rolling.word())];
    report
        .find(strategy.span, format!("each rollout stops the system, {} is promised", promised.value))
        .related(promised.span, "promised here")
        .fix(Fix::suggested("Replace a few instances at a time", edits));
}

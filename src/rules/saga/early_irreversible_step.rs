use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};
use crate::spec::flow::Step;

rule! {
    /// A step that cannot be taken back comes before one that may fail.
    ///
    /// ## Why
    /// What is repeated until it works needs no way back, as long as nothing can fail after it. Before that point it does:
    /// the parcel is on its way, then the card is declined, and the saga can only take back the rest.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders, shipping, payments]
    /// flows:
    ///   - name: place an order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: shipping, does: POST /parcels, retriable: true }
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this step has no way back, and a later one may fail
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml fixed
    /// services: [orders, shipping, payments]
    /// flows:
    ///   - name: place an order
    ///     saga: orchestration
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - { from: orders, to: shipping, does: POST /parcels, retriable: true }
    /// ```
    /// ```yaml good
    /// services: [orders, shipping, payments]
    /// flows:
    ///   - name: place an order
    ///     saga: orchestration
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - { from: orders, to: shipping, does: POST /parcels, retriable: true }
    /// ```
    ///
    /// ## Not a problem when
    /// The step can be taken back (`compensate`), changes nothing (`read_only: true`), or the saga goes on when the later one
    /// fails (`on_failure: logged`). Steps that nobody repeats are reported by `saga/missing-compensation`.
    ///
    /// ## See
    /// seed 000:73 · Garcia-Molina and Salem, Sagas: the pivot
    id: "saga/early-irreversible-step",
    severity: Warning,
    stage: Draft,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    if !flow.is_saga() {
        return;
    }
    for (index, step) in flow.steps().iter().enumerate() {
        let final_one =
            flow.is_work(step) && step.is_retriable() && step.changes_something() && step.compensate.is_none();
        let mut later = flow.steps().get(index + 1..).unwrap_or_default().iter();
        let Some(failing) = later.clone().filter(|_| final_one).find(|later| may_fail(flow, later)) else { continue };
        let finding = report.find(flow.model.line(step.span), "this step has no way back, and a later one may fail");
        finding.related(flow.model.line(failing.span), "this one may fail");
        let last = later.rposition(|later| may_fail(flow, later)).unwrap_or_default();
        if step.parallel.is_none() {
            let edits = flow.put_behind(index, index + 1 + last);
            finding.fix(Fix::suggested("Put it behind the steps that may fail", edits));
        }
    }
}

/// Whether the saga stops and goes back where a step fails.
fn may_fail(flow: Flow<'_>, step: &Step) -> bool {
    const GOES_ON: [&str; 6] = ["ignore", "log", "skip", "continue", "go on", "nothing"];
    let harmless = step.on_failure.as_ref().is_some_and(|it| {
        let said = it.value.to_lowercase();
        GOES_ON.iter().any(|word| said.starts_with(word))
    });
    flow.is_work(step) && !step.is_retriable() && !harmless && step.does.is_some()
}

use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::flow::Step;
use crate::value::Duration;

rule! {
    /// A step of a saga may wait for ever.
    ///
    /// ## Why
    /// A saga that waits for an answer that never comes neither finishes nor takes anything back. Its half-done work
    /// keeps stock reserved and money blocked, and no alarm goes off because nothing has failed.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, timeout: 2s }]
    ///   - payments
    ///   - stock
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - orders -> stock: POST /reservations
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing says how long this step may take
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, timeout: 2s }]
    ///   - payments
    ///   - stock
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: stock, does: POST /reservations, timeout: 2s }
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, timeout: 2s }]
    ///   - payments
    ///   - stock
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: stock, does: POST /reservations, timeout: 10s }
    ///       - orders -> payments: POST /payments
    /// ```
    ///
    /// ## Not a problem when
    /// The service lists the call, which then has or misses its own timeout, or the step is an event.
    ///
    /// ## See
    /// seed 000:73 · seed 003:50
    id: "saga/missing-step-timeout",
    severity: Warning,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    if !flow.is_orchestrated() {
        return;
    }
    for step in flow.at.value.steps.items().iter().filter(|step| step.timeout.is_none() && flow.is_work(step)) {
        if flow.call_of(step).is_none() {
            let longest = usual(flow).unwrap_or(Duration::seconds(5));
            report.find(flow.model.line(step.span), "nothing says how long this step may take").fix(Fix::suggested(
                format!("Wait {longest} at most"),
                flow.set_step(step, "timeout", &longest.to_string()),
            ));
        }
    }
}

/// The longest that another step of the flow may take, by itself or as the call that it is.
fn usual(flow: Flow<'_>) -> Option<Duration> {
    let steps = flow.steps().iter();
    let stated = |step: &crate::spec::At<Step>| {
        let own = step.timeout.as_ref().map(|it| it.value);
        own.or_else(|| flow.call_of(step)?.timeout().map(|it| it.value))
    };
    steps.filter_map(stated).max()
}

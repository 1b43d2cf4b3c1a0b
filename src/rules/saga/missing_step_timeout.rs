use crate::lint::Report;
use crate::model::Flow;
use crate::rule::rule;
use crate::spec::Items;

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
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    if !flow.is_orchestrated() {
        return;
    }
    for step in flow.at.value.steps.items().iter().filter(|step| step.timeout.is_none() && flow.is_work(step)) {
        if flow.call_of(step).is_none() {
            report.find(flow.model.line(step.span), "nothing says how long this step may take");
        }
    }
}

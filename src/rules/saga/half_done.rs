use crate::lint::Report;
use crate::model::{Endpoint, Flow};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::flow::Step;

rule! {
    /// A flow changes two systems, and nothing takes the first change back when the second fails.
    ///
    /// ## Why
    /// No transaction spans both. The card is charged and the parcel cannot be booked: the caller gets an error, tries again,
    /// and is charged again.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, api: [POST /orders] }
    ///   - { name: payments, api: [POST /payments] }
    ///   - { name: stock, api: [POST /reservations] }
    /// flows:
    ///   - name: place an order
    ///     trigger: POST /orders
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - orders -> stock: POST /reservations
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ when this fails, what `payments` did before stays done
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, api: [POST /orders] }
    ///   - { name: payments, api: [POST /payments] }
    ///   - { name: stock, api: [POST /reservations] }
    /// flows:
    ///   - name: place an order
    ///     trigger: POST /orders
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - orders -> stock: POST /reservations
    ///     saga: orchestration
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, api: [{ method: POST, path: /orders, idempotency: key }] }
    ///   - { name: payments, api: [POST /payments] }
    ///   - { name: stock, api: [POST /reservations] }
    /// flows:
    ///   - name: place an order
    ///     trigger: POST /orders
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - orders -> stock: POST /reservations
    /// ```
    ///
    /// ## Not a problem when
    /// The flow is a saga, or says that it need not be (`saga: false`); the request can be repeated until all is done
    /// (`idempotency`); a step is repeated until it works (`retriable`), says how it is taken back (`compensate`) or what
    /// happens where it fails (`on_failure`). Only steps that name an endpoint are looked at.
    ///
    /// ## See
    /// seed 000:73 · seed 001:6
    id: "saga/half-done",
    severity: Warning,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    let Some(entry) = flow.at.value.entry().filter(|_| flow.at.value.saga.is_none()) else { return };
    let later = |it: Endpoint<'_>| it.at.value.r#async.as_ref().is_some_and(|it| it.is_on());
    if flow.model.endpoints_meant_by(&entry).next().is_none_or(|it| it.is_idempotent() || later(it)) {
        return;
    }
    let changes: Vec<&At<Step>> = flow.steps().iter().filter(|step| is_change(flow, step)).collect();
    for (index, second) in changes.iter().enumerate() {
        let before = changes.get(..index).unwrap_or_default();
        let same_caller = |it: &&&At<Step>| name(&it.from) == name(&second.from) && it.to.is_some();
        let first = before.iter().filter(same_caller).find(|it| party(it) != party(second) && it.compensate.is_none());
        let Some(first) = first.filter(|_| second.on_failure.is_none()) else { continue };
        let message =
            format!("when this fails, what `{}` did before stays done", super::brief(party(first).unwrap_or("?")));
        let fix = Fix::suggested("Make it a saga", flow.set("saga", "orchestration"));
        report.find(flow.model.line(second.span), message).related(flow.model.line(first.span), "done before").fix(fix);
        return;
    }
}

/// Whether a step changes something in another system and is not repeated until it has.
fn is_change(flow: Flow<'_>, step: &Step) -> bool {
    flow.is_work(step) && step.endpoint().is_some() && step.changes_something() && !step.is_retriable()
}

fn party(step: &Step) -> Option<&str> {
    name(&step.to)
}

fn name<const KINDS: crate::spec::Kinds>(value: &Option<At<crate::spec::Ref<KINDS>>>) -> Option<&str> {
    value.as_ref().map(|it| it.value.0.as_str())
}

use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::EndpointRef;

rule! {
    /// What takes a step back cannot safely be repeated.
    ///
    /// ## Why
    /// A compensation must not fail for good, so it is retried until it works. One that does not recognise a
    /// repetition refunds the customer twice, on the day on which things go wrong anyway.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - orders
    ///   - name: payments
    ///     api: [POST /payments, 'POST /payments/{id}/refunds']
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: payments, does: POST /payments, compensate: 'POST /payments/{id}/refunds' }
    /// #                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `POST /payments/{id}/refunds` takes a step back, but twice is not the same as once
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - orders
    ///   - name: payments
    ///     api: [POST /payments, { method: POST, path: "/payments/{id}/refunds", idempotency: key }]
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: payments, does: POST /payments, compensate: 'POST /payments/{id}/refunds' }
    /// ```
    /// ```yaml good
    /// services:
    ///   - orders
    ///   - name: stock
    ///     api: [POST /reservations, 'DELETE /reservations/{id}']
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: stock, does: POST /reservations, compensate: 'DELETE /reservations/{id}' }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint recognises a repetition (`idempotency: key` or `natural`), or its method does (`PUT`, `DELETE`).
    /// Compensations in words are not judged.
    ///
    /// ## See
    /// seed 000:73 · seed 003:66
    id: "saga/unsafe-compensation",
    severity: Warning,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    for step in flow.at.value.steps.items().iter().filter(|_| flow.is_saga()) {
        let Some((compensate, reference)) = step.compensate.as_ref().and_then(|it| Some((it, EndpointRef::parse(it)?)))
        else {
            continue;
        };
        let callee = step.to.as_ref().and_then(|to| flow.model.service(&to.value.0));
        let Some(endpoint) = callee.and_then(|it| it.endpoints().find(|it| it.is_meant_by(&reference))) else {
            continue;
        };
        if !endpoint.is_idempotent() {
            let message = format!("`{}` takes a step back, but twice is not the same as once", endpoint.label());
            let fix = Fix::suggested("Recognise repetitions by a key", endpoint.set("idempotency", "key"));
            report.find(compensate.span, message).related(endpoint.heading(), "no key here").fix(fix);
        }
    }
}

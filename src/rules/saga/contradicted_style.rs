use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};
use crate::spec::flow::{Saga, Step};
use crate::spec::{At, shape};
use crate::text::Edit;

rule! {
    /// A saga's steps are of another style than it says.
    ///
    /// ## Why
    /// With an orchestration, one service knows how far the saga is and takes it back; with a choreography, each listens for
    /// the others' failures. Where the steps do neither, each team relies on the other's half.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders, payments, stock, shipping]
    /// flows:
    ///   - name: place an order
    ///     saga: orchestration
    /// #         ^^^^^^^^^^^^^ no service directs these steps: each is asked by another one
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - payments -> stock: POST /reservations
    ///       - stock -> shipping: POST /parcels
    ///   - name: cancel an order
    ///     saga: choreography
    /// #         ^^^^^^^^^^^^ no step waits for an event, one service asks the others
    ///     steps:
    ///       - orders -> stock: 'DELETE /reservations/{id}'
    ///       - orders -> payments: POST /refunds
    /// ```
    /// ```yaml fixed
    /// services: [orders, payments, stock, shipping]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders -> payments: POST /payments
    ///       - payments -> stock: POST /reservations
    ///       - stock -> shipping: POST /parcels
    ///   - name: cancel an order
    ///     saga: orchestration
    ///     steps:
    ///       - orders -> stock: 'DELETE /reservations/{id}'
    ///       - orders -> payments: POST /refunds
    /// ```
    /// ```yaml good
    /// services: [orders, payments, stock]
    /// events: [order.placed, stock.reserved]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    ///       - stock => stock.reserved
    ///       - stock.reserved => payments
    ///   - name: cancel an order
    ///     saga: orchestration
    ///     steps:
    ///       - orders -> stock: 'DELETE /reservations/{id}'
    ///       - orders -> payments: POST /refunds
    /// ```
    ///
    /// ## Not a problem when
    /// The style is left open (`saga: true`), or there are too few steps to tell.
    ///
    /// ## See
    /// seed 000:73
    id: "saga/contradicted-style",
    severity: Warning,
    stage: Draft,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    let Some(saga) = &flow.at.value.saga else { return };
    let work = flow.steps().iter().filter(|step| flow.is_work(step)).count();
    let by_event = |step: &Step| step.on.is_some() || step.publishes.is_some();
    match saga.value {
        Saga::Orchestration if work >= 3 && busiest(flow) < 2 => {
            report
                .find(saga.span, "no service directs these steps: each is asked by another one")
                .fix(style(saga, Saga::Choreography));
        }
        Saga::Choreography if work >= 2 && busiest(flow) >= 2 && !flow.steps().iter().any(|it| by_event(it)) => {
            report
                .find(saga.span, "no step waits for an event, one service asks the others")
                .fix(style(saga, Saga::Orchestration));
        }
        _ => {}
    }
}

fn style(saga: &At<Saga>, other: Saga) -> Fix {
    Fix::suggested(format!("Call it {}", shape::article(other.word())), vec![Edit::replace(saga.span, other.word())])
}

/// How many steps the one begins that begins most.
fn busiest(flow: Flow<'_>) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for step in flow.steps().iter().filter(|step| flow.is_work(step) || step.publishes.is_some()) {
        if let Some(from) = &step.from {
            *counts.entry(from.value.0.as_str()).or_default() += 1;
        }
    }
    counts.into_values().max().unwrap_or(0)
}

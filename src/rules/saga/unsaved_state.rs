use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::flow::Saga;

rule! {
    /// The service that directs a saga keeps no record of how far it is.
    ///
    /// ## Why
    /// After a restart nobody knows which sagas were under way. They neither finish nor are taken back, and customers
    /// have paid for orders that do not exist.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - checkout
    ///   - name: stock
    ///     owns: [stock-db]
    ///   - payments
    /// stores:
    ///   - { name: stock-db, engine: postgresql }
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    /// #         ^^^^^^^^^^^^^ `checkout` directs this saga and owns no store for its state
    ///     steps:
    ///       - { from: checkout, to: stock, does: POST /reservations, compensate: 'DELETE /reservations/{id}' }
    ///       - checkout -> payments: POST /payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: checkout, owns: [checkout-db] }
    ///   - name: stock
    ///     owns: [stock-db]
    ///   - payments
    /// stores:
    ///   - { name: stock-db, engine: postgresql }
    ///   - { name: checkout-db, engine: postgresql }
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: checkout, to: stock, does: POST /reservations, compensate: 'DELETE /reservations/{id}' }
    ///       - checkout -> payments: POST /payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: checkout
    ///     owns: [checkout-db]
    ///   - stock
    ///   - payments
    /// stores:
    ///   - { name: checkout-db, engine: postgresql }
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: checkout, to: stock, does: POST /reservations, compensate: 'DELETE /reservations/{id}' }
    ///       - checkout -> payments: POST /payments
    /// ```
    ///
    /// ## Not a problem when
    /// The flow says where its `state` is, a workflow engine keeps it (`stack: [go, temporal]`), or the spec does not
    /// say of any service which store it owns.
    ///
    /// ## See
    /// seed 000:73
    id: "saga/unsaved-state",
    severity: Warning,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

/// Products that keep the state of long-running work.
const ENGINES: [&str; 8] =
    ["temporal", "cadence", "camunda", "zeebe", "conductor", "restate", "step functions", "durable functions"];

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    let Some(saga) = flow.at.value.saga.as_ref().filter(|saga| saga.value == Saga::Orchestration) else { return };
    let model = flow.model;
    let mut work = flow.at.value.steps.items().iter().filter(|step| flow.is_work(step));
    let director = work.find_map(|step| model.service(&step.from.as_ref()?.value.0));
    let Some(director) = director.filter(|_| flow.at.value.state.is_none()) else { return };
    let lowered = director.at.value.stack.items().iter().map(|it| it.value.to_lowercase());
    let has_engine = lowered.into_iter().any(|it| ENGINES.iter().any(|engine| it.replace('-', " ").contains(engine)));
    let calls_engine = director.calls().any(|call| call.callee().is_some_and(|it| ENGINES.contains(&it.name())));
    let ownership_is_stated = model.stores().any(|store| store.owners().next().is_some());
    let keeps = director.keeps_data();
    if ownership_is_stated && !keeps && !has_engine && !calls_engine {
        let name = director.name();
        let message = format!("`{name}` directs this saga and owns no store for its state");
        report
            .find(saga.span, message)
            .related(director.name_span(), format!("`{name}` is declared here"))
            .fix(Fix::suggested("Give it a database of its own", director.give_database()));
    }
}

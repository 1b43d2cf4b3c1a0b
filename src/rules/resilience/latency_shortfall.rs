use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// The steps of a flow take longer than the flow promises.
    ///
    /// ## Why
    /// The promise cannot be kept even while everything works. It is found out in the load test, when the cut between
    /// the services is already made.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - orders
    ///   - { name: stock, latency: { p99: 300ms } }
    ///   - { name: payments, latency: { p99: 700ms } }
    /// flows:
    ///   - name: place order
    ///     latency: { p99: 800ms }
    /// #                   ^^^^^ the steps of `orders` add up to 1s at p99, 800ms is promised
    ///     steps:
    ///       - orders -> stock: POST /reservations
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - orders
    ///   - { name: stock, latency: { p99: 300ms } }
    ///   - { name: payments, latency: { p99: 700ms } }
    /// flows:
    ///   - name: place order
    ///     latency: { p99: 1s }
    ///     steps:
    ///       - orders -> stock: POST /reservations
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - orders
    ///   - { name: stock, latency: { p99: 300ms } }
    ///   - { name: payments, latency: { p99: 700ms } }
    /// flows:
    ///   - name: place order
    ///     latency: { p99: 800ms }
    ///     steps:
    ///       - { from: orders, to: stock, does: POST /reservations, parallel: both }
    ///       - { from: orders, to: payments, does: POST /payments, parallel: both }
    /// ```
    ///
    /// ## Not a problem when
    /// The steps run at the same time (`parallel`), or happen after an event, when nobody waits any more. The sum of
    /// slowest hundredths is a careful bound: not every request meets all of them at once.
    ///
    /// ## See
    /// seed 002:10 · seed 001:148-151
    id: "resilience/latency-shortfall",
    severity: Warning,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    let Some(promised) = flow.at.value.latency.as_ref().and_then(|it| it.value.p99.as_ref()) else { return };
    let Some(worst) = flow.stretches().into_iter().max_by_key(|stretch| stretch.time) else { return };
    if worst.time <= promised.value {
        return;
    }
    let (who, time) = (worst.asker, worst.time);
    let message = format!("the steps of `{who}` add up to {time} at p99, {} is promised", promised.value);
    let finding = report.find(promised.span, message);
    finding.fix(Fix::suggested(format!("Promise {time}"), vec![Edit::replace(promised.span, time.to_string())]));
    for (span, part) in worst.parts {
        finding.related(span, part.clone());
        finding.step(part);
    }
    finding.step(format!("{time} in all, a careful bound, > {} promised", promised.value));
}

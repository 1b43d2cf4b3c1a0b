use crate::lint::Report;
use crate::model::Flow;
use crate::order;
use crate::rule::rule;
use crate::spec::flow::Saga;
use crate::spec::service::ServiceKind;

rule! {
    /// Many services take part in a saga that nobody directs.
    ///
    /// ## Why
    /// Nowhere stands how far it is. To find out why an order hangs, the logs of all of them are laid side by side, and
    /// each new failure has to be heard by each of them.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders, stock, payments, fraud, shipping]
    /// events: [a.done, b.done, c.done, d.done]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    /// #         ^^^^^^^^^^^^ 5 services take part, and none knows how far the saga is
    ///     steps:
    ///       - orders => a.done
    ///       - a.done => stock
    ///       - stock => b.done
    ///       - b.done => fraud
    ///       - fraud => c.done
    ///       - c.done => payments
    ///       - payments => d.done
    ///       - d.done => shipping
    /// ```
    /// ```yaml good
    /// services: [orders, stock, payments]
    /// events: [a.done, b.done]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => a.done
    ///       - a.done => stock
    ///       - stock => b.done
    ///       - b.done => payments
    /// ```
    ///
    /// ## Not a problem when
    /// At most four services take part; gateways and frontends do not count. Where a process manager or good tracing shows
    /// how far it is, more may be fine.
    ///
    /// ## See
    /// seed 000:73
    id: "saga/crowded-choreography",
    severity: Info,
    stage: Review,
    profile: Strict,
    visit: Flow(check),
}

/// More than these are hard to follow.
const FEW: usize = 4;

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    let Some(saga) = flow.at.value.saga.as_ref().filter(|it| it.value == Saga::Choreography) else { return };
    let names = flow.steps().iter().flat_map(|it| [it.from.as_ref(), it.to.as_ref()]).flatten();
    let services = names.filter_map(|it| flow.model.service(&it.value.0));
    let passes = |kind| matches!(kind, ServiceKind::Gateway | ServiceKind::Bff | ServiceKind::Frontend);
    let names = order::set(services.filter(|it| !passes(it.kind())).map(|it| it.name()));
    if names.len() > FEW {
        let message = format!("{} services take part, and none knows how far the saga is", names.len());
        report.find(saga.span, message);
    }
}

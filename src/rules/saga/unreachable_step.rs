use crate::lint::Report;
use crate::model::{Flow, Service};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::flow::Step;

rule! {
    /// A step of a flow never happens, because its service does not publish or handle the event.
    ///
    /// ## Why
    /// The flow is what everybody reads, the service's own list is what gets built. A flow whose third step waits for an
    /// event that never comes stops there, with the stock reserved and the customer waiting.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: stock, subscribes: [order.cancelled], publishes: [stock.reserved] }
    ///   - { name: shop, publishes: [order.cancelled] }
    /// events: [order.placed, order.cancelled, stock.reserved]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    /// #       ^^^^^^^^^^^^^^^^^^^^^ `stock` does not handle `order.placed`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: stock, subscribes: [order.cancelled, { event: order.placed, idempotent: by event id }], publishes: [stock.reserved] }
    ///   - { name: shop, publishes: [order.cancelled] }
    /// events: [order.placed, order.cancelled, stock.reserved]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: stock, subscribes: [order.placed], publishes: [stock.reserved] }
    ///   - mails
    /// events: [order.placed, stock.reserved]
    /// flows:
    ///   - name: place an order
    ///     saga: choreography
    ///     steps:
    ///       - orders => order.placed
    ///       - order.placed => stock
    ///       - stock => stock.reserved
    ///       - stock.reserved => mails
    /// ```
    ///
    /// ## Not a problem when
    /// The service does not say yet what it publishes or handles, or hears of the event in another way: a webhook, a stream
    /// to clients, a read model, a cache.
    ///
    /// ## See
    /// seed 000:73 · Context Mapper, coordination steps
    id: "saga/unreachable-step",
    severity: Error,
    stage: Draft,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    for step in flow.steps() {
        if let Some((message, fix)) = unsent(flow, step).or_else(|| unheard(flow, step)) {
            report.find(flow.model.line(step.span), message).fix(fix);
        }
    }
}

/// Who is to publish an event and publishes others only.
fn unsent(flow: Flow<'_>, step: &Step) -> Option<(String, Fix)> {
    let event = step.publishes.as_ref()?.value.0.as_str();
    let service = flow.model.service(&step.from.as_ref()?.value.0)?;
    let mut own = flow.model.publications().iter().filter(|it| it.service == service.name()).peekable();
    let stated = own.peek().is_some() && flow.model.event(event).is_some();
    let message = || format!("`{}` does not publish `{}`", super::brief(service.name()), super::brief(event));
    let fix = || Fix::suggested("Let the service publish it", service.add("publishes", &crate::yaml::quote(event)));
    (stated && !own.any(|it| it.event == event)).then(|| (message(), fix()))
}

/// Who is to handle an event and handles others only.
fn unheard(flow: Flow<'_>, step: &Step) -> Option<(String, Fix)> {
    let event = step.on.as_ref()?.value.0.as_str();
    let service = flow.model.service(&step.to.as_ref()?.value.0)?;
    let stated = service.subscriptions().next().is_some() && flow.model.event(event).is_some();
    let heard = service.subscriptions().any(|it| it.event_name() == Some(event)) || hears_otherwise(service, event);
    let message = || format!("`{}` does not handle `{}`", super::brief(service.name()), super::brief(event));
    let fix = || Fix::suggested("Let the service handle it", service.hear(event));
    (stated && !heard).then(|| (message(), fix()))
}

/// Whether an event reaches a service in a way that is no subscription.
fn hears_otherwise(service: Service<'_>, event: &str) -> bool {
    let model = service.model;
    let own = |name: Option<&str>| name.is_none_or(|name| name == service.name());
    let view = service.at.value.cqrs.as_ref();
    view.is_some_and(|it| it.projected_from.items().iter().any(|it| it.value.0 == event))
        || model.webhooks().any(|it| {
            own(it.service.as_ref().map(|it| &***it)) && it.events.items().iter().any(|it| it.value.0 == event)
        })
        || model.sse().any(|it| {
            own(it.service.as_ref().map(|it| &***it)) && it.events.items().iter().any(|it| it.value.0 == event)
        })
        || model.websockets().any(|it| own(it.service.as_ref().map(|it| &***it)))
        || model.graphql().any(|it| own(it.service_name()) && it.at.value.subscriptions.is_some())
        || model.caches().any(|it| own(it.service.as_ref().map(|it| &***it)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn who_is_to_publish_must() {
        expect(
            &RULE,
            "\
services:
  - { name: orders, publishes: [order.placed] }
  - { name: stock, subscribes: [order.placed], publishes: [stock.counted] }
events: [order.placed, stock.counted, stock.reserved]
flows:
  - name: place an order
    steps:
      - order.placed => stock
      - stock => stock.reserved
#       ^^^^^^^^^^^^^^^^^^^^^^^ `stock` does not publish `stock.reserved`
",
        );
    }
}

use crate::lint::Report;
use crate::model::Service;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// A read model that no event feeds.
    ///
    /// ## Why
    /// It is empty on the first day and stale on every other. Somebody then lets it read the write model's tables, and
    /// the two are one again.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     cqrs: { read_model: orders-view }
    /// #                       ^^^^^^^^^^^ nothing feeds `orders-view`
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     publishes: [order.created]
    ///     cqrs: { read_model: orders-view, projected_from: [order.created] }
    /// ```
    ///
    /// ## Not a problem when
    /// The service handles events, or its state is a sequence of events: then the view can be made from those.
    ///
    /// ## See
    /// seed 000:74 · seed 000:82
    id: "arch/unfed-read-model",
    severity: Error,
    stage: Review,
    visit: Service(check),
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(cqrs) = &service.at.value.cqrs else { return };
    let fed = !cqrs.projected_from.items().is_empty()
        || service.subscriptions().next().is_some()
        || service.is_event_sourced();
    if let Some(view) = cqrs.read_model.as_ref().filter(|_| !fed) {
        report.find(view.span, format!("nothing feeds `{}`", view.value));
    }
}

use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

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
    ///     publishes: [order.created]
    ///     cqrs: { read_model: orders-view }
    /// #                       ^^^^^^^^^^^ nothing feeds `orders-view`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     publishes: [order.created]
    ///     cqrs: { read_model: orders-view, projected_from: [order.created] }
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
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(cqrs) = &service.at.value.cqrs else { return };
    let fed = !cqrs.projected_from.items().is_empty()
        || service.subscriptions().next().is_some()
        || service.is_event_sourced();
    if let Some(view) = cqrs.read_model.as_ref().filter(|_| !fed) {
        let events: Vec<String> = service.publishes.items().iter().map(|it| quote(&it.value.0)).collect();
        let fed = (!events.is_empty()).then(|| format!("[{}]", events.join(", ")));
        let edits = fed.map(|events| service.model.spec.set(cqrs, "projected_from", &events)).unwrap_or_default();
        report
            .find(view.span, format!("nothing feeds `{}`", view.value))
            .fix(Fix::suggested("Feed it from what the service publishes", edits));
    }
}

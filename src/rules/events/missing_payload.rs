use crate::lint::Report;
use crate::model::Event;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// An event does not say what it carries, where others do.
    ///
    /// ## Why
    /// Each consumer finds out by looking at messages, and builds on whatever it happens to see. From then on no field can
    /// change without breaking somebody.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, payload: OrderPlaced }
    ///   - { name: order.paid, payload: OrderPaid }
    ///   - order.cancelled
    /// #   ^^^^^^^^^^^^^^^ `order.cancelled` does not say what it carries
    /// schemas:
    ///   OrderPlaced: { orderId: uuid }
    ///   OrderPaid: { orderId: uuid }
    /// ```
    /// ```yaml good
    /// events:
    ///   - order.placed
    ///   - order.paid
    /// ```
    ///
    /// ## Not a problem when
    /// No event says it yet: the design is not that far.
    ///
    /// ## See
    /// seed 003:27-28 · seed 000:86 · seed 001:171-174 · AsyncAPI 3.0, Message Object
    id: "events/missing-payload",
    severity: Warning,
    stage: Review,
    visit: Event(check),
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let all = event.model.system().events.items();
    let says = all.iter().filter(|it| it.payload.is_some()).count();
    if event.at.value.payload.is_some() || says * 2 < all.len() {
        return;
    }
    if let Some(name) = &event.at.value.name {
        report.find(name.span, format!("`{}` does not say what it carries", super::short(&name.value.0)));
    }
}

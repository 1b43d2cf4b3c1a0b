use crate::lint::Report;
use crate::model::{Case, Event, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

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
    /// ```yaml fixed
    /// events:
    ///   - { name: order.placed, payload: OrderPlaced }
    ///   - { name: order.paid, payload: OrderPaid }
    ///   - { name: order.cancelled, payload: OrderCancelled }
    /// schemas:
    ///   OrderPlaced: { orderId: uuid }
    ///   OrderPaid: { orderId: uuid }
    ///   OrderCancelled: { orderId: uuid }
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
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let all = event.model.system().events.items();
    let says = all.iter().filter(|it| it.payload.is_some()).count();
    if event.at.value.payload.is_some() || says * 2 < all.len() {
        return;
    }
    if let Some(name) = &event.at.value.name {
        let message = format!("`{}` does not say what it carries", super::short(&name.value.0));
        let finding = report.find(name.span, message);
        if let Some(fix) = describe(event) {
            finding.fix(fix);
        }
    }
}

/// The fix that lets it carry what all events of the same thing carry, or what tells the thing and the time.
fn describe(event: Event<'_>) -> Option<Fix> {
    let model = event.model;
    let thing = |event: Event<'_>| words(event.name()).into_iter().next();
    let alike = model.events().filter(|it| thing(*it) == thing(event));
    let mut payloads = alike.filter_map(|it| it.at.value.payload.as_ref()).map(|it| model.fields(&it.value));
    let first = payloads.next().unwrap_or_default();
    let others: Vec<_> = payloads.collect();
    let in_all = |name: &str| others.iter().all(|fields| fields.iter().any(|(other, _)| other.value == name));
    let text = |node| model.spec.tree.node(node).and_then(|node| node.as_str());
    let common = first.iter().filter(|(name, _)| in_all(&name.value));
    let mut fields: Vec<String> =
        common.filter_map(|(name, field)| Some(format!("{}: {}", name.value, quote(text(field.node)?)))).collect();
    if fields.is_empty() {
        let aggregate = event.at.value.aggregate.as_ref().map(|it| it.value.clone()).or_else(|| thing(event))?;
        let table = model.entity(&aggregate)?;
        let key = table.primary_key().next()?;
        let id = model.field_case().spell(&format!("{aggregate}_{}", key.name.value));
        let time = model.field_case().spell("occurred_at");
        fields = vec![format!("{id}: {}", quote(&key.as_field()?)), format!("{time}: date-time")];
    }
    let name = Case::Pascal.spell(event.name());
    if model.schema(&name).is_some() {
        return Some(Fix::suggested(format!("Let it carry `{}`", super::short(&name)), event.set("payload", &name)));
    }
    let mut edits = event.set("payload", &name);
    edits.extend(model.spec.tree.add_named("schemas", &name, &format!("{{ {} }}", fields.join(", "))));
    Some(Fix::suggested("Let it carry what the others carry", edits))
}

use crate::lint::Report;
use crate::model::{Model, plain};
use crate::rule::{Fix, rule};
use crate::spec::read::nearest;
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Items};
use crate::text::{Edit, Span};

rule! {
    /// A consumer reads a field that its provider does not send.
    ///
    /// ## Why
    /// Both teams' tests pass, each against its own idea of the message. The first real one has no such field, and the
    /// consumer works with nothing instead of the customer's address.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed]
    ///     calls:
    ///       - { to: customers, endpoint: "GET /customers/{id}", timeout: 1s, uses: [id, mail] }
    /// #                                                                                 ^^^^ the answer of `GET /customers/{id}` has no `mail`, did you mean `email`?
    ///   - { name: customers, api: [{ method: GET, path: "/customers/{id}", response: Customer }] }
    ///   - { name: billing, subscribes: [{ event: order.placed, uses: [orderId, totl] }] }
    /// #                                                                        ^^^^ `order.placed` has no `totl`, did you mean `total`?
    /// events: [{ name: order.placed, payload: { orderId: uuid, total: string } }]
    /// schemas:
    ///   Customer: { id: uuid, email: email }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     publishes: [order.placed]
    ///     calls:
    ///       - { to: customers, endpoint: "GET /customers/{id}", timeout: 1s, uses: [id, email] }
    ///   - { name: customers, api: [{ method: GET, path: "/customers/{id}", response: Customer }] }
    ///   - { name: billing, subscribes: [{ event: order.placed, uses: [orderId, total] }] }
    /// events: [{ name: order.placed, payload: { orderId: uuid, total: string } }]
    /// schemas:
    ///   Customer: { id: uuid, email: email }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, uses: [orderId, items.sku, timestamp] }] }
    /// events: [{ name: order.placed, payload: { orderId: uuid, items: "Item[]" } }]
    /// schemas:
    ///   Item: { sku: string }
    /// ```
    ///
    /// ## Not a problem when
    /// The provider does not say what it sends. What stands around the payload is known: identifier, type, time, aggregate.
    ///
    /// ## See
    /// seed 000:59 · seed 000:61 · Pact, consumer-driven contracts
    id: "contract/unmet-need",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for subscription in model.subscriptions() {
        let (Some(event), Some(payload)) = (subscription.event(), subscription.payload()) else { continue };
        let around = event.at.value.envelope.items();
        for need in subscription.at.value.uses.items() {
            let in_envelope =
                is_envelope(&need.value) || around.iter().any(|it| plain(&it.value) == plain(&need.value));
            if !in_envelope {
                look(model, need, payload, &format!("`{}`", super::brief(event.name())), report);
            }
        }
    }
    for call in model.calls() {
        let Some(endpoint) = call.target() else { continue };
        let Some(body) = endpoint.bodies().next() else { continue };
        for need in call.at.value.uses.items() {
            look(model, need, body, &format!("the answer of `{}`", super::short(&endpoint.label())), report);
        }
    }
}

fn look(model: &Model<'_>, need: &At<String>, offer: &At<SchemaUse>, what: &str, report: &mut Report<'_>) {
    let mut offered = names(model, offer);
    for (index, part) in need.value.split('.').enumerate() {
        // Lists often come in an object of their own, which the language does not spell out.
        let wrapped = index == 0 && ["data", "items", "results", "payload", "detail"].contains(&part);
        let Some((_, inner)) = offered.iter().find(|(name, _)| plain(name) == plain(part)) else {
            if !offered.is_empty() && !wrapped {
                tell(need, part, &offered, (what, offer.span), report);
            }
            return;
        };
        offered = model.named(inner).iter().map(|(name, field)| (name.value.clone(), field.ty.clone())).collect();
    }
}

fn tell(
    need: &At<String>,
    part: &str,
    offered: &[(String, String)],
    (what, place): (&str, Span),
    report: &mut Report<'_>,
) {
    let best = nearest(part, offered.iter().map(|(name, _)| name.as_str()));
    let hint = best.map(|best| format!(", did you mean `{}`?", super::brief(best))).unwrap_or_default();
    let message = format!("{what} has no `{}`{hint}", super::brief(part));
    let long = message.chars().count() > 100;
    let message = if long { format!("{what} has no `{}`", super::brief(part)) } else { message };
    let finding = report.find(need.span, message);
    finding.related(place, "what is sent");
    if let Some(best) = best.filter(|_| need.value == part) {
        finding.fix(Fix::suggested(format!("Read `{best}`"), vec![Edit::replace(need.span, best)]));
    }
}

/// The fields of a message or of a table's row, each with its type.
fn names(model: &Model<'_>, schema: &SchemaUse) -> Vec<(String, String)> {
    if let Some(table) = model.table_of(schema) {
        return table.columns().map(|it| (it.name.value.clone(), it.ty.clone())).collect();
    }
    model.fields(schema).iter().map(|(name, field)| (name.value.clone(), field.ty.clone())).collect()
}

/// Whether every envelope has it.
fn is_envelope(name: &str) -> bool {
    const NAMES: [&str; 9] =
        ["id", "type", "source", "subject", "time", "timestamp", "version", "aggregateid", "correlationid"];
    NAMES.contains(&plain(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn the_version_that_is_read_counts() {
        expect(
            &RULE,
            "\
services:
  - { name: orders, publishes: [order.placed] }
  - { name: billing, subscribes: [{ event: order.placed, version: 1, uses: [buyer.name, buyer.street] }] }
#                                                                                       ^^^^^^^^^^^^ `order.placed` has no `street`
events: [{ name: order.placed, version: 2, payload: { street: string }, previous: { 1: { buyer: Buyer } } }]
schemas:
  Buyer: { name: string }
",
        );
    }
}

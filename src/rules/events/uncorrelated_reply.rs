use crate::lint::Report;
use crate::model::{Event, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::value::Field;

rule! {
    /// An answer does not say which request it answers.
    ///
    /// ## Why
    /// With one request under way it works. With two, each asker takes the first answer that comes, and customers see each
    /// other's prices.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: checkout, publishes: [quote.asked], subscribes: [quote.given] }
    ///   - { name: pricing, subscribes: [quote.asked], publishes: [quote.given] }
    /// events:
    ///   - { name: quote.asked, reply: quote.given, payload: { sku: string, count: integer } }
    ///   - { name: quote.given, envelope: [id, type, timestamp], payload: { price: string } }
    /// #                                  ^^^^^^^^^^^^^^^^^^^^^ nothing says which `quote.asked` this answers
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: checkout, publishes: [quote.asked], subscribes: [quote.given] }
    ///   - { name: pricing, subscribes: [quote.asked], publishes: [quote.given] }
    /// events:
    ///   - { name: quote.asked, reply: quote.given, payload: { sku: string, count: integer } }
    ///   - { name: quote.given, envelope: [id, type, timestamp, correlationId], payload: { price: string } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: checkout, publishes: [quote.asked, stock.asked], subscribes: [quote.given, stock.given] }
    ///   - { name: pricing, subscribes: [quote.asked, stock.asked], publishes: [quote.given, stock.given] }
    /// events:
    ///   - { name: quote.asked, reply: quote.given, payload: { cartId: uuid, sku: string } }
    ///   - { name: quote.given, envelope: [id, type, timestamp], payload: { cartId: uuid, price: string } }
    ///   - { name: stock.asked, reply: stock.given, payload: { sku: string } }
    ///   - { name: stock.given, payload: { count: integer } }
    /// ```
    ///
    /// ## Not a problem when
    /// Both speak of the same thing by its identifier, or the broker's own headers say it: an envelope that is not listed
    /// may hold anything.
    ///
    /// ## See
    /// seed 000:85 · Enterprise Integration Patterns, Correlation Identifier
    id: "events/uncorrelated-reply",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(request: Event<'_>, report: &mut Report<'_>) {
    let Some(answer) = request.at.value.reply.as_ref().and_then(|it| request.model.event(&it.value.0)) else { return };
    let (Some(asked), Some(given)) = (&request.at.value.payload, &answer.at.value.payload) else { return };
    let (asked, given) = (request.model.all_fields(&asked.value), request.model.all_fields(&given.value));
    let around = answer.at.value.envelope.items();
    let Some(envelope) = answer.at.value.envelope.as_ref().filter(|_| around.len() > 1) else { return };
    if asked.is_empty() || given.is_empty() {
        return;
    }
    let names = around.iter().map(|it| it.value.as_str()).chain(given.iter().map(|(name, _)| name.value.as_str()));
    let correlated = names.into_iter().any(refers);
    let shared = given.iter().any(|(name, field)| {
        let same = |other: &str| plain(other) == plain(&name.value);
        is_identifier(&name.value, field) && asked.iter().any(|(other, _)| same(&other.value))
    });
    if correlated || shared {
        return;
    }
    let message = format!("nothing says which `{}` this answers", super::short(request.name()));
    let edits = request.model.spec.tree.push(envelope.node, "correlationId");
    report
        .find(envelope.span, message)
        .related(request.name_span(), "the request")
        .fix(Fix::suggested("Add `correlationId`", edits));
}

/// Whether a name says that it points back to a request.
fn refers(name: &str) -> bool {
    let name = plain(name);
    ["correl", "request", "replyto", "caus", "conversation", "session", "trace", "aggregateid", "subject", "key"]
        .iter()
        .any(|part| name.contains(part))
}

fn is_identifier(name: &str, field: &Field) -> bool {
    field.ty == "uuid"
        || crate::model::words(name).last().is_some_and(|last| ["id", "number", "key"].contains(&last.as_str()))
}

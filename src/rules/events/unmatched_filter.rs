use crate::lint::Report;
use crate::model::{Subscription, plain};
use crate::rule::{Fix, rule};
use crate::spec::read::nearest;
use crate::spec::{At, Entries, Items};
use crate::text::Edit;
use crate::value::Field;

rule! {
    /// A handler filters by what no message says.
    ///
    /// ## Why
    /// The broker compares, finds no match and drops the message, and that is no error anywhere. The handler is deployed,
    /// healthy, and never called.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - { name: mails, subscribes: [{ event: order.changed, filter: { status: [payed] } }] }
    /// #                                                                          ^^^^^ `status` is never `payed`
    ///   - { name: stock, subscribes: [{ event: order.changed, filter: { state: [paid] } }] }
    /// #                                                                 ^^^^^ `order.changed` has no field `state`, did you mean `status`?
    /// events:
    ///   - { name: order.changed, payload: { orderId: uuid, status: "enum(new, paid, sent)" } }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - { name: mails, subscribes: [{ event: order.changed, filter: { status: [paid] } }] }
    ///   - { name: stock, subscribes: [{ event: order.changed, filter: { status: [paid] } }] }
    /// events:
    ///   - { name: order.changed, payload: { orderId: uuid, status: "enum(new, paid, sent)" } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.changed] }
    ///   - { name: mails, subscribes: [{ event: order.changed, filter: { data.status: [paid], region: [eu] } }] }
    /// events:
    ///   - { name: order.changed, payload: { orderId: uuid, status: "enum(new, paid, sent)" } }
    /// ```
    ///
    /// ## Not a problem when
    /// The name is a header's. An attribute that is no field is reported only where the `envelope` lists all that stands
    /// around the payload, or where it looks like a field that is misspelled.
    ///
    /// ## See
    /// seed 000:81 · seed 000:88 · Enterprise Integration Patterns, Message Filter
    id: "events/unmatched-filter",
    severity: Error,
    stage: Draft,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let (Some(event), Some(payload)) = (subscription.event(), subscription.payload()) else { return };
    let fields = subscription.model.fields(&payload.value);
    let around = event.at.value.envelope.items();
    for (name, values) in subscription.at.value.filter.entries() {
        let path = ["data.", "payload.", "detail."].iter().find_map(|lead| name.value.strip_prefix(lead));
        let wanted = path.unwrap_or(&name.value);
        let is = |other: &str| plain(other) == plain(wanted);
        if let Some((_, field)) = fields.iter().find(|(field, _)| is(&field.value)) {
            values.value.0.iter().for_each(|value| look_at(value, &name.value, field, report));
            continue;
        }
        if fields.is_empty() || wanted.contains('.') || around.iter().any(|it| is(&it.value)) || is_standard(wanted) {
            continue;
        }
        let best = nearest(wanted, fields.iter().map(|(field, _)| field.value.as_str()));
        if best.is_none() && around.len() < 2 {
            continue;
        }
        let hint = best.map(|best| format!(", did you mean `{}`?", super::brief(best))).unwrap_or_default();
        let message = format!("`{}` has no field `{}`{hint}", super::brief(event.name()), super::brief(wanted));
        let finding = report.find(name.span, message);
        finding.related(payload.span, "what it says");
        if let Some(best) = best {
            finding.fix(Fix::suggested(format!("Filter by `{best}`"), vec![Edit::replace(name.span, best)]));
        }
    }
}

fn look_at(value: &At<String>, name: &str, field: &At<Field>, report: &mut Report<'_>) {
    // Anything but a plain word may be an operator of the broker.
    let plain_word = value.value.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if field.ty != "enum" || field.arguments.is_empty() || !plain_word || field.arguments.contains(&value.value) {
        return;
    }
    let message = format!("`{}` is never `{}`", super::short(name), super::short(&value.value));
    let finding = report.find(value.span, message);
    finding.related(field.span, "its values");
    if let Some(best) = nearest(&value.value, field.arguments.iter().map(String::as_str)) {
        finding.fix(Fix::suggested(format!("Write `{best}`"), vec![Edit::replace(value.span, best)]));
    }
}

/// Whether every envelope or broker has it.
fn is_standard(name: &str) -> bool {
    const NAMES: [&str; 11] = [
        "id",
        "type",
        "source",
        "subject",
        "time",
        "timestamp",
        "version",
        "aggregateid",
        "key",
        "detailtype",
        "eventtype",
    ];
    NAMES.contains(&plain(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_listed_envelope_says_what_else_there_is() {
        expect(
            &RULE,
            "\
services:
  - { name: orders, publishes: [order.placed] }
  - { name: mails, subscribes: [{ event: order.placed, filter: { tenant: [a], country: [de] } }] }
#                                                                             ^^^^^^^ `order.placed` has no field `country`
events: [{ name: order.placed, envelope: [id, type, time, tenant], payload: { orderId: uuid } }]
",
        );
    }
}

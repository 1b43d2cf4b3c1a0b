use std::collections::{BTreeMap, BTreeSet};

use crate::lint::Report;
use crate::model::{Event, Model, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An event comes in another envelope than the others.
    ///
    /// ## Why
    /// Consumers read the envelope with one piece of code: for the event's id, its type, its time. The one event that calls
    /// its time otherwise is never recognised as a duplicate, or is sorted to the year 1970.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, envelope: [id, type, timestamp, data] }
    ///   - { name: order.paid, envelope: [id, type, timestamp, data] }
    ///   - { name: order.sent, envelope: [id, type, timestamp, data] }
    ///   - { name: order.lost, envelope: [id, type, timestamp, data] }
    ///   - { name: order.found, envelope: [eventId, eventType, occurredAt, data] }
    /// #                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the other events come in the envelope `id, type, timestamp, data`
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - { name: order.placed, envelope: [id, type, timestamp, data] }
    ///   - { name: order.paid, envelope: [id, type, timestamp, data] }
    ///   - { name: order.sent, envelope: [id, type, timestamp, data] }
    ///   - { name: order.lost, envelope: [id, type, timestamp, data] }
    ///   - { name: order.found, envelope: [id, type, timestamp, data] }
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.placed, envelope: [id, type, timestamp, data] }
    ///   - { name: order.paid, envelope: [id, type, data, timestamp] }
    ///   - { name: order.found, envelope: [eventId, eventType, occurredAt, data] }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom yet: fewer than four other events that say their envelope, or fewer than four in five alike. The
    /// order of the fields does not matter.
    ///
    /// ## See
    /// seed 001:156-164 · CloudEvents 1.0 · Zalando #198
    id: "events/mixed-envelopes",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let stated: Vec<(Event<'_>, BTreeSet<String>)> =
        model.events().filter_map(|it| Some((it, envelope(it)?))).collect();
    let mut counts: BTreeMap<&BTreeSet<String>, usize> = BTreeMap::new();
    stated.iter().for_each(|(_, it)| *counts.entry(it).or_default() += 1);
    let Some((custom, most)) = counts.into_iter().max_by_key(|(_, count)| *count) else { return };
    let Some((example, _)) = stated.iter().find(|(_, it)| it == custom) else { return };
    if most < 4 || most * 5 < stated.len() * 4 {
        return;
    }
    let names: Vec<&str> = example.at.value.envelope.items().iter().map(|it| it.value.as_str()).collect();
    let names = super::short(&names.join(", "));
    for (event, _) in stated.iter().filter(|(_, other)| other != custom) {
        let Some(place) = &event.at.value.envelope else { continue };
        let finding = report.find(model.line(place.span), format!("the other events come in the envelope `{names}`"));
        finding.related(example.name_span(), "such as this one");
        let envelope = example.at.value.envelope.as_ref().and_then(|it| model.spec.tree.node(it.node));
        let edits = envelope.map(|it| event.set("envelope", &it.in_one_line())).unwrap_or_default();
        finding.fix(Fix::suggested("Put it into the same envelope", edits));
    }
}

fn envelope(event: Event<'_>) -> Option<BTreeSet<String>> {
    /// What the language calls `standard`.
    const STANDARD: [&str; 5] = ["id", "type", "aggregateid", "timestamp", "data"];
    event.at.value.envelope.as_ref()?;
    let names = event.at.value.envelope.items();
    if names.iter().map(|it| it.value.as_str()).eq(["standard"]) {
        return Some(STANDARD.map(str::to_owned).into());
    }
    Some(names.iter().map(|it| plain(&it.value)).collect())
}

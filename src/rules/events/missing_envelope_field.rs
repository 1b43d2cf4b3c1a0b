use crate::lint::Report;
use crate::model::{Event, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// The envelope of an event lacks what every consumer needs.
    ///
    /// ## Why
    /// Without an identifier a consumer cannot tell a duplicate from a second event, without a time it cannot tell old from
    /// new, without a type it cannot tell what it reads.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, envelope: [id, type, data] }
    /// #                                   ^^^^^^^^^^^^^^^^ the envelope lacks the time
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - { name: order.placed, envelope: [id, type, data, timestamp] }
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.placed, envelope: standard }
    ///   - { name: order.paid, envelope: [event_id, type, occurred_at, payload] }
    /// ```
    ///
    /// ## Not a problem when
    /// The envelope is a standard one, by its name (`standard`, `cloudevents`).
    ///
    /// ## See
    /// seed 001:156-164 · seed 001:165-171 · CloudEvents 1.0
    id: "events/missing-envelope-field",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

/// What an envelope needs, the names that people give it, and the name that a fix adds.
const NEEDS: [(&str, &[&str], &str); 3] = [
    ("an identifier", &["id", "eventid", "messageid", "uuid"], "id"),
    ("the type", &["type", "eventtype", "name", "eventname", "messagetype", "subject", "kind", "detailtype"], "type"),
    (
        "the time",
        &[
            "timestamp",
            "time",
            "occurredat",
            "occurredon",
            "created",
            "createdat",
            "publishedat",
            "ts",
            "date",
            "eventtime",
        ],
        "timestamp",
    ),
];

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let fields = event.at.value.envelope.items();
    let Some(envelope) = event.at.value.envelope.as_ref().filter(|_| fields.len() > 1) else { return };
    let has = |names: &[&str]| fields.iter().any(|it| names.contains(&plain(&it.value).as_str()));
    let Some((what, _, name)) = NEEDS.iter().find(|(_, names, _)| !has(names)) else { return };
    let edits = event.model.spec.tree.push(envelope.node, name);
    report
        .find(envelope.span, format!("the envelope lacks {what}"))
        .fix(Fix::suggested(format!("Add `{name}`"), edits));
}

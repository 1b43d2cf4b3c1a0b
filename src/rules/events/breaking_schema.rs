use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Event, Evolution, Model};
use crate::rule::rule;
use crate::spec::event::Compatibility;
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries};

rule! {
    /// A new version of an event breaks the compatibility that it promises.
    ///
    /// ## Why
    /// Consumers and producers are not deployed in the same second, and messages of the old version wait in the channel. A
    /// consumer that cannot read them stops, and with it everything behind it.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - name: order.placed
    ///     version: 2
    ///     compatibility: backward
    ///     payload: OrderPlaced
    ///     previous: { 1: OrderPlacedV1 }
    /// schemas:
    ///   OrderPlacedV1: { orderId: uuid, total: "decimal(12,2)" }
    ///   OrderPlaced:
    ///     orderId: uuid
    ///     total: decimal(12,2)
    ///     currency: string
    /// #   ^^^^^^^^ messages of version 1 have no `currency`
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - name: order.placed
    ///     version: 2
    ///     compatibility: backward
    ///     payload: OrderPlaced
    ///     previous: { 1: OrderPlacedV1 }
    /// schemas:
    ///   OrderPlacedV1: { orderId: uuid, total: "decimal(12,2)" }
    ///   OrderPlaced:
    ///     orderId: uuid
    ///     total: decimal(12,2)
    ///     currency: string?
    /// ```
    /// ```yaml bad
    /// events:
    ///   - name: order.placed
    ///     version: 2
    ///     compatibility: forward
    ///     payload: OrderPlaced
    /// #            ^^^^^^^^^^^ readers of version 1 need `total`
    ///     previous: { 1: OrderPlacedV1 }
    /// schemas:
    ///   OrderPlacedV1: { orderId: uuid, total: "decimal(12,2)" }
    ///   OrderPlaced: { orderId: uuid, currency: string }
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - name: order.placed
    ///     version: 2
    ///     compatibility: forward
    ///     payload: OrderPlaced
    ///     previous: { 1: OrderPlacedV1 }
    /// schemas:
    ///   OrderPlacedV1: { orderId: uuid, total: "decimal(12,2)" }
    ///   OrderPlaced: { orderId: uuid, currency: string, total: "decimal(12,2)" }
    /// ```
    /// ```yaml good
    /// events:
    ///   - name: order.placed
    ///     version: 2
    ///     compatibility: backward
    ///     payload: OrderPlaced
    ///     previous: { 1: OrderPlacedV1 }
    /// schemas:
    ///   OrderPlacedV1: { orderId: uuid, total: "decimal(12,2)" }
    ///   OrderPlaced: { orderId: uuid, total: "decimal(12,2)", currency: string? }
    /// ```
    ///
    /// ## Not a problem when
    /// The promise does not cover it. `backward` says that new readers understand old messages: what is removed does no harm,
    /// and what is added is optional or has a default. `forward` says that old readers understand new messages: what is
    /// added does no harm, and what is removed was optional. `full` says both, `none` neither. A type that holds all that
    /// the other holds (`int64` for `int32`, `string` for `uuid`) is understood in that direction.
    ///
    /// ## See
    /// seed 000:86 · seed 000:49
    id: "events/breaking-schema",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'_>) {
    // Schemas inside payloads are compared once for all events that make the same promise about the same version.
    let mut compared: BTreeMap<(Compatibility, u64), Evolution<'m>> = BTreeMap::new();
    for event in model.events() {
        let (Some(promise), Some((version, old))) = (&event.at.value.compatibility, last(event)) else { continue };
        let Some(new) = &event.at.value.payload else { continue };
        let evolution = compared.entry((promise.value, version)).or_default();
        for change in evolution.between((model, old), (model, new)) {
            if !change.breaks(promise.value) {
                continue;
            }
            let finding = report.find(change.span, change.told(&format!("version {version}")));
            if let Some(before) = change.before() {
                finding.related(before, "as it was");
            }
            finding.related(promise.span, "the promise").fix(super::keep(&change, (model, model)));
        }
    }
}

/// The version before the one of today, with its payload.
fn last(event: Event<'_>) -> Option<(u64, &At<SchemaUse>)> {
    let now = event.at.value.version.as_ref().map(|it| it.value);
    let earlier = event.at.value.previous.entries().iter();
    let earlier = earlier.filter_map(|(name, at)| Some((name.value.parse::<u64>().ok()?, at)));
    earlier.filter(|(version, _)| now.is_none_or(|now| *version < now)).max_by_key(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    fn spec(promise: &str, schemas: &str) -> String {
        format!(
            "\
events:
  - {{ name: order.placed, version: 2, compatibility: {promise}, payload: New, previous: {{ 1: Old }} }}
schemas:
{schemas}"
        )
    }

    #[test]
    fn a_schema_inside_several_payloads_is_told_of_once() {
        let text = "\
events:
  - { name: a.done, version: 2, compatibility: backward, payload: { it: New }, previous: { 1: { it: Old } } }
  - { name: b.done, version: 2, compatibility: backward, payload: { it: New }, previous: { 1: { it: Old } } }
  - { name: c.done, version: 2, compatibility: backward, payload: New, previous: { 1: Old } }
schemas:
  Old: { id: uuid }
  New: { id: uuid, note: string }
#                  ^^^^ messages of version 1 have no `note`
";
        expect(&RULE, text);
    }

    #[test]
    fn what_is_added_breaks_new_readers_only() {
        let added = "  Old: { id: uuid }\n  New: { id: uuid, note: string }\n";
        let mark = "#                  ^^^^ messages of version 1 have no `note`\n";
        silent(&RULE, &spec("forward", added));
        silent(&RULE, &spec("none", added));
        for promise in ["backward", "full"] {
            expect(&RULE, &spec(promise, &format!("{added}{mark}")));
            silent(&RULE, &spec(promise, &added.replace("note: string", "note: string?")));
            silent(&RULE, &spec(promise, &added.replace("note: string", "note: string default none")));
        }
    }

    #[test]
    fn what_is_removed_breaks_old_readers_only() {
        let removed = "  Old: { id: uuid, note: string }\n  New: { id: uuid }\n";
        silent(&RULE, &spec("backward", removed));
        silent(&RULE, &spec("none", removed));
        for promise in ["forward", "full"] {
            let text = spec(promise, removed);
            let event = text.lines().nth(1).unwrap();
            let mark = format!("#{}^^^ readers of version 1 need `note`", " ".repeat(event.find("New").unwrap() - 1));
            expect(&RULE, &text.replace(event, &format!("{event}\n{mark}")));
            silent(&RULE, &spec(promise, &removed.replace("note: string", "note: string?")));
        }
    }

    #[test]
    fn a_field_that_may_be_absent_is_another_promise() {
        let stricter = "  Old: { note: string? }\n  New: { note: string }\n";
        let looser = "  Old: { note: string }\n  New: { note: string? }\n";
        silent(&RULE, &spec("forward", stricter));
        silent(&RULE, &spec("backward", looser));
        let mark = "#              ^^^^^^ messages of version 1 may lack `note`\n";
        expect(&RULE, &spec("backward", &format!("{stricter}{mark}")));
        let mark = "#              ^^^^^^^ readers of version 1 need `note` in each message\n";
        expect(&RULE, &spec("full", &format!("{looser}{mark}")));
    }

    #[test]
    fn a_wider_type_is_understood_in_one_direction() {
        for (narrow, wide) in [("int32", "int64"), ("integer", "number"), ("uuid", "string"), ("int64", "double")] {
            let wider = format!("  Old: {{ it: {narrow} }}\n  New: {{ it: {wide} }}\n");
            silent(&RULE, &spec("backward", &wider));
            let mark = format!("#            {} `it` was `{narrow}` in version 1\n", "^".repeat(wide.len()));
            expect(&RULE, &spec("forward", &format!("{wider}{mark}")));
            expect(&RULE, &spec("full", &format!("{wider}{mark}")));
            silent(&RULE, &spec("forward", &format!("  Old: {{ it: {wide} }}\n  New: {{ it: {narrow} }}\n")));
        }
        silent(&RULE, &spec("full", "  Old: { a: int, b: Old, c: url }\n  New: { a: integer, b: New, c: uri }\n"));
    }

    #[test]
    fn values_come_for_old_readers_and_go_for_new_ones() {
        let more = "  Old: { is: 'enum(new, paid)' }\n  New: { is: 'enum(new, paid, lost)' }\n";
        let less = "  Old: { is: 'enum(new, paid, lost)' }\n  New: { is: 'enum(new, paid)' }\n";
        silent(&RULE, &spec("backward", more));
        silent(&RULE, &spec("forward", less));
        let mark = "#            ^^^^^^^^^^^^^^^^^^^^^^^ readers of version 1 do not know `lost`\n";
        expect(&RULE, &spec("full", &format!("{more}{mark}")));
        let mark = "#            ^^^^^^^^^^^^^^^^^ messages of version 1 may say `lost`\n";
        expect(&RULE, &spec("full", &format!("{less}{mark}")));
    }
}

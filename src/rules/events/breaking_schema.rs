use crate::lint::Report;
use crate::model::{Event, Model};
use crate::rule::rule;
use crate::spec::event::Compatibility;
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries};
use crate::value::Field;

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
    /// The field is optional, or the event promises nothing (`compatibility: none`).
    ///
    /// ## See
    /// seed 000:86 · seed 000:49
    id: "events/breaking-schema",
    severity: Error,
    stage: Draft,
    visit: Event(check),
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some(promise) = &event.at.value.compatibility else { return };
    let latest = event.at.value.previous.entries().iter();
    let latest = latest.filter_map(|(name, at)| Some((name.value.parse::<u64>().ok()?, at))).max_by_key(|it| it.0);
    let (Some((version, old)), Some(new)) = (latest, &event.at.value.payload) else { return };
    let (before, after) = (known(event.model, old), known(event.model, new));
    if before.is_empty() || after.is_empty() {
        return;
    }
    let backward = matches!(promise.value, Compatibility::Backward | Compatibility::Full);
    let forward = matches!(promise.value, Compatibility::Forward | Compatibility::Full);
    for (name, field) in after {
        let was = before.iter().find(|(other, _)| other.value == name.value);
        let short = super::short(&name.value);
        match was {
            None if backward && !field.optional => {
                let message = format!("messages of version {version} have no `{short}`");
                report.find(name.span, message).related(promise.span, "the promise");
            }
            Some((there, old)) if (backward || forward) && (old.ty != field.ty || old.list != field.list) => {
                let message = format!("`{short}` was {} in version {version}", described(old));
                report.find(field.span, message).related(there.span, "as it was").related(promise.span, "the promise");
            }
            _ => {}
        }
    }
    for (name, field) in before.iter().filter(|(name, _)| !after.iter().any(|(other, _)| other.value == name.value)) {
        if forward && !field.optional {
            let message = format!("readers of version {version} need `{}`", super::short(&name.value));
            report.find(new.span, message).related(name.span, "as it was").related(promise.span, "the promise");
        }
    }
}

fn known<'m>(model: &'m Model<'_>, schema: &'m At<SchemaUse>) -> &'m [(At<String>, At<Field>)] {
    model.fields(&schema.value)
}

fn described(field: &Field) -> String {
    let list = if field.list { " list" } else { "" };
    format!("`{}`{list}", super::short(&field.ty))
}

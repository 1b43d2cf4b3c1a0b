use crate::lint::Report;
use crate::model::{Column, Event, Schema, field_type, plain, words};
use crate::rule::{Fix, rule};
use crate::spec::schema::SchemaUse;

rule! {
    /// A field has another kind of type in a schema than in the table behind it.
    ///
    /// ## Why
    /// Somewhere in between it is converted, or fails to be: an identifier that is a number here and a UUID there has no
    /// conversion at all.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     id: integer
    /// #       ^^^^^^^ a whole number here, a UUID in `orders.id`
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk }
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     id: uuid
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk }
    /// ```
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, payload: OrderPlaced }
    /// schemas:
    ///   OrderPlaced:
    ///     orderId: integer
    /// #            ^^^^^^^ a whole number here, a UUID in `orders.id`
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk }
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - { name: order.placed, payload: OrderPlaced }
    /// schemas:
    ///   OrderPlaced:
    ///     orderId: uuid
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk }
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { id: string, total: string, createdAt: date-time, paid: integer, customerId: integer }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, total: "numeric(12,2)", created_at: timestamptz, paid: timestamptz }
    /// ```
    ///
    /// ## Not a problem when
    /// The schema writes it as a string: everything can be written as one. A moment may be a number of seconds. Compared are
    /// schemas that bear the name of a table's row, and fields that bear the name of its key (`customerId`) in what the
    /// system's own endpoints and events say.
    ///
    /// ## See
    /// seed 003:49 · seed 001:50-58 · seed 001:97-104 · seed 001:172
    id: "contract/conflicting-type",
    severity: Warning,
    stage: Draft,
    visit: Schema(check),
    fix: Suggested,
}

fn check(schema: Schema<'_>, report: &mut Report<'_>) {
    let table = schema.model.entity(&schema.name.value);
    for (name, field) in &schema.at.value.fields {
        let own = table.and_then(|it| it.columns().find(|it| plain(&it.name.value) == plain(&name.value)));
        let Some(column) = own.or_else(|| key_of_another(schema, &name.value)) else { continue };
        let (Some(here), Some(there)) = (kind(&field.ty), kind(&column.ty)) else { continue };
        // A moment is often written as the seconds since 1970.
        let counted = ["a whole number", "a moment"];
        let moment = counted.contains(&here) && counted.contains(&there);
        if here == there || moment || field.list || own.is_none() && !is_said_by_us(schema) {
            continue;
        }
        let place = format!("`{}.{}`", super::brief(column.table.name()), super::brief(&column.name.value));
        let ty = field_type(&column.ty);
        report
            .find(field.span, format!("{here} here, {there} in {place}"))
            .related(column.at.span, "the column")
            .fix(Fix::suggested(format!("Make it `{ty}`"), schema.model.retype(field, ty)));
    }
}

/// The key of the row that a field such as `customerId` names.
fn key_of_another<'m>(schema: Schema<'m>, name: &str) -> Option<Column<'m>> {
    let mut thing = words(name);
    thing.pop().filter(|last| last == "id" && !thing.is_empty())?;
    let table = schema.model.entity(&thing.join("_"))?;
    let mut key = table.primary_key();
    let key = key.next().filter(|_| key.next().is_none())?;
    let another_name = table.columns().any(|it| plain(&it.name.value) == plain(name));
    (!another_name).then_some(key)
}

/// Whether an endpoint of ours takes or returns the schema, or an event of ours carries it.
fn is_said_by_us(schema: Schema<'_>) -> bool {
    let is_it = |used: &SchemaUse| matches!(used, SchemaUse::Named { name, .. } if *name == schema.name.value);
    let model = schema.model;
    let ours = |event: &Event<'_>| event.producer.as_ref().is_none_or(|it| model.service(&it.value.0).is_some());
    model.endpoints().any(|it| it.at.value.request.iter().chain(it.bodies()).any(|it| is_it(&it.value)))
        || model.events().filter(ours).any(|it| it.payload.as_ref().is_some_and(|it| is_it(&it.value)))
}

/// The kind of thing that a type holds, where no other kind can stand for it.
fn kind(ty: &str) -> Option<&'static str> {
    match ty {
        "uuid" => Some("a UUID"),
        "integer" | "int" | "int32" | "int64" | "bigint" | "smallint" | "serial" | "bigserial" => {
            Some("a whole number")
        }
        "boolean" | "bool" => Some("yes or no"),
        "date-time" | "timestamptz" | "timestamp" | "timestamp with time zone" | "datetime" => Some("a moment"),
        "date" => Some("a day"),
        _ => None,
    }
}

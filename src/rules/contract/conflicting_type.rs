use crate::lint::Report;
use crate::model::{Schema, field_type, plain};
use crate::rule::{Fix, rule};

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
    /// ```yaml good
    /// schemas:
    ///   Order: { id: string, total: string, createdAt: date-time, paid: integer }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, total: "numeric(12,2)", created_at: timestamptz, paid: timestamptz }
    /// ```
    ///
    /// ## Not a problem when
    /// The schema writes it as a string: everything can be written as one. A moment may be a number of seconds. Only a schema that bears the name of a table's row
    /// is compared.
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
    let Some(table) = schema.model.entity(&schema.name.value) else { return };
    for (name, field) in &schema.at.value.fields {
        let Some(column) = table.columns().find(|it| plain(&it.name.value) == plain(&name.value)) else { continue };
        let (Some(here), Some(there)) = (kind(&field.ty), kind(&column.ty)) else { continue };
        // A moment is often written as the seconds since 1970.
        let counted = ["a whole number", "a moment"];
        let moment = counted.contains(&here) && counted.contains(&there);
        if here == there || moment || field.list {
            continue;
        }
        let place = format!("`{}.{}`", super::short(table.name()), super::short(&column.name.value));
        let message = format!("{here} here, {there} in {place}");
        let message =
            if message.chars().count() > 100 { format!("{here} here, {there} in the table") } else { message };
        let ty = field_type(&column.ty);
        report
            .find(field.span, message)
            .related(column.at.span, "the column")
            .fix(Fix::suggested(format!("Make it `{ty}`"), schema.model.retype(field, ty)));
    }
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

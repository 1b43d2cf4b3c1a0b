use crate::lint::Report;
use crate::model::{Model, Schema, plain};
use crate::rule::{Fix, rule};

rule! {
    /// The values that a field may have differ between a schema and the table behind it.
    ///
    /// ## Why
    /// A generated client turns the value that it does not know into an error, or into nothing. The order that became
    /// `refunded` disappears from everybody's app.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: enum(pending, paid, refunded) not null
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     status: enum(pending, paid)
    /// #           ^^^^^^^^^^^^^^^^^^^ `orders.status` may also be `refunded`
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: enum(pending, paid, refunded) not null
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     status: enum(pending, paid, refunded)
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: enum(pending, paid, refunded) not null
    /// schemas:
    ///   Order: { id: uuid, status: "enum(pending, paid, refunded)" }
    ///   CreateOrder: { status: "enum(pending)" }
    /// ```
    ///
    /// ## Not a problem when
    /// A request takes fewer values than the table has. Only a schema that bears the name of a table's row is compared.
    ///
    /// ## See
    /// seed 003:49 · seed 001:84 · seed 001:126
    id: "contract/enum-mismatch",
    severity: Warning,
    stage: Draft,
    visit: Schema(check),
    fix: Suggested,
}

fn check(schema: Schema<'_>, report: &mut Report<'_>) {
    let model: &Model<'_> = schema.model;
    let Some(table) = model.entity(&schema.name.value) else { return };
    for (name, field) in schema.at.value.fields.iter().filter(|(_, field)| field.ty == "enum") {
        let Some(column) = table.columns().find(|it| plain(&it.name.value) == plain(&name.value)) else { continue };
        if column.ty != "enum" || column.arguments.is_empty() || field.arguments.is_empty() {
            continue;
        }
        let place = format!("`{}.{}`", super::short(table.name()), super::short(&column.name.value));
        let more = column.arguments.iter().find(|it| !field.arguments.contains(it));
        let unknown = field.arguments.iter().find(|it| !column.arguments.contains(it));
        let message = match (more, unknown) {
            (Some(value), _) => format!("{place} may also be `{}`", super::short(value)),
            (None, Some(value)) => format!("{place} is never `{}`", super::short(value)),
            (None, None) => continue,
        };
        let message = if message.chars().count() > 100 { "the table has other values".to_owned() } else { message };
        let values: Vec<&str> = column.arguments.iter().map(String::as_str).collect();
        report
            .find(field.span, message)
            .related(column.at.span, "the column")
            .fix(Fix::suggested("Take the values of the column", model.enumerate(field, &values)));
    }
}

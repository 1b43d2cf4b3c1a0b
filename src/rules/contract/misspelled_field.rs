use crate::lint::Report;
use crate::model::{Schema, plain, words};
use crate::rule::{Fix, rule};

rule! {
    /// A field of a schema differs in one letter from the column that it stands for.
    ///
    /// ## Why
    /// Mapping by name finds no column and leaves the field empty, without an error. Once clients have built on the name,
    /// the letter cannot be mended without a new version.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     custmerId: uuid
    /// #   ^^^^^^^^^ `orders` has no `custmerId`, but `customer_id`
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid not null }
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     customerId: uuid
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid not null }
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { id: uuid, customerId: uuid, items: "Item[]", total: string, address1: string, links: object }
    ///   Item: { sku: string }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid not null, item: text, address2: text }
    /// ```
    ///
    /// ## Not a problem when
    /// The field is computed: one that is like no column is never reported, nor one whose column has a field of its own.
    /// Only a schema that bears the name of a table's row is compared.
    ///
    /// ## See
    /// seed 003:49 · Zalando #205
    id: "contract/misspelled-field",
    severity: Warning,
    stage: Draft,
    visit: Schema(check),
    fix: Suggested,
}

fn check(schema: Schema<'_>, report: &mut Report<'_>) {
    let Some(table) = schema.model.entity(&schema.name.value) else { return };
    let fields = &schema.at.value.fields;
    let columns: Vec<_> = table.columns().map(|it| (it, plain(&it.name.value))).collect();
    for (name, _) in fields.iter().filter(|(_, field)| !field.list) {
        let own = plain(&name.value);
        if columns.iter().any(|(_, column)| *column == own) {
            continue;
        }
        let free = |column: &str| !fields.iter().any(|(other, _)| plain(&other.value) == column);
        let Some((column, _)) = columns.iter().find(|(_, column)| is_slip(&own, column) && free(column)) else {
            continue;
        };
        let right = &column.name.value;
        let (at, field) = (super::brief(table.name()), super::brief(&name.value));
        let finding = report.find(name.span, format!("`{at}` has no `{field}`, but `{}`", super::brief(right)));
        finding.related(column.name.span, "the column");
        if !schema.at.value.json_schema {
            let better = spelled_like(right, &name.value);
            let edits = schema.rename_field(name, &better);
            finding.fix(Fix::suggested(format!("Rename it to `{better}`"), edits));
        }
    }
}

/// Whether two names differ by one slip of the fingers: not by a number, nor as one and many.
fn is_slip(one: &str, other: &str) -> bool {
    let plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    let first = one.chars().next() == other.chars().next();
    let no_number = !one.chars().chain(other.chars()).any(|c| c.is_ascii_digit());
    one.len() >= 6
        && first
        && no_number
        && !plural(one, other)
        && !plural(other, one)
        && strsim::osa_distance(one, other) == 1
}

/// A column's name as the schema's fields are written.
fn spelled_like(column: &str, field: &str) -> String {
    if field.contains('_') || !field.chars().any(char::is_uppercase) {
        return column.to_owned();
    }
    let words = words(column).into_iter().enumerate();
    words
        .map(|(index, word)| match index {
            0 => word,
            _ => word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect(),
        })
        .collect()
}

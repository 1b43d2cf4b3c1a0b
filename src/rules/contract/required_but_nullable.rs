use crate::lint::Report;
use crate::model::{Schema, plain};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};
use crate::value::Column;

rule! {
    /// A schema promises a field in each answer that the table may not have.
    ///
    /// ## Why
    /// The first row without it breaks the promise: a strict client refuses the whole answer, a careless one fails a screen
    /// later on a value that cannot be absent.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     note: string?
    ///     shippedAt: date-time
    /// #              ^^^^^^^^^ promised in each answer, but `orders.shipped_at` may be empty
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: text not null, note: text, shipped_at: timestamptz }
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     note: string?
    ///     shippedAt: date-time?
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: text not null, note: text, shipped_at: timestamptz }
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { id: uuid, note: string?, shippedAt: date-time }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: text, shipped_at: timestamptz }
    /// ```
    ///
    /// ## Not a problem when
    /// The table does not tell columns that may be empty from those that may not (no `not null` beside the key), or the
    /// schema does not tell optional fields from others (no `?`). Only a schema that bears the name of a table's row is
    /// compared.
    ///
    /// ## See
    /// seed 003:49
    id: "contract/required-but-nullable",
    severity: Warning,
    stage: Review,
    visit: Schema(check),
    fix: Suggested,
}

fn check(schema: Schema<'_>, report: &mut Report<'_>) {
    let Some(table) = schema.model.entity(&schema.name.value) else { return };
    let fields = &schema.at.value.fields;
    let told_here = fields.iter().any(|(_, field)| field.optional);
    // Columns that a policy gives to all tables say nothing of this one.
    let told_there = table.columns().any(|it| it.not_null && !it.primary_key && table.at.span.contains(it.name.span));
    if !told_here || !told_there || schema.at.value.json_schema {
        return;
    }
    for (name, field) in fields.iter().filter(|(_, field)| !field.may_be_absent() && !field.write_only) {
        let Some(column) = table.columns().find(|it| plain(&it.name.value) == plain(&name.value)) else { continue };
        if column.not_null || column.generated || column.default.is_some() {
            continue;
        }
        let (at, column_name) = (super::brief(table.name()), super::brief(&column.name.value));
        let message = format!("promised in each answer, but `{at}.{column_name}` may be empty");
        let finding = report.find(field.span, message);
        finding.related(column.at.span, "the column");
        let text = field.span.of(schema.model.spec.text());
        let lead = text.len() - text.trim_start_matches(['"', '\'']).len();
        let ty = Column::type_length(text.get(lead..).unwrap_or_default().trim_end_matches(['"', '\'']));
        let end = field.span.start + lead + ty;
        if ty > 0 {
            finding.fix(Fix::suggested("Make it optional", vec![Edit::replace(Span::new(end, end), "?")]));
        }
    }
}

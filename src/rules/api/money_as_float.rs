use crate::lint::Report;
use crate::model::{Schema, words};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

rule! {
    /// An amount of money is a binary floating-point number.
    ///
    /// ## Why
    /// 0.1 and 0.2 make 0.30000000000000004. Sums drift by cents, the invoice does not match the payment, and the difference
    /// is found at the end of the year.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     price: float
    /// #          ^^^^^ `price` cannot be exact as `float`
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     price: decimal(12,2)
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { price: "decimal(12,2)", priceCents: integer }
    ///   Reading: { amount: float, unit: string }
    /// ```
    ///
    /// ## Not a problem when
    /// It is no money: an `amount` or a `total` counts only beside a `currency`.
    ///
    /// ## See
    /// seed 001:173 · Zalando #173
    id: "api/money-as-float",
    severity: Warning,
    stage: Draft,
    visit: Schema(check),
    fix: Suggested,
}

fn check(schema: Schema<'_>, report: &mut Report<'_>) {
    let fields = &schema.at.value.fields;
    let currency = fields.iter().any(|(name, _)| words(&name.value).iter().any(|word| word == "currency"));
    for (name, field) in fields {
        if !matches!(field.ty.as_str(), "float" | "double" | "number") || !is_money(&name.value, currency) {
            continue;
        }
        let message = format!("`{}` cannot be exact as `{}`", super::short(&name.value), field.ty);
        let finding = report.find(field.span, message);
        let raw = field.span.of(schema.model.spec.text());
        let start = field.span.start + raw.len() - raw.trim_start_matches(['"', '\'']).len();
        if !schema.at.value.json_schema && !field.list && !raw.starts_with('{') {
            let span = Span::new(start, start + field.ty.len());
            let comma_safe = raw.starts_with(['"', '\'']) || !in_brackets(schema);
            if comma_safe && field.range.is_none() && span.of(schema.model.spec.text()) == field.ty {
                finding.fix(Fix::suggested("Make it a decimal", vec![Edit::replace(span, "decimal(12,2)")]));
            }
        }
    }
}

/// Whether the schema is written in braces, where a comma ends a plain text.
fn in_brackets(schema: Schema<'_>) -> bool {
    schema.at.span.of(schema.model.spec.text()).starts_with('{')
}

/// Whether a name means money: always, or beside a currency.
fn is_money(name: &str, currency: bool) -> bool {
    let words = words(name);
    let last = words.last().map(String::as_str).unwrap_or_default();
    matches!(last, "price" | "subtotal" | "salary" | "fee")
        || currency && matches!(last, "amount" | "total" | "cost" | "balance" | "tax" | "discount" | "refund")
}

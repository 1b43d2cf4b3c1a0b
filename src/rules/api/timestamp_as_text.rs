use crate::lint::Report;
use crate::model::{Schema, words};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

rule! {
    /// A moment in time is typed as plain text or as a number.
    ///
    /// ## Why
    /// One producer writes local time, the next seconds, the third milliseconds. Nothing checks it, and the order shows as
    /// paid in 1970.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     createdAt: string
    /// #              ^^^^^^ a moment in time is a `date-time`
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     createdAt: date-time
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Token: { exp: integer, iat: integer, expiresAt: integer }
    ///   Place: { lookAt: string }
    /// ```
    ///
    /// ## Not a problem when
    /// All times are numbers by custom: a number is reported only where other fields are `date-time`.
    ///
    /// ## See
    /// seed 001:56-57 · seed 001:162 · RFC 3339
    id: "api/timestamp-as-text",
    severity: Warning,
    stage: Draft,
    visit: Schema(check),
    fix: Suggested,
}

fn check(schema: Schema<'_>, report: &mut Report<'_>) {
    let custom =
        || schema.model.schemas().any(|it| it.at.value.fields.iter().any(|(_, field)| field.ty == "date-time"));
    for (name, field) in &schema.at.value.fields {
        let text = matches!(field.ty.as_str(), "string" | "text");
        let number = matches!(field.ty.as_str(), "integer" | "int" | "int32" | "int64" | "number");
        if !is_moment(&name.value) || field.list || !(text || number && custom()) {
            continue;
        }
        let finding = report.find(field.span, "a moment in time is a `date-time`");
        let raw = field.span.of(schema.model.spec.text());
        let lead = raw.len() - raw.trim_start_matches(['"', '\'']).len();
        let start = field.span.start + lead;
        if raw.get(lead..).is_some_and(|rest| rest.starts_with(&field.ty) && !rest.contains('(')) {
            let edit = Edit::replace(Span::new(start, start + field.ty.len()), "date-time");
            finding.fix(Fix::suggested("Make it a `date-time`", vec![edit]));
        }
    }
}

/// Whether a name says when something happened or will: `createdAt`, `expires_at`, `timestamp`.
fn is_moment(name: &str) -> bool {
    const OTHERS: [&str; 10] = ["expires", "starts", "ends", "begins", "sent", "paid", "sold", "read", "seen", "due"];
    match words(name).as_slice() {
        [only] => only == "timestamp",
        [.., before, last] if last == "at" => before.ends_with("ed") || OTHERS.contains(&before.as_str()),
        _ => false,
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::model::words::{is_any, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Data of persons is written to the logs.
    ///
    /// ## Why
    /// Nobody deletes a person from a log. What the design erases from its tables on request is still there, in every
    /// copy, for as long as logs are kept.
    ///
    /// ## Example
    /// ```yaml bad
    /// observability:
    ///   logs:
    ///     fields: [request_id, email]
    /// #                        ^^^^^ `email` would stand in every log
    ///     keep: 30d
    /// ```
    /// ```yaml fixed
    /// observability:
    ///   logs:
    ///     fields: [request_id, email]
    ///     keep: 30d
    ///     redact: [email]
    /// ```
    /// ```yaml good
    /// observability:
    ///   logs:
    ///     fields: [request_id, user_id, email_hash, email]
    ///     redact: [pii]
    /// ```
    ///
    /// ## Not a problem when
    /// The field is under `redact`, or the list there has `pii`.
    ///
    /// ## See
    /// seed 003:43 · seed 002:29 · GDPR, Article 17 · OWASP Logging
    id: "security/personal-data-in-log",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

const PERSONAL: [&str; 13] = [
    "email",
    "email address",
    "phone",
    "phone number",
    "ssn",
    "date of birth",
    "birth date",
    "first name",
    "last name",
    "full name",
    "street address",
    "iban",
    "passport number",
];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(logs) = model.logs() else { return };
    let masked = |name: &str| logs.redact.items().iter().any(|it| words(it) == words(name));
    if masked("pii") || masked("personal data") {
        return;
    }
    for field in logs.fields.items() {
        let column = model.columns().any(|column| column.pii && words(&column.name.value) == words(&field.value));
        if !(column || is_any(&field.value, &PERSONAL)) || masked(&field.value) {
            continue;
        }
        let edits = match (&logs.redact, model.logs_node()) {
            (Some(redact), _) => model.spec.tree.push(redact.node, &field.value),
            (None, Some(node)) => model.spec.tree.set(node, "redact", &format!("[{}]", field.value)),
            (None, None) => Vec::new(),
        };
        report
            .find(field.span, format!("`{}` would stand in every log", field.value))
            .fix(Fix::suggested("Mask it", edits));
    }
}

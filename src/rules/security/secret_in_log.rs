use crate::lint::Report;
use crate::model::Model;
use crate::model::words::{is_any, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::operations::Logs;

rule! {
    /// A credential is written to the logs.
    ///
    /// ## Why
    /// Logs are read by more people than the database, copied to more places, and kept for longer. A token in them is a
    /// key to the account for each of those people.
    ///
    /// ## Example
    /// ```yaml bad
    /// observability:
    ///   logs:
    ///     fields: [request_id, authorization, user_id]
    /// #                        ^^^^^^^^^^^^^ `authorization` would stand in every log
    /// ```
    /// ```yaml fixed
    /// observability:
    ///   logs:
    ///     fields: [request_id, user_id]
    /// ```
    /// ```yaml good
    /// observability:
    ///   logs:
    ///     fields: [request_id, token_id, authorization]
    ///     redact: [authorization]
    /// ```
    ///
    /// ## Not a problem when
    /// The field is under `redact`.
    ///
    /// ## See
    /// seed 003:43 · seed 002:29 · CWE-532 · OWASP Logging
    id: "security/secret-in-log",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Safe,
}

const SECRETS: [&str; 16] = [
    "password",
    "passwd",
    "secret",
    "client secret",
    "api key",
    "access token",
    "refresh token",
    "id token",
    "authorization",
    "cookie",
    "set cookie",
    "private key",
    "session token",
    "card number",
    "cvv",
    "cvc",
];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(logs) = model.logs() else { return };
    let Some(list) = logs.fields.as_ref() else { return };
    for (index, field) in list.value.0.iter().enumerate() {
        let secret = is_any(&field.value, &SECRETS) || is_secret_column(model, &field.value);
        if secret && !is_redacted(logs, &field.value) {
            report
                .find(field.span, format!("`{}` would stand in every log", field.value))
                .fix(Fix::safe("Leave it out", model.spec.tree.remove_item(list.node, index)));
        }
    }
}

fn is_secret_column(model: &Model<'_>, field: &str) -> bool {
    model.columns().any(|column| (column.secret || column.hashed) && words(&column.name.value) == words(field))
}

/// Whether a field is left out or masked before it is written.
fn is_redacted(logs: &Logs, field: &str) -> bool {
    logs.redact.items().iter().any(|redacted| words(redacted) == words(field))
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// Log lines are free text.
    ///
    /// ## Why
    /// A machine cannot tell which part of a sentence is the order and which is the amount. Every question to the logs
    /// becomes a regular expression, which breaks with the next change of wording.
    ///
    /// ## Example
    /// ```yaml bad
    /// observability:
    ///   logs: { format: text, keep: 30d }
    /// #                 ^^^^ logs as `text` cannot be searched by field
    /// ```
    /// ```yaml fixed
    /// observability:
    ///   logs: { format: json, keep: 30d }
    /// ```
    /// ```yaml good
    /// observability:
    ///   logs: { format: logfmt, keep: 30d }
    /// ```
    ///
    /// ## Not a problem when
    /// The lines have fields in any form: JSON, logfmt, ECS.
    ///
    /// ## See
    /// seed 003:43 · seed 003:60
    id: "observability/unstructured-logs",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// Forms in which a line has no fields.
const FREE: [&str; 6] = ["text", "plain", "plaintext", "plain text", "unstructured", "free text"];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let logs = model.system().observability.as_ref().and_then(|it| it.logs.as_ref()).and_then(|it| it.value.details());
    let Some(format) = logs.and_then(|logs| logs.format.as_ref()) else { return };
    if FREE.contains(&format.value.to_lowercase().as_str()) {
        let edits = vec![crate::text::Edit::replace(format.span, "json")];
        report
            .find(format.span, format!("logs as `{}` cannot be searched by field", format.value))
            .fix(Fix::suggested("Log JSON", edits));
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Nobody says how long logs are kept.
    ///
    /// ## Why
    /// Kept for ever, they are the largest store of personal data in the house and the largest line of the bill. Kept
    /// for a week, they are gone when the question comes.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// observability: { logs: { format: json, fields: [request_id] } }
    /// #                ^^^^ how long are logs kept?
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// observability: { logs: { format: json, fields: [request_id], keep: 30d } }
    /// ```
    /// ```yaml good
    /// stage: production
    /// observability: { logs: { format: json, fields: [request_id], keep: 30d } }
    /// ```
    ///
    /// ## Not a problem when
    /// Logs are only named in the short form, without any detail.
    ///
    /// ## See
    /// seed 003:43
    id: "observability/endless-logs",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(observability) = &model.system().observability else { return };
    let Some(logs) = &observability.logs else { return };
    let detailed = logs.value.details().is_some_and(|it| it.keep.is_none() && !it.fields.items().is_empty());
    if detailed {
        let edits = model.spec.set(logs, "keep", "30d");
        report.find(logs.key, "how long are logs kept?").fix(Fix::suggested("Keep them for 30d", edits));
    }
}

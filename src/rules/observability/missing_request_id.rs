use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Logs are planned, but nothing ties the lines of one request together.
    ///
    /// ## Why
    /// A customer reports a failure, and the logs of five services hold a million lines of that minute. Without an id
    /// that travels with the request nobody finds the twelve that belong together.
    ///
    /// ## Example
    /// ```yaml bad
    /// api: [POST /orders]
    /// observability:
    ///   logs: { format: json, fields: [level, message] }
    /// # ^^^^ no id ties the log lines of one request together
    /// ```
    /// ```yaml fixed
    /// api: [POST /orders]
    /// observability:
    ///   logs: { format: json, fields: [level, message] }
    ///   request_id: X-Request-Id
    /// ```
    /// ```yaml good
    /// api: [POST /orders]
    /// observability:
    ///   logs: { format: json, fields: [level, message, trace_id] }
    /// ```
    ///
    /// ## Not a problem when
    /// Requests are traced, the log lines have an id of the request, trace or correlation, or the system answers no
    /// requests.
    ///
    /// ## See
    /// seed 003:44 · Zalando #233
    id: "observability/missing-request-id",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(observability) = model.system().observability.as_ref() else { return };
    let Some(logs) = observability.logs.as_ref().filter(|logs| logs.value.is_on()) else { return };
    let fields = logs.value.details().map(|it| it.fields.items()).unwrap_or_default();
    let is_id = |field: &str| {
        let field = field.to_lowercase().replace(['-', '_', '.'], "");
        ["requestid", "traceid", "correlationid", "traceparent", "reqid"].iter().any(|id| field.contains(id))
    };
    let traced = observability.traces.as_ref().is_some_and(|it| it.value.is_on()) || model.signals("trac");
    let named = observability.request_id.is_some()
        || model.endpoints().any(|it| {
            it.at.value.parameters.as_ref().is_some_and(|them| them.value.0.iter().any(|(name, _)| is_id(&name.value)))
        });
    if model.has_interface() && !traced && !named && !fields.iter().any(|it| is_id(&it.value)) {
        let edits = model.spec.set(observability, "request_id", "X-Request-Id");
        report
            .find(logs.key, "no id ties the log lines of one request together")
            .fix(Fix::suggested("Give each request an id", edits));
    }
}

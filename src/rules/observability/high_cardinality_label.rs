use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// A metric has a label that is different for almost every request.
    ///
    /// ## Why
    /// Each value of a label is a time series of its own. A label with user ids makes millions of them, and the
    /// monitoring goes down before the system that it watches.
    ///
    /// ## Example
    /// ```yaml bad
    /// observability:
    ///   metrics: { system: prometheus, labels: [route, status, user_id] }
    /// #                                                        ^^^^^^^ `user_id` makes a time series for almost every request
    /// ```
    /// ```yaml fixed
    /// observability:
    ///   metrics: { system: prometheus, labels: [route, status] }
    /// ```
    /// ```yaml good
    /// observability:
    ///   metrics: { system: prometheus, labels: [route, status, region] }
    ///   logs: { format: json, fields: [user_id, request_id] }
    /// ```
    ///
    /// ## Not a problem when
    /// The value stands in logs and traces, which are made for it, or the label names one of few things: a route's
    /// template, a tenant, a region.
    ///
    /// ## See
    /// seed 003:43 · seed 003:60
    id: "observability/high-cardinality-label",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// Names of values that nearly every request has its own of.
const UNBOUNDED: [&str; 15] = [
    "userid",
    "customerid",
    "accountid",
    "sessionid",
    "requestid",
    "traceid",
    "spanid",
    "correlationid",
    "orderid",
    "email",
    "ip",
    "ipaddress",
    "clientip",
    "url",
    "rawpath",
];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let metrics = model.system().observability.as_ref().and_then(|it| it.metrics.as_ref());
    let Some(labels) = metrics.and_then(|it| it.value.details()).and_then(|it| it.labels.as_ref()) else { return };
    for (index, label) in labels.value.0.iter().enumerate() {
        if UNBOUNDED.contains(&label.value.to_lowercase().replace(['-', '_', '.'], "").as_str()) {
            let edits = model.spec.tree.remove_item(labels.node, index);
            report
                .find(label.span, format!("`{}` makes a time series for almost every request", label.value))
                .fix(Fix::suggested(format!("Leave `{}` to logs and traces", label.value), edits));
        }
    }
}

use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::schema::SchemaUse;

rule! {
    /// An error body tells callers how the server works inside.
    ///
    /// ## Why
    /// A stack trace or a query in a response names tables, libraries and their versions. It is a map for an attacker and
    /// tells a caller nothing that helps.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, responses: { 200: Orders, 500: Error } }
    /// schemas:
    ///   Orders: { data: "string[]" }
    ///   Error:
    ///     code: string
    ///     stackTrace: string?
    /// #   ^^^^^^^^^^ `stackTrace` shows callers the inside of the server
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, responses: { 200: Orders, 500: Error } }
    /// schemas:
    ///   Orders: { data: "string[]" }
    ///   Error:
    ///     code: string
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, responses: { 500: Error } }
    /// schemas:
    ///   Error: { code: string, message: string, traceId: string }
    ///   LogEntry: { stackTrace: string }
    /// ```
    ///
    /// ## Not a problem when
    /// It is an identifier under which the details are found in the logs (`traceId`, `requestId`).
    ///
    /// ## See
    /// seed 001:42 · OWASP API8:2023
    id: "api/leaked-internals",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

/// Fields that tell of the inside, in plain letters.
const INSIDE: [&str; 12] = [
    "stack",
    "stacktrace",
    "backtrace",
    "traceback",
    "exception",
    "exceptionclass",
    "exceptiontype",
    "innerexception",
    "sql",
    "sqlquery",
    "sqlstatement",
    "debuginfo",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let policy = endpoint.model.system().api_design.as_ref().and_then(|it| it.errors.as_ref());
    let named = policy.and_then(|it| it.schema.as_ref());
    let named = named.map(|it| SchemaUse::Named { name: it.value.0.clone(), list: false });
    let own = endpoint.statuses().filter(|it| it.is_error()).filter_map(|it| it.body).map(|body: &At<_>| &body.value);
    let mut found = Vec::new();
    for body in own.chain(&named) {
        let whole = match body {
            SchemaUse::Named { name, .. } => endpoint.model.schema(name).map(|it| it.at.node),
            SchemaUse::Inline(_) => None,
        };
        let fields = endpoint.model.named_fields(body);
        let inside = fields.iter().filter(|(name, _)| INSIDE.contains(&plain(&name.value).as_str()));
        found.extend(inside.map(|(name, _)| (name.span, name.value.clone(), whole)));
    }
    for (span, name, whole) in found {
        let message = format!("`{}` shows callers the inside of the server", super::short(&name));
        let edits = whole.map(|node| endpoint.model.spec.tree.remove_entry(node, &name)).unwrap_or_default();
        report.find(span, message).fix(Fix::suggested("Take it out", edits));
    }
}

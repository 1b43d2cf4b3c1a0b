use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A path holds a query or a fragment.
    ///
    /// ## Why
    /// A router matches the path without its query, so this endpoint is never reached as it is written. The parameters are
    /// also lost to documents and generated clients, which know only those that are declared.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/orders?status=pending&createdAfter=2024-01-01
    /// #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a query is no part of the path
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, parameters: { status: string?, createdAfter: string? } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, filter: [status] }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 001:69-71 · seed 001:84 · OpenAPI 3.1, Paths Object
    id: "api/query-in-path",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let path = endpoint.path();
    let Some(start) = path.value.find(['?', '#']) else { return };
    let Some((plain, rest)) = path.value.split_at_checked(start) else { return };
    let text = endpoint.model.spec.text();
    let Some(lead) = path.span.of(text).find(path.value.as_str()) else { return };
    let span = crate::text::Span::new(path.span.start + lead + start, path.span.start + lead + path.value.len());
    let what = if rest.starts_with('?') { "a query" } else { "a fragment" };
    let finding = report.find(span, format!("{what} is no part of the path"));
    let names: Vec<&str> = rest
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split(['=', '#']).next())
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
        .collect();
    let parameters: Vec<String> = names.iter().map(|name| format!("{name}: string?")).collect();
    let parameters = format!("{{ {} }}", parameters.join(", "));
    let short = endpoint.at.value.method.as_ref().is_some_and(|method| method.node == path.node);
    let edits = if names.is_empty() {
        vec![Edit::delete(span)]
    } else if short {
        let method = endpoint.method();
        let plain = crate::yaml::quote(plain);
        vec![Edit::replace(
            endpoint.at.span,
            format!("{{ method: {method}, path: {plain}, parameters: {parameters} }}"),
        )]
    } else if endpoint.at.value.parameters.is_none() {
        let mut edits = vec![Edit::delete(span)];
        edits.extend(endpoint.set("parameters", &parameters));
        edits
    } else {
        return;
    };
    finding.fix(Fix::suggested("Declare the parameters", edits));
}

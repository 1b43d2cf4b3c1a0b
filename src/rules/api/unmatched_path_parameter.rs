use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::ParameterPlace;
use crate::text::Edit;

rule! {
    /// A declared path parameter does not stand in the path.
    ///
    /// ## Why
    /// Generated clients ask for it, put it nowhere, and the server reads an identifier that is not there.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     parameters:
    ///       orderId: { in: path, type: uuid }
    /// #     ^^^^^^^ the path has no parameter `orderId`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     parameters:
    ///       id: { in: path, type: uuid }
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     parameters: { id: { in: path, type: uuid }, expand: string? }
    /// ```
    ///
    /// ## Not a problem when
    /// The parameter stands elsewhere: `in: query`, or nothing said of where.
    ///
    /// ## See
    /// seed 001:15-18 · OpenAPI 3.1, Path Templating
    id: "api/unmatched-path-parameter",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let in_path: Vec<&str> = endpoint.path_parameters().map(|(name, _)| name).collect();
    for (name, parameter) in endpoint.parameters() {
        let declared = parameter.r#in.as_ref().is_some_and(|it| it.value == ParameterPlace::Path);
        if !declared || in_path.contains(&name.value.as_str()) {
            continue;
        }
        let message = format!("the path has no parameter `{}`", super::short(&name.value));
        let finding = report.find(name.span, message);
        let mut free = in_path.iter().filter(|it| !endpoint.parameters().any(|(other, _)| other.value == **it));
        if let (Some(free), None) = (free.next(), free.next()) {
            finding.fix(Fix::suggested(format!("Call it `{free}`"), vec![Edit::replace(name.span, *free)]));
        }
    }
}

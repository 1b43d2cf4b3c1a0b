use crate::lint::Report;
use crate::model::{Endpoint, parameter_name, singular};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A path has two parameters of the same name.
    ///
    /// ## Why
    /// A framework keeps one value for a name. One of the two identifiers is lost, and the endpoint works on the wrong
    /// thing or on the right thing of the wrong owner.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/users/{id}/orders/{id}
    /// #                             ^^^^ `id` names a parameter of this path already
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/users/{userId}/orders/{id}
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/users/{userId}/orders/{id}
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 001:16-18 · OpenAPI 3.1, Paths Object
    id: "api/repeated-path-parameter",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let segments: Vec<_> = endpoint.segments().collect();
    for (index, (segment, span)) in segments.iter().enumerate() {
        let Some(name) = parameter_name(segment) else { continue };
        let Some(first) = segments.iter().take(index).position(|(other, _)| other == segment) else { continue };
        let finding = report.find(*span, format!("`{name}` names a parameter of this path already"));
        let Some((_, first_span)) = segments.get(first) else { continue };
        finding.related(*first_span, "first here");
        let thing = first.checked_sub(1).and_then(|at| segments.get(at)).map(|(thing, _)| singular(thing));
        let Some(thing) = thing.filter(|thing| thing.chars().all(char::is_alphanumeric)) else { continue };
        let better = format!("{thing}Id");
        let edits = vec![Edit::replace(*first_span, segment.replace(name, &better))];
        finding.fix(Fix::suggested(format!("Call the first one `{better}`"), edits));
    }
}

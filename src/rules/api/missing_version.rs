use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Nothing says which version of the API a client talks to.
    ///
    /// ## Why
    /// The first change that breaks a client has nowhere to go. Either all clients change on the same day, or the change is
    /// not made; a version added later is itself such a change.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    /// #^^ no version in the paths and no `api_design.versioning`
    ///   - GET /orders
    ///   - { method: GET, path: "/orders/{id}" }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/orders
    ///   - { method: GET, path: "/v1/orders/{id}" }
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /orders
    /// api_design:
    ///   versioning: header
    /// ```
    ///
    /// ## Not a problem when
    /// One team ships the API together with its only client: say so with
    /// `api_design: { versioning: none }`. Pages for people (`kind: frontend`) are not looked at.
    ///
    /// ## See
    /// seed 000:49 · seed 001:87-95 · seed 002:19 · Google AIP-185
    id: "api/missing-version",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let policy = model.system().api_design.as_ref().and_then(|it| it.versioning.as_ref());
    let endpoints: Vec<_> = model.endpoints().filter(|it| !it.is_operational() && !it.is_page()).collect();
    let stated = endpoints.iter().any(|it| it.has_version() || super::version_parameter(*it).is_some());
    if endpoints.is_empty() || policy.is_some() || stated {
        return;
    }
    let Some(place) = model.api_place() else { return };
    let mut edits: Vec<Edit> = Vec::new();
    for endpoint in &endpoints {
        let own = endpoint.segments().next().map(|(_, span)| span.start.saturating_sub(1));
        let others = endpoint.mentions().into_iter().map(|(_, start)| start);
        for start in own.into_iter().chain(others) {
            if !edits.iter().any(|edit| edit.span.start == start) {
                edits.push(Edit::insert(start, "/v1"));
            }
        }
    }
    report
        .find(place, "no version in the paths and no `api_design.versioning`")
        .fix(Fix::suggested("Put `/v1` in front of the paths", edits));
}

use crate::lint::Report;
use crate::model::{Endpoint, parameter_name, plain};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::{EndpointRef, Method};

rule! {
    /// A PUT takes less than the whole thing that it replaces.
    ///
    /// ## Why
    /// PUT replaces. What the body leaves out is gone, or stays by the server's kindness; clients guess which, and the one
    /// that guesses wrong empties a field that nobody meant to touch.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/users/{id}", response: User }
    ///   - { method: PUT, path: "/v1/users/{id}", request: ChangeUser }
    /// #                                                   ^^^^^^^^^^ a PUT replaces the whole, yet `name` cannot be sent
    /// schemas:
    ///   User: { id: uuid read-only, email: email, name: string }
    ///   ChangeUser: { email: email }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/users/{id}", response: User }
    ///   - { method: PATCH, path: "/v1/users/{id}", request: ChangeUser }
    /// schemas:
    ///   User: { id: uuid read-only, email: email, name: string }
    ///   ChangeUser: { email: email }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/users/{id}", response: User }
    ///   - { method: PUT, path: "/v1/users/{id}", request: ChangeUser }
    /// schemas:
    ///   User: { id: uuid read-only, email: email, name: string, orders: integer read-only, note: string? }
    ///   ChangeUser: { email: email, name: string }
    /// ```
    ///
    /// ## Not a problem when
    /// The field is set by the server (`read-only`) or may be left out. Where the schema of the whole marks no field as
    /// `read-only`, nothing tells the two apart and nothing is reported.
    ///
    /// ## See
    /// seed 001:28 · RFC 9110, 9.3.4
    id: "api/partial-put",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let item = endpoint.segments().last().is_some_and(|(segment, _)| parameter_name(segment).is_some());
    let Some(request) = endpoint.at.value.request.as_ref().filter(|_| item && endpoint.method() == Method::Put) else {
        return;
    };
    let model = endpoint.model;
    let reading = EndpointRef { method: Method::Get, path: endpoint.path().value.clone() };
    let Some(whole) = model.endpoints().find(|it| it.is_meant_by(&reading)).and_then(|it| it.bodies().next()) else {
        return;
    };
    let (sent, held) = (model.fields(&request.value), model.fields(&whole.value));
    let sends = |name: &str| sent.iter().any(|(it, _)| plain(&it.value) == plain(name));
    let tells = held.iter().any(|(_, field)| field.read_only) && held.iter().any(|(name, _)| sends(&name.value));
    let in_path = |name: &str| endpoint.path_parameters().any(|(it, _)| plain(it) == plain(name));
    let left_out = held.iter().find(|(name, field)| {
        !field.read_only && !field.optional && !field.deprecated && !sends(&name.value) && !in_path(&name.value)
    });
    let Some((name, _)) = left_out.filter(|_| tells) else { return };
    let message = format!("a PUT replaces the whole, yet `{}` cannot be sent", super::short(&name.value));
    report
        .find(request.span, message)
        .related(name.span, "the field that it leaves out")
        .fix(Fix::suggested("Make it a PATCH", endpoint.change_method(Method::Patch)));
}

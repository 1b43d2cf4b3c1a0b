use crate::lint::Report;
use crate::model::{Endpoint, Model, parameter_name};
use crate::rule::rule;
use crate::spec::endpoint::Method;

rule! {
    /// A write does not say what it takes, where most others do.
    ///
    /// ## Why
    /// Nothing can be validated and no client generated. The first consumer finds out by trial which fields there are, and
    /// whatever happened to work becomes the contract.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, request: NewOrder }
    ///   - { method: POST, path: /v1/customers, request: NewCustomer }
    ///   - { method: PATCH, path: "/v1/orders/{id}" }
    /// #                          ^^^^^^^^^^^^^^^^^ nothing says what `PATCH /v1/orders/{id}` takes
    /// data_model: [orders, customers]
    /// schemas:
    ///   NewOrder: { note: string }
    ///   NewCustomer: { name: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: NewOrder }
    ///   - { method: POST, path: /v1/carts, request: {} }
    ///   - { method: PATCH, path: "/v1/orders/{id}", request: NewOrder }
    ///   - POST /v1/orders/{id}/cancel
    ///   - PUT /v1/projects/{id}/members/{userId}
    /// data_model: [orders, carts, projects, members]
    /// schemas:
    ///   NewOrder: { note: string }
    /// ```
    ///
    /// ## Not a problem when
    /// It takes nothing: say `request: {}`. Actions (`/orders/{id}/cancel`) and memberships
    /// (`PUT /projects/{id}/members/{userId}`) need no body, and where most writes do not say it yet, none is reported.
    ///
    /// ## See
    /// seed 001:27-29 · seed 003:28 · seed 002:18
    id: "api/missing-request-schema",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let silent = endpoint.at.value.request.is_none() && needs_body(endpoint);
    if silent && !endpoint.is_operational() && most_say_it(endpoint.model) {
        report.find(endpoint.heading(), format!("nothing says what `{}` takes", super::short(&endpoint.label())));
    }
}

/// Whether it can do nothing without a body: it changes fields, replaces a thing, or adds one to a collection.
fn needs_body(endpoint: Endpoint<'_>) -> bool {
    let parameters = endpoint.path_parameters().count();
    let item = endpoint.segments().last().is_some_and(|(segment, _)| parameter_name(segment).is_some());
    match endpoint.method() {
        Method::Patch => true,
        Method::Put => item && parameters == 1 && endpoint.collection().is_some(),
        Method::Post => endpoint.is_collection() && endpoint.parameters().next().is_none(),
        _ => false,
    }
}

/// Whether more than half of the writes that need a body say what it holds.
fn most_say_it(model: &Model<'_>) -> bool {
    let writes = || model.endpoints().filter(|it| needs_body(*it));
    writes().filter(|it| it.at.value.request.is_some()).count() * 2 > writes().count()
}

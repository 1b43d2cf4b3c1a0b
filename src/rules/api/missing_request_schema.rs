use crate::lint::Report;
use crate::model::{Endpoint, Model, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::spec::schema::SchemaUse;
use crate::value::Field;

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
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, request: NewOrder }
    ///   - { method: POST, path: /v1/customers, request: NewCustomer }
    ///   - { method: PATCH, path: "/v1/orders/{id}", request: { note: string? } }
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
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let silent = endpoint.at.value.request.is_none() && needs_body(endpoint);
    if silent && !endpoint.is_operational() && most_say_it(endpoint.model) {
        let message = format!("nothing says what `{}` takes", super::short(&endpoint.label()));
        let finding = report.find(endpoint.heading(), message);
        if let Some(request) = taken(endpoint) {
            finding.fix(Fix::suggested("Take the fields of the thing", endpoint.set("request", &request)));
        }
    }
}

/// What a write of a thing takes: what its table needs from outside, else what another write of the thing takes.
fn taken(endpoint: Endpoint<'_>) -> Option<String> {
    let table = endpoint.collection()?;
    let partial = endpoint.method() == Method::Patch;
    if let Some(fields) = if partial { table.as_change() } else { table.as_request() } {
        return Some(fields);
    }
    let others = endpoint.model.endpoints().filter(|it| it.collection().is_some_and(|it| it.name() == table.name()));
    let request = others.filter_map(|it| it.at.value.request.as_ref()).next()?;
    match &request.value {
        SchemaUse::Named { name, list: false } if !partial => Some(name.clone()),
        used => {
            let model = endpoint.model;
            let fields = model.fields(used).iter().map(|(name, field)| {
                let (ty, _, rest) = Field::parts(model.spec.tree.node(field.node)?.as_str()?);
                Some(format!("{}: {}", name.value, crate::yaml::quote(&format!("{ty}?{rest}"))))
            });
            let fields: Vec<String> = fields.collect::<Option<_>>()?;
            (partial && !fields.is_empty()).then(|| format!("{{ {} }}", fields.join(", ")))
        }
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

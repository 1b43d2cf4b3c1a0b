use crate::lint::Report;
use crate::model::{Case, Endpoint, Model, singular};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::yaml::quote;

rule! {
    /// A GET does not say what it returns, where most others do.
    ///
    /// ## Why
    /// The consumer's team builds against what it happens to see, and the provider's team changes it without knowing that
    /// anybody looked.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    ///   - { method: GET, path: "/v1/customers/{id}", response: Customer }
    ///   - { method: GET, path: "/v1/invoices/{id}" }
    /// #                        ^^^^^^^^^^^^^^^^^^^ nothing says what `GET /v1/invoices/{id}` returns
    /// schemas:
    ///   Order: { id: uuid }
    ///   Customer: { id: uuid }
    /// data_model:
    ///   - name: invoices
    ///     fields: { id: uuid pk, order_id: uuid not null, total: "numeric(12,2) not null", note: text }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    ///   - { method: GET, path: "/v1/customers/{id}", response: Customer }
    ///   - { method: GET, path: "/v1/invoices/{id}", response: Invoice }
    /// schemas:
    ///   Order: { id: uuid }
    ///   Customer: { id: uuid }
    ///   Invoice: { id: uuid, orderId: uuid, total: "decimal(12,2)", note: text? }
    /// data_model:
    ///   - name: invoices
    ///     fields: { id: uuid pk, order_id: uuid not null, total: "numeric(12,2) not null", note: text }
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/orders/{id}
    ///   - { method: GET, path: "/v1/customers/{id}", response: Customer }
    ///   - GET /v1/invoices/{id}
    /// schemas:
    ///   Customer: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// Most endpoints do not say it yet, or this one redirects, returns no content, or is a check of the system's health.
    ///
    /// ## See
    /// seed 003:28 · seed 001:50-58 · seed 002:18
    id: "api/missing-response-schema",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    if most_say_it(model) {
        model.endpoints().for_each(|endpoint| look(endpoint, report));
    }
}

fn look(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let other_answer = endpoint.statuses().any(|it| it.is_of(3) || matches!(it.number(), Some(202 | 204)));
    let silent = is_silent(endpoint) && endpoint.method() == Method::Get;
    if silent && !other_answer && !endpoint.is_operational() {
        let message = format!("nothing says what `{}` returns", super::short(&endpoint.label()));
        let finding = report.find(endpoint.heading(), message);
        if let Some(fix) = show(endpoint) {
            finding.fix(fix);
        }
    }
}

/// The fix that returns the schema that bears the thing's name, made of its table where there is none.
fn show(endpoint: Endpoint<'_>) -> Option<Fix> {
    let table = endpoint.collection()?;
    let name = Case::Pascal.spell(&singular(table.name()));
    let mut edits = Vec::new();
    if endpoint.model.schema(&name).is_none() {
        edits = endpoint.model.spec.tree.add_named("schemas", &name, &table.as_schema()?);
    }
    let many = endpoint.is_collection();
    edits.extend(endpoint.set("response", &quote(&format!("{name}{}", if many { "[]" } else { "" }))));
    Some(Fix::suggested(format!("Return `{}`", super::short(&name)), edits))
}

fn is_silent(endpoint: Endpoint<'_>) -> bool {
    endpoint.bodies().next().is_none()
}

/// Whether more than half of the reading endpoints say what they return.
fn most_say_it(model: &Model<'_>) -> bool {
    let reading = || model.endpoints().filter(|it| it.method() == Method::Get && !it.is_operational());
    reading().filter(|it| !is_silent(*it)).count() * 2 > reading().count()
}

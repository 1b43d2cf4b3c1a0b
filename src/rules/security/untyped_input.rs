use crate::lint::Report;
use crate::model::{Endpoint, singular, words};
use crate::rule::{Fix, rule};
use crate::spec::schema::SchemaUse;
use crate::yaml::quote;

rule! {
    /// An endpoint that changes something takes a body of any shape.
    ///
    /// ## Why
    /// What has no shape cannot be checked, so that each function further in trusts it. Fields that nobody meant to
    /// offer, such as `role` or `price`, are written as they come.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, request: object }
    /// #                                              ^^^^^^ `POST /v1/orders` takes whatever is sent
    /// schemas: { CreateOrder: { sku: string(..40), count: integer(1..) } }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas: { CreateOrder: { sku: string(..40), count: integer(1..) } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: { items: "OrderItem[](1..100)", note: "string(..500)?" } }
    ///   - { method: POST, path: /v1/webhooks/stripe, request: object }
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, path: /v1/webhooks/stripe, signature: hmac-sha256 }
    /// schemas: { OrderItem: { sku: string } }
    /// ```
    ///
    /// ## Not a problem when
    /// The sender signs it: a webhook's body is of the shape that its sender publishes.
    ///
    /// ## See
    /// seed 003:49 · seed 003:28 · OWASP API3:2023 · CWE-915
    id: "security/untyped-input",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(request) = &endpoint.at.value.request else { return };
    let SchemaUse::Named { name, .. } = &request.value else { return };
    if !endpoint.method().is_safe() && ["any", "object"].contains(&name.as_str()) && !endpoint.is_signed_webhook() {
        let finding =
            report.find(request.span, format!("`{}` takes whatever is sent", super::brief(&endpoint.label())));
        if let Some(schema) = fitting(endpoint) {
            let edits = endpoint.set("request", &quote(schema));
            finding.fix(Fix::suggested(format!("Take a `{schema}`"), edits));
        }
    }
}

/// The schema that is named after what the endpoint does: `CreateOrder` of `POST /v1/orders`, `UpdateOrder` of
/// `PUT /v1/orders/{id}`, `OrderRequest` of both.
fn fitting(endpoint: Endpoint<'_>) -> Option<&str> {
    let model = endpoint.model;
    let last = endpoint.segments().filter(|(segment, _)| !segment.starts_with('{')).last()?.0;
    let thing = words(&singular(last)).concat();
    let verbs: &[&str] = match endpoint.method().word() {
        "POST" => &["create", "new", "add", "place"],
        "PATCH" => &["update", "patch", "change"],
        _ => &["update", "replace", "put"],
    };
    let wanted = |name: &str| {
        let name = words(name).concat();
        let bare = name.strip_suffix("request").or(name.strip_suffix("input")).unwrap_or(&name);
        verbs.iter().any(|verb| bare == format!("{verb}{thing}")) || bare != name && bare == thing
    };
    model.schemas().map(|it| it.name).find(|name| wanted(&name.value)).map(|name| name.value.as_str())
}

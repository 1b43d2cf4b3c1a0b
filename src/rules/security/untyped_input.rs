use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
use crate::spec::schema::SchemaUse;

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
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(request) = &endpoint.at.value.request else { return };
    let SchemaUse::Named { name, .. } = &request.value else { return };
    if !endpoint.method().is_safe() && ["any", "object"].contains(&name.as_str()) && !endpoint.is_signed_webhook() {
        report.find(request.span, format!("`{}` takes whatever is sent", super::brief(&endpoint.label())));
    }
}

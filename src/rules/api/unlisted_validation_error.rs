use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;

rule! {
    /// An endpoint lists its failures, but not the one for bad input.
    ///
    /// ## Why
    /// Clients are built against the list. The first typing error of a user is then a failure that no client has a message
    /// for.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: CreateOrder
    ///     responses: [201, 401]
    /// #   ^^^^^^^^^ neither 400 nor 422 is listed, though the body may be wrong
    /// schemas:
    ///   CreateOrder: { note: string? }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: CreateOrder
    ///     responses: [201, 401, 400]
    /// schemas:
    ///   CreateOrder: { note: string? }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder, responses: [201] }
    ///   - { method: POST, path: /v1/carts, request: CreateOrder, responses: [201, 4XX] }
    /// schemas:
    ///   CreateOrder: { note: string? }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint lists no failures at all, or a policy does: `defaults.endpoint: { responses: [400] }`.
    ///
    /// ## See
    /// seed 001:35 · seed 001:40 · seed 003:49
    id: "api/unlisted-validation-error",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(request) = &endpoint.at.value.request else { return };
    if super::leaves_out(endpoint, &[400, 422]) {
        let message = "neither 400 nor 422 is listed, though the body may be wrong";
        super::unlisted(endpoint, 400, message, (request.span, "the body"), report);
    }
}

use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
use crate::spec::endpoint::Method;

rule! {
    /// A GET or HEAD takes a body.
    ///
    /// ## Why
    /// A body has no meaning in a GET. Browsers refuse to send it, proxies and caches drop it or answer without looking at
    /// it, and the request that worked on a laptop fails in production.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/search
    ///     request: { status: string?, customerId: uuid? }
    /// #   ^^^^^^^ a GET has no body
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/search
    ///     parameters: { status: string?, customerId: uuid? }
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/search
    ///     request: { status: string?, customerId: uuid? }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is. A search that needs more than parameters is a `POST …/search`.
    ///
    /// ## See
    /// seed 001:24-30 · RFC 9110, 9.3.1 · Zalando #148
    id: "api/body-on-get",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let method = endpoint.method();
    let Some(request) = endpoint.at.value.request.as_ref().filter(|_| matches!(method, Method::Get | Method::Head))
    else {
        return;
    };
    let finding = report.find(request.key, format!("a {method} has no body"));
    finding.fixes.extend(super::as_parameters(endpoint));
}

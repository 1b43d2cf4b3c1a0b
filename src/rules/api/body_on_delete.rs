use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
use crate::spec::endpoint::Method;

rule! {
    /// A DELETE takes a body.
    ///
    /// ## Why
    /// HTTP gives it no meaning. Some proxies and client libraries drop it, some refuse the request, and a DELETE that
    /// arrives without its body deletes something else than was meant.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     request: { reason: string }
    /// #   ^^^^^^^ the body of a DELETE may be lost on its way
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     parameters: { reason: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: "/v1/orders/{id}/cancellation", request: { reason: string } }
    ///   - { method: DELETE, path: "/v1/orders/{id}", parameters: { reason: string? } }
    /// ```
    ///
    /// ## Not a problem when
    /// Both ends and all in between are known to pass it on; say so in an `ignore`.
    ///
    /// ## See
    /// seed 001:30 · RFC 9110, 9.3.5
    id: "api/body-on-delete",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let request = endpoint.at.value.request.as_ref();
    if let Some(request) = request.filter(|_| endpoint.method() == Method::Delete) {
        let finding = report.find(request.key, "the body of a DELETE may be lost on its way");
        finding.fixes.extend(super::as_parameters(endpoint));
    }
}

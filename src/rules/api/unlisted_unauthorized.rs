use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
use crate::spec::endpoint::AuthMode;

rule! {
    /// An endpoint lists its failures and needs a caller that says who it is, but not what happens where it does not.
    ///
    /// ## Why
    /// Tokens expire in the middle of everything. A client that knows 401 signs in again; one that does not shows an error
    /// that nobody understands.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     auth: required
    ///     responses: [200, 404]
    /// #   ^^^^^^^^^ 401 is not listed, though callers must say who they are
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     auth: required
    ///     responses: [200, 404, 401]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", auth: required, responses: [200, 404] }
    /// defaults:
    ///   endpoint: { responses: [401, 429] }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint lists no failures at all, or a policy does.
    ///
    /// ## See
    /// seed 001:36
    id: "api/unlisted-unauthorized",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(auth) = endpoint.auth() else { return };
    let mode = auth.mode.as_ref().map(|it| it.value);
    let required = !matches!(mode, Some(AuthMode::Public | AuthMode::Optional));
    if required && super::leaves_out(endpoint, &[401]) {
        let message = "401 is not listed, though callers must say who they are";
        super::unlisted(endpoint, 401, message, (auth.span, "who may call"), report);
    }
}

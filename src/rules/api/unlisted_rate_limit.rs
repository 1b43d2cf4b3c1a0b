use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;

rule! {
    /// An endpoint lists its failures and has a rate limit, but not what a caller above it gets.
    ///
    /// ## Why
    /// A client that does not know 429 tries again at once, and again, and turns a short peak into a long one.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     rate_limit: 30/min per user
    ///     responses: [201, 400]
    /// #   ^^^^^^^^^ 429 is not listed, though calls are limited
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     rate_limit: 30/min per user
    ///     responses: [201, 400, 429]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, responses: [201, 400] }
    /// security:
    ///   rate_limit: { default: 100/min per ip }
    /// ```
    ///
    /// ## Not a problem when
    /// The limit is one for the whole system, which one page of the documentation explains.
    ///
    /// ## See
    /// seed 001:41 · seed 001:219-229 · RFC 6585
    id: "api/unlisted-rate-limit",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let own = endpoint.at.value.rate_limit.as_ref().filter(|it| endpoint.at.span.contains(it.span));
    if let Some(limit) = own.filter(|_| super::leaves_out(endpoint, &[429])) {
        let message = "429 is not listed, though calls are limited";
        super::unlisted(endpoint, 429, message, (limit.span, "the limit"), report);
    }
}

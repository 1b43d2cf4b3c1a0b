use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
use crate::spec::endpoint::Method;

rule! {
    /// An endpoint lists its failures and takes an identifier, but not what happens where nothing has it.
    ///
    /// ## Why
    /// Old links, deleted things and mistyped numbers are the most common failure of all. Without 404 in the list a client
    /// cannot tell them from a server that is broken.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    /// #                    ^^^^ 404 is not listed, though nothing may have this `id`
    ///     responses: [200, 401]
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     responses: [200, 401, 404]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: DELETE, path: "/v1/orders/{id}", responses: [204, 401] }
    ///   - { method: GET, path: "/v1/orders/{id}", responses: [200] }
    /// ```
    ///
    /// ## Not a problem when
    /// Removing what is gone already counts as done (DELETE), replacing creates (PUT), or the answer is 403 or 410.
    ///
    /// ## See
    /// seed 001:38
    id: "api/unlisted-not-found",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let reads_one = matches!(endpoint.method(), Method::Get | Method::Head | Method::Patch);
    let Some((segment, span)) = endpoint.segments().last().filter(|_| reads_one) else { return };
    let Some(name) = crate::model::parameter_name(segment) else { return };
    if !super::leaves_out(endpoint, &[404, 403, 410]) {
        return;
    }
    let message = format!("404 is not listed, though nothing may have this `{}`", super::short(name));
    let finding = report.find(span, message);
    if let Some(fix) = super::list_status(endpoint, 404) {
        finding.fix(fix);
    }
}

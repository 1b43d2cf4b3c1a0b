use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// An endpoint lists its failures and is open to some callers only, but not what the others get.
    ///
    /// ## Why
    /// The answer to somebody without the right is left to each developer: here a 401 that signs the user out, there a 404,
    /// there an empty page.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     auth: { scheme: jwt, roles: [admin] }
    ///     responses: [204, 401, 404]
    /// #   ^^^^^^^^^ 403 is not listed, though not everybody may call
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     auth: { scheme: jwt, roles: [admin] }
    ///     responses: [204, 401, 404, 403]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", auth: { scheme: jwt, owner: customerId }, responses: [200, 401, 404] }
    /// ```
    ///
    /// ## Not a problem when
    /// Things of others are not found at all: an `owner` rule with 404 is enough.
    ///
    /// ## See
    /// seed 001:37
    id: "api/unlisted-forbidden",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(auth) = endpoint.auth() else { return };
    let by_right = !auth.roles.items().is_empty() || !auth.scopes.items().is_empty();
    let by_thing = auth.owner.is_some() || auth.tenant.is_some() || auth.policy.is_some();
    let missing =
        by_right && super::leaves_out(endpoint, &[403]) || by_thing && super::leaves_out(endpoint, &[403, 404]);
    if missing {
        let message = "403 is not listed, though not everybody may call";
        super::unlisted(endpoint, 403, message, (auth.span, "who may call"), report);
    }
}

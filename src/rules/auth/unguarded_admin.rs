use crate::lint::Report;
use crate::model::{Endpoint, Model, is_version};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::{At, Items, endpoint::Auth};

rule! {
    /// Whoever is signed in may do what administrators do.
    ///
    /// ## Why
    /// Being signed in is all that the endpoint asks for. The path is in the browser's code for everybody to read, and
    /// the next customer deletes the accounts of the others.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - { method: DELETE, path: "/v1/admin/users/{id}", auth: required }
    /// #                           ^^^^^^^^^^^^^^^^^^^^^^ whoever is signed in may use `DELETE /v1/admin/users/{id}`
    /// security: { authorization: { model: rbac, roles: [admin, customer] } }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - { method: DELETE, path: "/v1/admin/users/{id}", auth: { mode: required, roles: [admin] } }
    /// security: { authorization: { model: rbac, roles: [admin, customer] } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: shoppers }
    ///   - { method: DELETE, path: "/v1/admin/users/{id}", auth: staff }
    ///   - { method: GET, path: "/v1/groups/{id}/admin", auth: shoppers }
    /// security: { authentication: [{ name: shoppers, kind: oidc }, { name: staff, kind: oidc }] }
    /// ```
    ///
    /// ## Not a problem when
    /// Administrators sign in by a scheme of their own, or what no rule allows is refused (`authorization.default:
    /// deny`).
    ///
    /// ## See
    /// seed 000:97 · OWASP API5:2023 · CWE-285
    id: "auth/unguarded-admin",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if model.denies_by_default() {
        return;
    }
    let (admin, others): (Vec<_>, Vec<_>) = model.endpoints().partition(|endpoint| is_admin(*endpoint));
    let plain = others.iter().filter_map(|endpoint| endpoint.auth()).filter(|auth| !auth.is_public());
    let schemes = order::set(plain.map(scheme));
    let roles =
        model.security().and_then(|it| it.authorization.as_ref()).map(|it| it.roles.items()).unwrap_or_default();
    let role = roles.iter().filter_map(|role| role.name.as_ref()).find(|name| name.value.0.contains("admin"));
    for endpoint in admin {
        let Some(auth) = endpoint.auth().filter(|auth| !auth.is_public() && !is_guarded(auth)) else { continue };
        if !schemes.contains(scheme(auth)) {
            continue;
        }
        let finding = report
            .find(endpoint.heading(), format!("whoever is signed in may use `{}`", super::brief(&endpoint.label())));
        if let Some(role) = role {
            let who = match scheme(auth) {
                "" => "mode: required".to_owned(),
                name => format!("scheme: {name}"),
            };
            let edits = endpoint.set("auth", &format!("{{ {who}, roles: [{}] }}", role.value.0));
            finding.fix(Fix::suggested(format!("Ask for the role `{}`", role.value.0), edits));
        }
    }
}

/// Whether the first part of its path says that it is for administrators.
fn is_admin(endpoint: Endpoint<'_>) -> bool {
    let mut segments = endpoint.segments().map(|(segment, _)| segment).filter(|it| *it != "api" && !is_version(it));
    matches!(segments.next(), Some("admin" | "backoffice" | "back-office"))
}

fn is_guarded(auth: &Auth) -> bool {
    let listed = !auth.roles.items().is_empty() || !auth.scopes.items().is_empty();
    listed || auth.policy.is_some() || auth.owner.is_some() || auth.tenant.is_some()
}

fn scheme(auth: &At<Auth>) -> &str {
    auth.value.scheme.as_ref().map_or("", |name| name.value.0.as_str())
}

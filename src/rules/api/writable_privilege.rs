use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Callers may set their own role.
    ///
    /// ## Why
    /// A registration that takes `role` takes `role: admin`. The form never sends it; a script does, and frameworks that
    /// fill objects from bodies store it without a word.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/users, auth: public, public_reason: registration, request: Register }
    /// schemas:
    ///   Register:
    ///     email: email
    ///     role: enum(member, admin)
    /// #   ^^^^ whoever calls `POST /v1/users` sets `role`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/users, auth: public, public_reason: registration, request: Register }
    /// schemas:
    ///   Register:
    ///     email: email
    ///     role: enum(member, admin) read-only
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/users, auth: { mode: required, roles: [admin] }, request: NewUser }
    ///   - { method: POST, path: /v1/invitations, auth: required, request: NewUser }
    /// security: { authorization: { model: rbac, roles: [{ name: admin, can: ["users:*"] }] } }
    /// schemas:
    ///   NewUser: { email: email, role: "enum(member, admin)" }
    /// ```
    ///
    /// ## Not a problem when
    /// A role, scope or policy guards the endpoint. Only endpoints that anybody may call, or on which people change what
    /// is their own (`auth: { owner: … }`), are looked at.
    ///
    /// ## See
    /// seed 001:48 · OWASP API3:2023
    id: "api/writable-privilege",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    const PRIVILEGES: [&str; 10] = [
        "role",
        "roles",
        "userrole",
        "permission",
        "permissions",
        "isadmin",
        "admin",
        "issuperuser",
        "superuser",
        "isstaff",
    ];
    let Some(auth) = endpoint.auth().filter(|_| !endpoint.method().is_safe()) else { return };
    let guarded = !auth.roles.items().is_empty() || !auth.scopes.items().is_empty() || auth.policy.is_some();
    if guarded || !auth.is_public() && auth.owner.is_none() || endpoint.is_signed_webhook() {
        return;
    }
    let Some(request) = &endpoint.at.value.request else { return };
    for (name, field) in endpoint.model.fields(&request.value) {
        if field.read_only || !PRIVILEGES.contains(&plain(&name.value).as_str()) {
            continue;
        }
        let (label, field_name) = (super::short(&endpoint.label()), super::brief(&name.value));
        report
            .find(name.span, format!("whoever calls `{label}` sets `{field_name}`"))
            .related(endpoint.heading(), "taken here")
            .fix(Fix::suggested("Let the server set it", endpoint.model.mark_field(field, "read-only")));
    }
}

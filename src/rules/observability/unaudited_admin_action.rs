use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::Method;

rule! {
    /// Administrators change things and nobody records it.
    ///
    /// ## Why
    /// The accounts that may do most are the ones that attackers want. Without a record nobody can say what was changed,
    /// by whom, and what must be put right.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: DELETE
    ///     path: /users/{id}
    /// #         ^^^^^^^^^^^ `admin` may do this and nothing records it
    ///     auth: { mode: required, roles: [admin] }
    /// security: { authorization: { model: rbac, roles: [admin] } }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: DELETE
    ///     path: /users/{id}
    ///     auth: { mode: required, roles: [admin] }
    ///     audit: true
    /// security: { authorization: { model: rbac, roles: [admin] } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: DELETE
    ///     path: /users/{id}
    ///     auth: { mode: required, roles: [admin] }
    /// security: { authorization: { model: rbac, roles: [admin] }, audit: { actions: [user deleted] } }
    /// ```
    ///
    /// ## Not a problem when
    /// The system records sensitive actions as a whole (`security.audit`, `observability.audit`), or the endpoint only
    /// reads.
    ///
    /// ## See
    /// seed 003:45 · seed 003:69
    id: "observability/unaudited-admin-action",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let reads = matches!(endpoint.method(), Method::Get | Method::Head | Method::Options);
    let audited = endpoint.at.value.audit.as_ref().is_some_and(|it| it.value) || endpoint.model.audits();
    let Some(auth) = endpoint.auth().filter(|_| !reads && !audited) else { return };
    let is_admin = |role: &str| {
        let words = crate::model::words::words(role);
        words.iter().any(|word| matches!(word.as_str(), "admin" | "admins" | "administrator" | "superuser" | "root"))
    };
    if let Some(role) = auth.value.roles.items().iter().find(|role| is_admin(&role.value.0)) {
        report
            .find(endpoint.heading(), format!("`{}` may do this and nothing records it", role.value.0))
            .related(role.span, "this role")
            .fix(Fix::suggested("Record each use", endpoint.set("audit", "true")));
    }
}

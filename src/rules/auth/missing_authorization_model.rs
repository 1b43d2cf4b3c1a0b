use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Edit;
use crate::yaml::quote;

rule! {
    /// People sign in, and nothing says what each of them may do.
    ///
    /// ## Why
    /// Knowing who somebody is does not say what they may do. Without a model every handler decides for itself, the one
    /// that forgets it is open to all, and nobody can list who may see what.
    ///
    /// ## Example
    /// ```yaml bad
    /// flows: [{ name: place order, actor: customer, trigger: POST /v1/orders }]
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc }
    /// #             ^^^^^^ `people` says who somebody is, and nothing says what they may do
    /// ```
    /// ```yaml fixed
    /// flows: [{ name: place order, actor: customer, trigger: POST /v1/orders }]
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc }
    ///   authorization: { model: rbac, default: deny, roles: [{ name: customer, can: ["*:own"] }, { name: admin, can: ["*"] }] }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: { mode: required, owner: customerId } }
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc }
    /// ```
    ///
    /// ## Not a problem when
    /// An endpoint says who may use it, by role, scope, policy, owner or tenant, or `authorization` names the model.
    ///
    /// ## See
    /// seed 002:28 · seed 000:97 · OWASP A01:2021
    id: "auth/missing-authorization-model",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(security) = model.security().filter(|security| security.authorization.is_none()) else { return };
    let Some(first) = model.schemes().find(|scheme| scheme.is_for_people()) else { return };
    let says_who = |endpoint: Endpoint<'_>| {
        endpoint.auth().is_some_and(|auth| {
            let listed = !auth.roles.items().is_empty() || !auth.scopes.items().is_empty();
            listed || auth.policy.is_some() || auth.owner.is_some() || auth.tenant.is_some()
        })
    };
    let changes = |endpoint: Endpoint<'_>| {
        !endpoint.method().is_safe() && !endpoint.is_sign_in() && endpoint.auth().is_some_and(|auth| !auth.is_public())
    };
    if model.endpoints().any(changes) && !model.endpoints().any(says_who) && !security.authentication.items().is_empty()
    {
        let name = first.at.value.name.as_ref();
        let (span, name) = name.map_or((first.place(), "the scheme".to_owned()), |name| {
            (name.span, format!("`{}`", super::brief(&name.value.0)))
        });
        report
            .find(span, format!("{name} says who somebody is, and nothing says what they may do"))
            .fix(Fix::suggested("Tell apart who may do what by roles", roles(model)));
    }
}

/// The edits that state roles: those who start flows, each with what is its own, and one who may do everything.
fn roles(model: &Model<'_>) -> Vec<Edit> {
    let mut names: Vec<&str> =
        model.flows().filter_map(|it| it.at.value.actor.as_ref()).map(|it| it.value.0.as_str()).collect();
    order::by(&mut names, Ord::cmp);
    names.dedup();
    names.retain(|name| *name != "admin" && model.service(name).is_none() && model.external(name).is_none());
    if names.is_empty() {
        names.push("user");
    }
    let own = names.iter().map(|name| format!("{{ name: {}, can: [\"*:own\"] }}", quote(name)));
    let all = own.chain(["{ name: admin, can: [\"*\"] }".to_owned()]).collect::<Vec<_>>().join(", ");
    let authorization = format!("{{ model: rbac, default: deny, roles: [{all}] }}");
    model.spec.set_section(model.system().security.as_ref(), "security", "authorization", &authorization)
}

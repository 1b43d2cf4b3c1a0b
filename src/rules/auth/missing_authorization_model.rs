use crate::lint::Report;
use crate::model::{Endpoint, Model, Scheme};
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::security::{GrantFlow, SchemeKind};

rule! {
    /// People sign in, and nothing says what each of them may do.
    ///
    /// ## Why
    /// Knowing who somebody is does not say what they may do. Without a model every handler decides for itself, the one
    /// that forgets it is open to all, and nobody can list who may see what.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc }
    /// #             ^^^^^^ `people` says who somebody is, and nothing says what they may do
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
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(security) = model.security().filter(|security| security.authorization.is_none()) else { return };
    let Some(first) = model.schemes().find(|scheme| is_for_people(*scheme)) else { return };
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
        report.find(span, format!("{name} says who somebody is, and nothing says what they may do"));
    }
}

fn is_for_people(scheme: Scheme<'_>) -> bool {
    use SchemeKind::{Jwt, Oauth2, Oidc, Session};
    let kind = scheme.at.value.kind.as_ref().map(|it| it.value);
    let machine = scheme.at.value.flow.as_ref().is_some_and(|flow| flow.value == GrantFlow::ClientCredentials);
    matches!(kind, Some(Jwt | Oauth2 | Oidc | Session)) && !machine
}

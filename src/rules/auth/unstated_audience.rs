use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// A token from a provider that others use too does not say for whom it is.
    ///
    /// ## Why
    /// The provider signs tokens for every application of the company with the same key. Without an audience, a token
    /// that was made for the canteen's app is good at the till.
    ///
    /// ## Example
    /// ```yaml bad
    /// name: shop
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, provider: keycloak, access_token: { claims: [sub, exp, roles] } }
    /// #                                                                             ^^^^^^^^^^^^^^^^^ a token that `keycloak` makes for another application is good here
    /// ```
    /// ```yaml fixed
    /// name: shop
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, provider: keycloak, access_token: { claims: [sub, exp, roles], audience: shop } }
    /// ```
    /// ```yaml good
    /// name: shop
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, provider: keycloak, access_token: { claims: [sub, exp, aud] } }
    ///     - { name: own, kind: jwt, access_token: { claims: [sub, exp] } }
    /// ```
    ///
    /// ## Not a problem when
    /// The claims are not stated, or the tokens are signed by a key that signs no others.
    ///
    /// ## See
    /// seed 000:94 · RFC 8725, 3.9 · RFC 9068, 4
    id: "auth/unstated-audience",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let spec = &scheme.at.value;
    let shared = spec.kind.as_ref().is_some_and(|kind| matches!(kind.value, SchemeKind::Oidc | SchemeKind::Oauth2));
    let (Some(provider), Some(token)) = (spec.provider.as_ref().filter(|_| shared), &spec.access_token) else { return };
    let Some(claims) = token.claims.as_ref().filter(|claims| !claims.value.0.is_empty()) else { return };
    if token.audience.is_some() || claims.value.0.iter().any(|claim| claim.value == "aud") {
        return;
    }
    let model = scheme.model;
    let message = format!("a token that `{}` makes for another application is good here", super::brief(provider));
    let edits = match &model.system().name {
        Some(name) => model.spec.set(token, "audience", &crate::yaml::quote(name)),
        None => model.spec.tree.push(claims.node, "aud"),
    };
    report.find(model.line(claims.span), message).fix(Fix::suggested("Say for whom it is", edits));
}

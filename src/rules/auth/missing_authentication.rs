use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::AuthMode;
use crate::spec::system::ExternalKind;

rule! {
    /// Callers have to say who they are, and nothing says how.
    ///
    /// ## Why
    /// Each service finds its own way: one reads a header, the next checks a session, the third trusts the gateway. What
    /// the weakest of them accepts is what the system accepts.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     auth: required
    /// #         ^^^^^^^^ nothing says how callers prove who they are
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     auth: required
    /// security:
    ///   authentication: [{ name: login, kind: oidc, flow: authorization-code-pkce, access_token: 15m }]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// integration_points:
    ///   - { name: keycloak, kind: identity-provider }
    /// ```
    ///
    /// ## Not a problem when
    /// An identity provider stands among the integration points, or nothing asks for authentication.
    ///
    /// ## See
    /// seed 003:31 · seed 002:27 · seed 002:50
    id: "auth/missing-authentication",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let provider = |external: crate::model::External<'_>| {
        external.kind.as_ref().is_some_and(|kind| kind.value == ExternalKind::IdentityProvider)
    };
    if model.schemes().next().is_some() || model.externals().any(provider) {
        return;
    }
    let entrances = model.entrances();
    let mut modes = entrances.iter().filter_map(|entrance| entrance.exposure.auth?.mode.as_ref());
    let Some(first) = modes.find(|mode| mode.value == AuthMode::Required) else { return };
    const SCHEME: &str = "{ name: login, kind: oidc, flow: authorization-code-pkce, access_token: 15m }";
    let security = model.system().security.as_ref();
    let edits = model.spec.set_section(security, "security", "authentication", &format!("[{SCHEME}]"));
    report
        .find(first.span, "nothing says how callers prove who they are")
        .fix(Fix::suggested("Sign people in by OpenID Connect", edits));
}

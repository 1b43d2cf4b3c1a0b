use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// Clients sign in by OpenID Connect and do not ask for it.
    ///
    /// ## Why
    /// Without the scope `openid` the provider answers as plain OAuth 2.0 does: there is no ID token, and the client
    /// cannot tell who signed in.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, scopes: [profile, email] }
    /// #                                         ^^^^^^^^^^^^^^^^ without `openid` there is no ID token
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, scopes: [profile, email, openid] }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, scopes: [openid, profile] }
    ///     - { name: partners, kind: oauth2, scopes: [orders.read] }
    /// ```
    ///
    /// ## Not a problem when
    /// The scheme is plain OAuth 2.0, or says nothing of scopes.
    ///
    /// ## See
    /// seed 000:93 · OpenID Connect Core 1.0, 3.1.2.1
    id: "auth/missing-openid-scope",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let oidc = scheme.at.value.kind.as_ref().is_some_and(|kind| kind.value == SchemeKind::Oidc);
    let Some(scopes) = scheme.at.value.scopes.as_ref().filter(|_| oidc) else { return };
    let listed = &scopes.value.0;
    if !listed.is_empty() && listed.iter().all(|scope| scope.value != "openid") {
        let edits = scheme.model.spec.tree.push(scopes.node, "openid");
        let span = scheme.model.line(scopes.span);
        report.find(span, "without `openid` there is no ID token").fix(Fix::suggested("Ask for `openid`", edits));
    }
}

use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};

rule! {
    /// An access token does not say whose it is or when it ends.
    ///
    /// ## Why
    /// Without `exp` a token is good for ever in every verifier that looks only at the token. Without `sub` nobody can
    /// tell who did what.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, claims: [sub, roles] }
    /// #                                       ^^^^^^^^^^^^ the token lacks the claim `exp`
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, claims: [sub, roles, exp] }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, claims: [sub, exp] }
    ///     - { name: other, kind: jwt, access_token: 15m }
    /// ```
    ///
    /// ## Not a problem when
    /// The claims are not listed at all.
    ///
    /// ## See
    /// seed 000:94 · seed 001:201-207 · RFC 7519, 4.1 · RFC 9068, 2.2
    id: "auth/missing-claim",
    severity: Warning,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(claims) = scheme.at.value.access_token.as_ref().and_then(|token| token.claims.as_ref()) else { return };
    let listed = &claims.value.0;
    if listed.is_empty() {
        return;
    }
    for needed in ["sub", "exp"] {
        if listed.iter().all(|claim| claim.value != needed) {
            report
                .find(claims.span, format!("the token lacks the claim `{needed}`"))
                .fix(Fix::suggested(format!("Add `{needed}`"), scheme.model.spec.tree.push(claims.node, needed)));
        }
    }
}

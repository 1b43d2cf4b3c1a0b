use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};

rule! {
    /// A refresh token cannot be taken back.
    ///
    /// ## Why
    /// It is good for weeks and makes new access tokens all that time. If the server keeps nothing by which it knows the
    /// token, a stolen one works until it ends, whatever its owner does.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       refresh_token: { ttl: 30d }
    /// #                    ^^^^^^^^^^^^ nothing says how a refresh token is taken back
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       refresh_token: { ttl: 30d, revocable: true }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: own, kind: jwt, refresh_token: { ttl: 30d, id: jti } }
    ///     - { name: bought, kind: oidc, provider: keycloak, refresh_token: 30d }
    /// ```
    ///
    /// ## Not a problem when
    /// A provider issues the tokens, or the spec says that they are stored, named by an id, or replaced at each use.
    ///
    /// ## See
    /// seed 001:208-213 · seed 001:218 · RFC 9700, 4.14
    id: "auth/irrevocable-refresh-token",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(token) = scheme.at.value.refresh_token.as_ref().filter(|_| scheme.provider.is_none()) else { return };
    let on = |flag: &crate::spec::Value<bool>| flag.as_ref().is_some_and(|flag| flag.value);
    let stored = token.stored.as_ref().is_some_and(|stored| stored.value != "none");
    if on(&token.revocable) || on(&token.rotation) || token.id.is_some() || stored {
        return;
    }
    report
        .find(token.span, "nothing says how a refresh token is taken back")
        .fix(Fix::suggested("Make it revocable", scheme.model.spec.set(token, "revocable", "true")));
}

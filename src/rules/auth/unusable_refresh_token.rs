use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};

rule! {
    /// Callers get a refresh token, and no endpoint takes it.
    ///
    /// ## Why
    /// After a quarter of an hour everybody is signed out, token in hand. Then access tokens are made to live for a day,
    /// because that is quicker than to build the endpoint.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 15m
    ///       refresh_token: 30d
    /// #                    ^^^ no endpoint takes this refresh token
    ///       login: POST /auth/login
    ///       logout: POST /auth/logout
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 15m
    ///       refresh_token: 30d
    ///       login: POST /auth/login
    ///       logout: POST /auth/logout
    ///       refresh: POST /auth/refresh
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /auth/tokens, auth: public, public_reason: whoever has none must be able to get one }
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, refresh_token: 30d, login: POST /auth/login }
    /// ```
    ///
    /// ## Not a problem when
    /// A provider issues the tokens, or an endpoint is there that reads like it: `/auth/refresh`, `/oauth/token`.
    ///
    /// ## See
    /// seed 001:214-218
    id: "auth/unusable-refresh-token",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let (Some(token), Some(_)) = (&scheme.at.value.refresh_token, &scheme.at.value.login) else { return };
    let reads_like_it = |endpoint: crate::model::Endpoint<'_>| {
        let path = endpoint.path().to_lowercase();
        ["refresh", "token", "renew"].iter().any(|word| path.contains(word))
    };
    if scheme.refresh.is_none() && scheme.provider.is_none() && !scheme.model.endpoints().any(reads_like_it) {
        report
            .find(token.span, "no endpoint takes this refresh token")
            .fix(Fix::suggested("Take it beside the login", scheme.add_beside_login("refresh", "public")));
    }
}

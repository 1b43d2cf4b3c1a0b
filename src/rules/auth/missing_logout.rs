use crate::lint::Report;
use crate::model::{Model, Scheme};
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// People can sign in but not out.
    ///
    /// ## Why
    /// Without an endpoint that ends a session, a lost phone or a shared computer stays signed in until the longest
    /// token ends, and support can only wait.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 15m
    ///       refresh_token: 30d
    ///       login: POST /auth/login
    /// #            ^^^^^^^^^^^^^^^^ people sign in here, but no endpoint signs them out
    ///       refresh: POST /auth/refresh
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 15m
    ///       refresh_token: 30d
    ///       login: POST /auth/login
    ///       refresh: POST /auth/refresh
    ///       logout: POST /auth/logout
    /// ```
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /auth/login, auth: public }
    /// security:
    ///   authentication: [{ name: cookie, kind: session, login: POST /auth/login }]
    /// #                                                        ^^^^^^^^^^^^^^^^ people sign in here, but no endpoint signs them out
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /auth/login, auth: public }
    ///   - { method: POST, path: /auth/logout, auth: required }
    /// security:
    ///   authentication: [{ name: cookie, kind: session, login: POST /auth/login, logout: POST /auth/logout }]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: DELETE, path: /auth/session, auth: jwt }
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 15m
    ///       refresh_token: 30d
    ///       login: POST /auth/login
    ///       refresh: POST /auth/refresh
    /// ```
    ///
    /// ## Not a problem when
    /// A provider signs people in and out, tokens of up to an hour are all there is, or an endpoint such as
    /// `POST /logout`, `POST /tokens/revoke` or `DELETE /sessions/{id}` is there without being named here.
    ///
    /// ## See
    /// seed 001:214-218 · OWASP ASVS 5, 7.4
    id: "auth/missing-logout",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(login) = &scheme.login else { return };
    let lasting =
        scheme.refresh_token.is_some() || scheme.kind.as_ref().is_some_and(|it| it.value == SchemeKind::Session);
    if scheme.logout.is_some() || scheme.provider.is_some() || !lasting || ends_sessions(scheme.model) {
        return;
    }
    report
        .find(login.span, "people sign in here, but no endpoint signs them out")
        .fix(Fix::suggested("Let them sign out beside it", scheme.add_beside_login("logout", "required")));
}

/// Whether some endpoint reads like the end of a session.
fn ends_sessions(model: &Model<'_>) -> bool {
    const WORDS: [&str; 7] = ["logout", "log-out", "signout", "sign-out", "revoke", "revocation", "end-session"];
    const THINGS: [&str; 6] = ["session", "sessions", "token", "tokens", "refresh-tokens", "login"];
    model.endpoints().any(|endpoint| {
        let mut segments = endpoint.path().split('/').filter(|it| !it.is_empty() && !it.starts_with('{'));
        let deletes = endpoint.method().word() == "DELETE";
        let last = segments.next_back().unwrap_or_default().to_lowercase();
        WORDS.contains(&last.as_str()) || deletes && THINGS.contains(&last.as_str())
    })
}

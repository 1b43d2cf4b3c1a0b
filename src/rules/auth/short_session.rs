use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::security::SchemeKind;
use crate::value::Duration;

rule! {
    /// People are signed out after minutes, because nothing renews their token.
    ///
    /// ## Why
    /// They lose what they were typing and sign in again, several times a day. In the end somebody makes the token last
    /// for a month, and then nothing can take it back.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: people
    ///       kind: jwt
    ///       clients: [web]
    ///       login: POST /auth/login
    ///       access_token: { ttl: 15m }
    /// #                          ^^^ people are signed out after 15m, because nothing renews their token
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: people
    ///       kind: jwt
    ///       clients: [web]
    ///       login: POST /auth/login
    ///       access_token: { ttl: 15m }
    ///       refresh_token: { ttl: 30d, rotation: true, stored: hashed }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: people, kind: jwt, clients: [web], access_token: 15m, refresh_token: 30d }
    ///     - { name: machines, kind: oauth2, flow: client-credentials, access_token: 15m }
    /// ```
    ///
    /// ## Not a problem when
    /// Short sessions are meant, as at a bank's counter, or the provider keeps a session of its own and renews tokens
    /// silently.
    ///
    /// ## See
    /// seed 001:208-213 · seed 001:217 · RFC 6749, 1.5
    id: "auth/short-session",
    severity: Info,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    const SHORT: Duration = Duration::seconds(3_600);
    let spec = &scheme.at.value;
    let own = spec.kind.as_ref().is_some_and(|kind| kind.value == SchemeKind::Jwt) && spec.provider.is_none();
    let people = !spec.clients.items().is_empty();
    let Some(ttl) = spec.access_token.as_ref().and_then(|token| token.ttl.as_ref()) else { return };
    if own && people && ttl.value <= SHORT && spec.refresh_token.is_none() && spec.refresh.is_none() {
        let edits = scheme.set("refresh_token", "{ ttl: 30d, rotation: true, stored: hashed }");
        report
            .find(ttl.span, format!("people are signed out after {}, because nothing renews their token", ttl.value))
            .fix(Fix::suggested("Hand out a refresh token", edits));
    }
}

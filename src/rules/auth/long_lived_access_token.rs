use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// An access token lives for more than an hour.
    ///
    /// ## Why
    /// Nobody asks the server whether a signed token still counts. Whoever steals one keeps it until it ends, through
    /// sign-out, password change and dismissal.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 24h, algorithm: RS256 }
    /// #                          ^^^ an access token that lives for 24h cannot be taken back for as long
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: RS256 }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, access_token: 1h }
    ///     - { name: session, kind: session, access_token: 30d }
    ///     - { name: opaque, kind: oauth2, access_token: { ttl: 8h, revocable: true } }
    ///     - { name: introspected, kind: oauth2, access_token: { ttl: 24h, format: opaque } }
    /// ```
    ///
    /// ## Not a problem when
    /// The server is asked at each request: sessions, API keys, and tokens that are `revocable` or whose
    /// `format` is `opaque`.
    ///
    /// ## See
    /// seed 001:199-207 · RFC 9700, 2.2.1 · OWASP API2:2023
    id: "auth/long-lived-access-token",
    severity: Warning,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

const LONGEST: Duration = Duration::seconds(3_600);

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let asked = matches!(
        scheme.kind.as_ref().map(|kind| kind.value),
        Some(SchemeKind::Session | SchemeKind::ApiKey | SchemeKind::Mtls | SchemeKind::Basic | SchemeKind::Signature)
    );
    let Some(token) = scheme.access_token.as_ref().filter(|_| !asked) else { return };
    let Some(ttl) = token.ttl.as_ref().filter(|ttl| ttl.value > LONGEST) else { return };
    let opaque = token.format.as_ref().is_some_and(|format| format.value == "opaque");
    if opaque || token.revocable.as_ref().is_some_and(|revocable| revocable.value) {
        return;
    }
    let text = ttl.span.of(report.model.spec.text()).to_owned();
    report
        .find(ttl.span, format!("an access token that lives for {text} cannot be taken back for as long"))
        .fix(Fix::suggested("Let it live for 15m", vec![Edit::replace(ttl.span, "15m")]));
}

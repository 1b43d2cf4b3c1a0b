use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};

rule! {
    /// A refresh token stays the same for as long as it is good.
    ///
    /// ## Why
    /// Whoever copies it once has the account for weeks, beside its owner and unseen. Where each use ends the old token
    /// and gives a new one, the copy is noticed when both are used.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: people, kind: jwt, access_token: 15m, refresh_token: { ttl: 30d, stored: hashed } }
    /// #                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a stolen refresh token is good for 30d, and nobody notices
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: people, kind: jwt, access_token: 15m, refresh_token: { ttl: 30d, stored: hashed, rotation: true } }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: people, kind: jwt, access_token: 15m, refresh_token: { ttl: 30d, rotation: true } }
    ///     - { name: machines, kind: oauth2, access_token: 15m }
    /// ```
    ///
    /// ## Not a problem when
    /// The client proves with a key of its own that the token is its own, as with DPoP or mutual TLS.
    ///
    /// ## See
    /// seed 001:208-217 · RFC 9700, 4.14
    id: "auth/unrotated-refresh-token",
    severity: Info,
    stage: Production,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(token) = &scheme.at.value.refresh_token else { return };
    let Some(ttl) = token.ttl.as_ref().filter(|_| token.rotation.as_ref().is_none_or(|it| !it.value)) else { return };
    report
        .find(
            scheme.model.line(token.span),
            format!("a stolen refresh token is good for {}, and nobody notices", ttl.value),
        )
        .fix(Fix::suggested("Give a new one with each use", scheme.model.spec.set(token, "rotation", "true")));
}

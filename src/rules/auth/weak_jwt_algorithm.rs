use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A token is not signed, or by a method that is broken.
    ///
    /// ## Why
    /// A token with `none` is a note on which everybody may write `admin`. Verifiers that accept it have been taken
    /// over again and again.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: none }
    /// #                                          ^^^^ `none` lets anybody write a token
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: ES256 }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: EdDSA }
    /// ```
    ///
    /// ## Not a problem when
    /// It always is one. Tokens that carry no claims, only a random name, have no algorithm at all: leave the key out.
    ///
    /// ## See
    /// seed 000:94 · RFC 8725, 3.1-3.2 · OWASP API2:2023
    id: "auth/weak-jwt-algorithm",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

/// What offers no signature that holds.
const WEAK: [&str; 8] = ["none", "md5", "sha1", "hs1", "rs1", "hmacmd5", "hmacsha1", "rsasha1"];

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let scheme = &scheme.at.value;
    for token in [&scheme.access_token, &scheme.refresh_token].into_iter().flatten() {
        let Some(algorithm) = &token.algorithm else { continue };
        let plain = algorithm.to_lowercase().replace(['-', '_', ' '], "");
        if WEAK.contains(&plain.as_str()) {
            report
                .find(algorithm.span, format!("`{}` lets anybody write a token", algorithm.value))
                .fix(Fix::suggested("Sign with ES256", vec![Edit::replace(algorithm.span, "ES256")]));
        }
    }
}

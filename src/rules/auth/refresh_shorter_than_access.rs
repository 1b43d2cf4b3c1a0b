use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A refresh token ends before the access token that it is to replace.
    ///
    /// ## Why
    /// When the access token is spent, nothing is left to get the next one with. Everybody signs in again each time,
    /// and the refresh token is never used.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 1h
    ///       refresh_token: 30m
    /// #                    ^^^ a refresh token of 30m does not outlive the access token of 1h
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 1h
    ///       refresh_token: 30d
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: 15m
    ///       refresh_token: 16m
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two lifetimes is not stated.
    ///
    /// ## See
    /// seed 001:200-213 · RFC 6749, 1.5
    id: "auth/refresh-shorter-than-access",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let access = scheme.at.value.access_token.as_ref().and_then(|token| token.ttl.as_ref());
    let refresh = scheme.at.value.refresh_token.as_ref().and_then(|token| token.ttl.as_ref());
    let (Some(access), Some(refresh)) = (access, refresh) else { return };
    if refresh.value > access.value {
        return;
    }
    let message = format!("a refresh token of {} does not outlive the access token of {}", refresh.value, access.value);
    report
        .find(refresh.span, message)
        .related(access.span, "the access token's lifetime")
        .fix(Fix::suggested("Let it live for 30d", vec![Edit::replace(refresh.span, "30d")]));
}

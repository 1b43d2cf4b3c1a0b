use crate::lint::Report;
use crate::model::Scheme;
use crate::order;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Several services verify tokens with the secret that signs them.
    ///
    /// ## Why
    /// Whoever can verify an HMAC can also write one. One service that is broken into, or logs its environment, can
    /// then issue tokens for every user of every other service.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, api: [{ method: GET, path: /v1/orders, auth: jwt }] }
    ///   - { name: billing, api: [{ method: GET, path: /v1/invoices, auth: jwt }] }
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: HS256 }
    /// #                                          ^^^^^ with `HS256` each of 2 services can write tokens for the others
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, api: [{ method: GET, path: /v1/orders, auth: jwt }] }
    ///   - { name: billing, api: [{ method: GET, path: /v1/invoices, auth: jwt }] }
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: ES256 }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: shop, api: [{ method: GET, path: /v1/orders, auth: jwt }] }
    ///   - { name: mailer, kind: worker }
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, algorithm: HS256 }
    /// ```
    ///
    /// ## Not a problem when
    /// One service both signs and verifies: then nobody else has to know the secret.
    ///
    /// ## See
    /// seed 000:94 · RFC 8725, 3.5
    id: "auth/shared-signing-secret",
    severity: Warning,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(algorithm) = scheme.at.value.access_token.as_ref().and_then(|token| token.algorithm.as_ref()) else {
        return;
    };
    if !algorithm.to_uppercase().starts_with("HS") {
        return;
    }
    let model = scheme.model;
    let guards = |auth| model.scheme_of(auth).is_some_and(|it| std::ptr::eq(it.at, scheme.at));
    let guarded = model.entrances().into_iter().filter(|entrance| entrance.exposure.auth.is_some_and(guards));
    let verifiers = order::set(guarded.filter_map(|entrance| Some(entrance.service?.name())));
    if verifiers.len() < 2 {
        return;
    }
    let message =
        format!("with `{}` each of {} services can write tokens for the others", algorithm.value, verifiers.len());
    report
        .find(algorithm.span, message)
        .fix(Fix::suggested("Sign with ES256", vec![Edit::replace(algorithm.span, "ES256")]));
}

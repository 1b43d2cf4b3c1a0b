use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::{Auth, AuthMode, CacheScope};
use crate::spec::security::SchemeKind;
use crate::text::Edit;

rule! {
    /// A response that is meant for one caller may be kept for all.
    ///
    /// ## Why
    /// A proxy or CDN hands the stored answer to whoever asks next: the orders of one person to another. It has happened
    /// to large sites, by one wrong header.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     auth: required
    ///     cache: { ttl: 60s, scope: public }
    /// #                             ^^^^^^ `GET /v1/orders` answers one caller, but anybody on the way may keep it
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     auth: required
    ///     cache: { ttl: 60s, scope: private }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/products, auth: optional, cache: { ttl: 60s, scope: public } }
    ///   - { method: GET, path: /v1/orders, auth: required, cache: { ttl: 60s, scope: public, vary: [Authorization] } }
    /// ```
    ///
    /// ## Not a problem when
    /// The answer differs by a header that `vary` names, such as `Authorization` or `Cookie`, or callers are known by an
    /// API key only and all get the same.
    ///
    /// ## See
    /// seed 002:31 · RFC 9111, 3.5 · CWE-524
    id: "cache/shared-private-response",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(cache) = endpoint.at.value.cache.as_ref() else { return };
    let Some(scope) = cache.scope.as_ref().filter(|scope| scope.value == CacheScope::Public) else { return };
    let varies = cache
        .vary
        .items()
        .iter()
        .any(|header| matches!(header.to_lowercase().as_str(), "authorization" | "cookie" | "*"));
    let open = |mode: AuthMode| mode != AuthMode::Required;
    let guarded = |auth: &Auth| !auth.mode.as_ref().is_some_and(|mode| open(mode.value));
    let Some(auth) = endpoint.auth().filter(|auth| guarded(auth)) else { return };
    let scheme = endpoint.model.scheme_of(auth).and_then(|scheme| scheme.at.value.kind.as_ref().map(|kind| kind.value));
    let same_for_all = scheme == Some(SchemeKind::ApiKey) && auth.owner.is_none() && auth.tenant.is_none();
    if !same_for_all && !varies {
        report
            .find(scope.span, format!("`{}` answers one caller, but anybody on the way may keep it", endpoint.label()))
            .fix(Fix::suggested("Let only the caller keep it", vec![Edit::replace(scope.span, "private")]));
    }
}

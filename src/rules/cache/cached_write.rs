use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// The answer to a request that changes something may be kept.
    ///
    /// ## Why
    /// Caches on the way keep answers to GET and HEAD. Where one is told to keep another, the next request may be
    /// answered from there, and the change is never made.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     cache: { ttl: 60s }
    /// #          ^^^^^^^^^^^^ the answer to a POST is kept, and the next one may never arrive
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, cache: { ttl: 60s, scope: private } }
    ///   - { method: POST, path: /v1/searches, cache: { ttl: 0s } }
    /// ```
    ///
    /// ## Not a problem when
    /// The lifetime is zero, which tells caches on the way to keep nothing.
    ///
    /// ## See
    /// seed 001:26 · RFC 9111, 3 · RFC 9110, 9.2.3
    id: "cache/cached-write",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    // What a policy says of all endpoints is meant for those that it can be meant for.
    let Some(cache) = endpoint.at.value.cache.as_ref().filter(|cache| endpoint.is_own(cache.span)) else { return };
    let kept = cache.ttl.as_ref().is_some_and(|ttl| ttl.value.0 > 0);
    if kept && !matches!(endpoint.method(), Method::Get | Method::Head) {
        let edits = endpoint.model.spec.tree.remove_entry(endpoint.at.node, "cache");
        report
            .find(
                endpoint.model.line(cache.span),
                format!("the answer to a {} is kept, and the next one may never arrive", endpoint.method()),
            )
            .fix(Fix::suggested("Keep nothing", edits));
    }
}

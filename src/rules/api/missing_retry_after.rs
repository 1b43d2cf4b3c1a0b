use crate::lint::Report;
use crate::model::{Model, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A caller that is refused for now does not hear when to come back.
    ///
    /// ## Why
    /// Each client makes up a wait of its own, mostly none. After a peak all of them come at once, again and again, and
    /// the limit that should protect the service keeps it busy with refusing.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, responses: [201, 400, 429] }
    /// security:
    ///   rate_limit: { default: 100/min per user }
    /// # ^^^^^^^^^^ no header says when to try again after a 429
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, responses: [201, 400, 429] }
    /// security:
    ///   rate_limit: { default: 100/min per user, headers: [Retry-After] }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, responses: [201, 400, 429] }
    /// security:
    ///   rate_limit: { default: 100/min per user, headers: [X-RateLimit-Limit, X-RateLimit-Reset] }
    /// ```
    ///
    /// ## Not a problem when
    /// Another header says it: `RateLimit`, `X-RateLimit-Reset`. Where `security.rate_limit` says nothing, or no endpoint
    /// answers 429, nothing is reported.
    ///
    /// ## See
    /// seed 001:226-229 · RFC 9110, 10.2.3 · RFC 6585
    id: "api/missing-retry-after",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(limit) = model.security().and_then(|it| it.rate_limit.as_ref()) else { return };
    let says_when = |header: &str| {
        let name = plain(header);
        name == "retryafter" || name == "ratelimit" || name == "xratelimit" || name.ends_with("reset")
    };
    let headers = limit.headers.items();
    let Some(refused) = model.endpoints().find_map(|it| it.status(429)) else { return };
    if headers.iter().any(|it| says_when(&it.value)) {
        return;
    }
    let edits = match &limit.headers {
        Some(headers) => model.spec.tree.push(headers.node, "Retry-After"),
        None => model.spec.set(limit, "headers", "[Retry-After]"),
    };
    report
        .find(limit.key, "no header says when to try again after a 429")
        .related(refused.code.span, "for example here")
        .fix(Fix::suggested("Send `Retry-After`", edits));
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Callers are limited and not told how much they have left.
    ///
    /// ## Why
    /// A client that does not know where it stands finds out by being refused. It tries again at once, as do all
    /// others, and the limit that was to save the system makes it busy with refusing.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    /// security:
    ///   rate_limit: 100/min per user
    /// #             ^^^^^^^^^^^^^^^^ no header tells callers how much of the limit is left
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    /// security:
    ///   rate_limit: { default: 100/min per user, headers: [X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset] }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    /// security:
    ///   rate_limit: { default: 100/min per user, headers: [RateLimit, RateLimit-Policy] }
    /// ```
    ///
    /// ## Not a problem when
    /// The limit is against attacks alone, which need not be told how it works.
    ///
    /// ## See
    /// seed 001:226-229 · IETF draft RateLimit header fields · RFC 9110, 10.2.3
    id: "security/unannounced-limit",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(limit) = model.security().and_then(|security| security.rate_limit.as_ref()) else { return };
    let by_address = limit.default.as_ref().is_none_or(|rate| rate.by.as_deref() == Some("ip"));
    if by_address || !limit.headers.items().is_empty() || model.endpoints().next().is_none() {
        return;
    }
    let headers = "[X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset]";
    report
        .find(model.line(limit.span), "no header tells callers how much of the limit is left")
        .fix(Fix::suggested("Tell them", model.spec.set(limit, "headers", headers)));
}

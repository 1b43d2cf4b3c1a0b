use crate::lint::Report;
use crate::model::{Call, words};
use crate::rule::{Fix, rule};

rule! {
    /// When the check of permissions cannot be reached, everything is allowed.
    ///
    /// ## Why
    /// Whoever can overload one service can do everything in all the others. A check that fails must deny, or it is no
    /// check.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: authorization, timeout: 100ms, fallback: allow the request }
    /// #                                                      ^^^^^^^^^^^^^^^^^ without `authorization` everything is allowed
    ///   - authorization
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: authorization, timeout: 100ms, fallback: deny the request }
    ///   - authorization
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: authorization, timeout: 100ms, fallback: use the decision of the last minute }
    ///       - { to: rate-limiter, timeout: 10ms, fallback: allow the request }
    ///   - authorization
    ///   - rate-limiter
    /// ```
    ///
    /// ## Not a problem when
    /// The check is no check of permissions: letting requests through while a rate limiter is down is common and sound.
    ///
    /// ## See
    /// seed 003:66 · seed 002:52 · pytm AC07
    id: "resilience/fail-open",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

/// Words in the name of what decides who may do what.
const CHECKS: [&str; 9] =
    ["authz", "authorization", "authorisation", "permission", "permissions", "entitlements", "opa", "iam", "acl"];

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(callee), Some(fallback)) = (call.callee(), call.fallback()) else { return };
    let Some(text) = fallback.value.details().map(|text| text.to_lowercase()) else { return };
    let first = text.split_whitespace().next().unwrap_or_default();
    let opens =
        matches!(first, "allow" | "permit" | "grant") || text.contains("fail open") || text.contains("fail-open");
    let decides = words::words(callee.name()).iter().any(|word| CHECKS.contains(&word.as_str()));
    if opens && decides && !text.contains(" only ") && !text.contains("read") {
        let edits = vec![crate::text::Edit::replace(fallback.span, "deny the request")];
        report
            .find(fallback.span, format!("without `{}` everything is allowed", callee.name()))
            .fix(Fix::suggested("Deny the request", edits));
    }
}

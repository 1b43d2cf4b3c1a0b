use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::text::Edit;

rule! {
    /// A status means something that a request of this method cannot lead to.
    ///
    /// ## Why
    /// Clients, caches and generated code act on the number. After a 201 they look for a new thing that a DELETE never
    /// made, and a 304 to a write tells them to keep what they have.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     responses: [201, 404]
    /// #               ^^^ a DELETE creates nothing, so it has no 201
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     responses: [204, 404]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", responses: [201, 204, 412] }
    ///   - { method: GET, path: "/v1/orders/{id}", responses: [200, 206, 304, 404] }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is. A PUT or PATCH may create what is not there yet; a policy for all endpoints is not looked at.
    ///
    /// ## See
    /// seed 001:31-42 · RFC 9110, 15 · Zalando #150
    id: "api/mismatched-status",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let method = endpoint.method();
    for status in endpoint.statuses().filter(|it| endpoint.is_own(it.code.span)) {
        let Some((reason, instead)) = status.number().and_then(|number| mismatch(number, method)) else { continue };
        let number = &status.code.value;
        let finding = report.find(status.code.span, format!("a {method} {reason}, so it has no {number}"));
        if endpoint.status(instead).is_none() {
            let edits = vec![Edit::replace(status.code.span, instead.to_string())];
            finding.fix(Fix::suggested(format!("Make it {instead}"), edits));
        }
    }
}

/// Why a method has no such status, and which one is meant.
const fn mismatch(status: u16, method: Method) -> Option<(&'static str, u16)> {
    let reads = matches!(method, Method::Get | Method::Head);
    match (status, method) {
        (201, Method::Delete) => Some(("creates nothing", 204)),
        (201, Method::Get | Method::Head | Method::Options) => Some(("creates nothing", 200)),
        (206, _) if !reads => Some(("returns no part of a file", 200)),
        (304, _) if !reads => Some(("is not answered from a cache", 412)),
        _ => None,
    }
}

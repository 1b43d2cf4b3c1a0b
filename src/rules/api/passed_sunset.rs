use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::value::Date;

rule! {
    /// The day on which an endpoint stops has passed, and one of our services still calls it.
    ///
    /// ## Why
    /// Whoever removes what is past its day breaks that caller. So nobody dares to, and the day means nothing any more for
    /// other callers either.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", deprecated: { since: 2026-01-01, sunset: 2026-07-01 } }
    /// #                                                                                        ^^^^^^^^^^ the last day has passed, and `billing` still calls `GET /v1/orders/{id}`
    ///   - name: billing
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", timeout: 1s }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", deprecated: { since: 2026-01-01, sunset: 2027-07-30 } }
    ///   - name: billing
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", timeout: 1s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", deprecated: { since: 2026-12-01, sunset: 2027-07-01 } }
    ///       - { method: GET, path: "/v1/carts/{id}", deprecated: { since: 2026-01-01, sunset: 2026-07-01 } }
    ///   - name: billing
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", timeout: 1s }
    /// ```
    ///
    /// ## Not a problem when
    /// None of the services in the spec calls it.
    ///
    /// ## See
    /// seed 000:49 · RFC 8594 · Zalando #188
    id: "api/passed-sunset",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(today) = endpoint.model.today.and_then(Date::parse) else { return };
    let deprecation = endpoint.at.value.deprecated.as_ref().and_then(|it| it.value.details());
    let Some(sunset) = deprecation.and_then(|it| it.sunset.as_ref()) else { return };
    if Date::parse(&sunset.value).is_none_or(|day| day >= today) {
        return;
    }
    let calls: Vec<_> = endpoint.callers().collect();
    let Some(first) = calls.first() else { return };
    let (caller, label) = (super::brief(first.caller().name()), super::brief(&endpoint.label()));
    let message = format!("the last day has passed, and `{caller}` still calls `{label}`");
    let finding = report.find(sunset.span, message);
    for call in &calls {
        finding.related(call.place(), "called here");
    }
    if let Some(day) = today.plus(super::notice(endpoint.model)) {
        let edits = endpoint.model.spec.tree.replace(sunset.node, &day.0);
        finding.fix(Fix::suggested(format!("Keep it until {}", day.0), edits));
    }
}

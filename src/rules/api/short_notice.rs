use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::value::Date;

rule! {
    /// An endpoint stops sooner after its deprecation than the policy promises.
    ///
    /// ## Why
    /// Callers plan by the promised notice. Whoever trusts it still calls on the day when the endpoint is gone.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, deprecated: { since: 2026-01-01, sunset: 2026-03-01 } }
    /// #                                                                             ^^^^^^^^^^ 59 days of notice, where the policy promises 180
    ///   - { method: GET, path: /v1/carts, deprecated: { since: 2026-03-01, sunset: 2026-01-01 } }
    /// #                                                                            ^^^^^^^^^^ it stops before it is deprecated
    /// api_design: { deprecation: { notice: 180d } }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, deprecated: { since: 2026-01-01, sunset: 2026-06-30 } }
    ///   - { method: GET, path: /v1/carts, deprecated: { since: 2026-03-01, sunset: 2026-08-28 } }
    /// api_design: { deprecation: { notice: 180d } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, deprecated: { since: 2026-01-01, sunset: 2026-07-01 } }
    ///   - { method: GET, path: /v1/carts, deprecated: { sunset: 2026-07-01 } }
    /// api_design: { deprecation: { notice: 180d } }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the days, or the notice, is not stated.
    ///
    /// ## See
    /// seed 000:49 · RFC 8594 · RFC 9745 · Zalando #189
    id: "api/short-notice",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(deprecation) = endpoint.at.value.deprecated.as_ref().and_then(|it| it.value.details()) else { return };
    let (Some(since), Some(sunset)) = (&deprecation.since, &deprecation.sunset) else { return };
    let (Some(first), Some(last)) = (Date::parse(&since.value), Date::parse(&sunset.value)) else { return };
    let Some(days) = first.days_until(&last) else {
        report
            .find(sunset.span, "it stops before it is deprecated")
            .related(since.span, "deprecated from here on")
            .fix(later(endpoint, sunset, &first));
        return;
    };
    let policy = endpoint.model.system().api_design.as_ref().and_then(|it| it.deprecation.as_ref());
    let Some(notice) = policy.and_then(|it| it.notice.as_ref()) else { return };
    let promised = notice.value.0 / (24 * 60 * 60 * 1000);
    if days < promised {
        report
            .find(sunset.span, format!("{days} days of notice, where the policy promises {promised}"))
            .related(notice.span, "the policy")
            .related(since.span, "deprecated from here on")
            .fix(later(endpoint, sunset, &first));
    }
}

/// The fix that lets it stop when the notice is over.
fn later(endpoint: Endpoint<'_>, sunset: &At<String>, first: &Date) -> Fix {
    let day = first.plus(super::notice(endpoint.model)).unwrap_or_default();
    let edits = endpoint.model.spec.tree.replace(sunset.node, &day.0);
    Fix::suggested(format!("Let it stop on {}", day.0), edits)
}

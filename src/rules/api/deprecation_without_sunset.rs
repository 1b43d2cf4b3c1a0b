use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::Toggle;
use crate::text::Edit;
use crate::value::Date;

rule! {
    /// A deprecated endpoint has no day on which it stops.
    ///
    /// ## Why
    /// Nobody moves away from something that still works and has no end. Years later it is still there, still called, and
    /// still has to be kept secure.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     deprecated: { since: 2026-01-01, use: GET /v2/orders }
    /// #   ^^^^^^^^^^ `GET /v1/orders` is deprecated without a day on which it stops
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     deprecated: { since: 2026-01-01, use: GET /v2/orders, sunset: 2027-07-30 }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, deprecated: { since: 2026-01-01, sunset: 2026-07-01, use: GET /v2/orders } }
    ///   - { method: GET, path: /v1/carts, deprecated: { since: 2026-01-01 } }
    ///   - { method: GET, path: /v1/lists, deprecated: false }
    /// api_design:
    ///   deprecation: { notice: 180d }
    /// ```
    ///
    /// ## Not a problem when
    /// `since` and the notice of `api_design.deprecation` give the day.
    ///
    /// ## See
    /// seed 000:49 · RFC 8594 · RFC 9745 · Zalando #187
    id: "api/deprecation-without-sunset",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(deprecated) = &endpoint.at.value.deprecated else { return };
    let policy = endpoint.model.system().api_design.as_ref().and_then(|it| it.deprecation.as_ref());
    let notice = policy.is_some_and(|policy| policy.notice.is_some());
    let dated = match &deprecated.value {
        Toggle::Off => return,
        Toggle::On => false,
        Toggle::Set(details) => details.sunset.is_some() || details.since.is_some() && notice,
    };
    if !dated {
        let label = endpoint.label();
        let message = format!("`{}` is deprecated without a day on which it stops", super::short(&label));
        let finding = report.find(deprecated.key, message);
        let since = deprecated.value.details().and_then(|it| it.since.as_ref());
        if let Some(sunset) = since.map(|it| it.value.as_str()).max(endpoint.model.today).and_then(Date::parse)
            && let Some(day) = sunset.plus(super::notice(endpoint.model))
        {
            finding.fix(Fix::suggested(format!("Let it stop on {}", day.0), stop_on(endpoint, &day.0)));
        }
    }
}

fn stop_on(endpoint: Endpoint<'_>, day: &str) -> Vec<Edit> {
    let Some(deprecated) = &endpoint.at.value.deprecated else { return Vec::new() };
    match &deprecated.value {
        Toggle::Set(_) if endpoint.is_own(deprecated.key) => {
            endpoint.model.spec.tree.set(deprecated.node, "sunset", day)
        }
        _ => endpoint.set("deprecated", &format!("{{ sunset: {day} }}")),
    }
}

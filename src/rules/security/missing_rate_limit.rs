use crate::lint::Report;
use crate::model::{Entrance, Model};
use crate::rule::{Fix, rule};

rule! {
    /// Callers from outside may call as often as they like.
    ///
    /// ## Why
    /// One script in a loop, meant badly or not, takes the capacity of everybody else, guesses passwords at full speed
    /// and runs up the bill of whatever is paid by the request.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    /// #                        ^^^^^^^^^^ no limit is set on how often anybody may call the API
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// security:
    ///   service_to_service: mtls
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - { method: POST, path: /v1/orders, auth: required }
    /// security:
    ///   service_to_service: mtls
    ///   rate_limit: 100/min per user
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - GET /health
    /// defaults:
    ///   endpoint: { rate_limit: 100/min per user }
    /// ```
    ///
    /// ## Not a problem when
    /// Only other services call, or `security.rate_limit` or a policy sets a limit for all.
    ///
    /// ## See
    /// seed 001:145 · seed 001:219-224 · seed 003:33 · OWASP API4:2023
    id: "security/missing-rate-limit",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let entrances = model.entrances();
    let endpoints = || entrances.iter().filter_map(|entrance| Some((entrance, entrance.endpoint?)));
    let open: Vec<&Entrance<'_>> = endpoints()
        .filter(|(entrance, endpoint)| is_open(entrance) && endpoint.rate_limit().is_none())
        .map(|it| it.0)
        .collect();
    let Some((first, others)) = open.split_first() else { return };
    let all = endpoints().filter(|(entrance, _)| is_open(entrance)).count();
    let message = match open.len() {
        1 if all > 1 => format!("no limit is set on how often anybody may call {}", first.name()),
        some if some < all => format!("no limit is set on how often anybody may call {some} of {all} endpoints"),
        _ => "no limit is set on how often anybody may call the API".to_owned(),
    };
    let security = model.system().security.as_ref();
    let edits = model.spec.set_section(security, "security", "rate_limit", "100/min per user");
    let finding = report.find(first.place, message);
    finding.fix(Fix::suggested("Allow 100/min per user everywhere", edits));
    for other in others.iter().take(5) {
        finding.related(other.place, "has no limit either");
    }
}

/// Whether callers from outside reach it, and may do something there.
fn is_open(entrance: &Entrance<'_>) -> bool {
    let model = match entrance.endpoint {
        Some(endpoint) if !endpoint.is_probe() && !endpoint.is_signed_webhook() => endpoint.model,
        _ => return false,
    };
    // An API key with a quota is limited by it.
    let quota = entrance.exposure.auth.and_then(|auth| model.scheme_of(auth)).is_some_and(|it| it.quota.is_some());
    !quota && model.may_be_reached(entrance.service)
}

use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};

rule! {
    /// A rate limit lets in more than the service takes.
    ///
    /// ## Why
    /// The limit is there for the day on which too much comes. It lets all of that in, the service falls over first,
    /// and nobody is refused who should have been.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     capacity: 100/s
    ///     instances: 4
    ///     api:
    ///       - { method: GET, path: /v1/orders, rate_limit: 1000/s }
    /// #                                                    ^^^^^^ 1000/s are let in, and all instances of `orders` take 400/s
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     capacity: 100/s
    ///     instances: 4
    ///     api:
    ///       - { method: GET, path: /v1/orders, rate_limit: 400/s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     capacity: 100/s
    ///     instances: 4
    ///     api:
    ///       - { method: GET, path: /v1/orders, rate_limit: 300/s }
    ///       - { method: POST, path: /v1/orders, rate_limit: 1000/s per tenant }
    /// ```
    ///
    /// ## Not a problem when
    /// The limit counts for each user, key or tenant by itself, or one of the numbers is not stated.
    ///
    /// ## See
    /// seed 001:219-224 · Google SRE Book, chapter 21
    id: "security/limit-above-capacity",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let (Some(limit), Some(service)) = (endpoint.at.value.rate_limit.as_ref(), endpoint.service()) else { return };
    let (Some(capacity), Some(most)) = (service.capacity(), service.max_instances()) else { return };
    let all = capacity.per_second() * most as f64;
    if limit.by.is_none() && limit.per_second() > all {
        let name = super::brief(service.name());
        report
            .find(limit.span, format!("{} are let in, and all instances of `{name}` take {all}/s", limit.value))
            .related(capacity.span, "what one instance takes")
            .step(format!("{most} instances × {} = {all}/s", capacity.value))
            .fix(Fix::suggested("Let in what they take", {
                let rate =
                    if all >= 1.0 { format!("{}/s", all.floor()) } else { format!("{}/h", (all * 3600.0).floor()) };
                endpoint.set("rate_limit", &rate)
            }));
    }
}

use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// An endpoint answers later than anything in between waits.
    ///
    /// ## Why
    /// The load balancer or the browser gives up first. The caller sees a failure and tries again, while the server still
    /// works on the first request, and then on two.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/reports, latency: { p99: 2m } }
    /// #                                                      ^^ answers after 2m, but silence is cut after 1m
    /// scalability: { idle_timeout: 60s }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/reports, latency: { p99: 2m }, async: true }
    /// scalability: { idle_timeout: 60s }
    /// ```
    /// ```yaml bad
    /// services:
    ///   - { name: edge, kind: gateway, stack: [aws-api-gateway], calls: [reports] }
    ///   - name: reports
    ///     api:
    ///       - { method: POST, path: /v1/reports, latency: { p99: 40s } }
    /// #                                                          ^^^ answers after 40s, but silence is cut after 29s
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: edge, kind: gateway, stack: [aws-api-gateway], calls: [reports] }
    ///   - name: reports
    ///     api:
    ///       - { method: POST, path: /v1/reports, latency: { p99: 40s }, async: true }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/reports, responses: [202], async: { status: "GET /v1/reports/{id}" } }
    ///   - { method: GET, path: "/v1/reports/{id}", latency: { p99: 300ms } }
    /// scalability: { idle_timeout: 60s }
    /// ```
    ///
    /// ## Not a problem when
    /// The work goes on after the answer (`async`). Where no idle timeout is stated and nothing in
    /// front is known to have one, nothing is compared.
    ///
    /// ## See
    /// seed 001:148-155 · seed 002:33
    id: "api/slow-answer",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let accepted = endpoint.at.value.r#async.as_ref().is_some_and(|it| it.is_on()) || endpoint.status(202).is_some();
    let Some(latency) = endpoint.at.value.latency.as_ref().filter(|_| !accepted) else { return };
    let limits = [endpoint.model.idle_limit(), endpoint.model.request_limit()];
    let Some(limit) = limits.into_iter().flatten().min_by_key(|limit| limit.most) else { return };
    let slowest = [&latency.p50, &latency.p95, &latency.p99].into_iter().flatten().find(|it| it.value > limit.most);
    if let Some(slowest) = slowest {
        let (late, cut): (Duration, Duration) = (slowest.value, limit.most);
        let finding = report.find(slowest.span, format!("answers after {late}, but silence is cut after {cut}"));
        limit.explain(finding);
        finding.step(format!("{late} > {cut}"));
        if !endpoint.method().is_safe() {
            let later = super::reader_of_one(endpoint);
            let later = later.map(|one| format!("{{ status: {} }}", crate::yaml::quote(&one.label())));
            let edits = endpoint.set("async", later.as_deref().unwrap_or("true"));
            finding.fix(Fix::suggested("Accept it first and answer later", edits));
        }
        if limit.known.is_none() {
            let edits = vec![Edit::replace(limit.place, late.to_string())];
            finding.fix(Fix::suggested(format!("Cut silence after {late} only"), edits));
        }
    }
}

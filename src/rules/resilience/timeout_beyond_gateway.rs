use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An endpoint allows itself more time than what stands in front of it waits.
    ///
    /// ## Why
    /// The gateway answers for the service, with an error. What the service does after that moment nobody sees, and the
    /// client has already tried again.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: edge, kind: gateway, stack: [aws-api-gateway], calls: [reports] }
    ///   - name: reports
    ///     api:
    ///       - { method: POST, path: /v1/reports, timeout: 45s }
    /// #                                                   ^^^ allows itself 45s, but aws-api-gateway waits 29s unless it is told otherwise
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: edge, kind: gateway, stack: [aws-api-gateway], calls: [reports] }
    ///   - name: reports
    ///     api:
    ///       - { method: POST, path: /v1/reports, timeout: 29s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: edge, kind: gateway, stack: [aws-api-gateway], calls: [reports] }
    ///   - name: reports
    ///     api:
    ///       - { method: POST, path: /v1/reports, timeout: 45s, async: { status: "GET /v1/reports/{id}" } }
    ///       - { method: GET, path: "/v1/reports/{id}", timeout: 5s }
    /// ```
    ///
    /// ## Not a problem when
    /// The work goes on after the answer (`async`), the limit was raised (`deployment.limits` says so), or the
    /// endpoint's own latency is reported already.
    ///
    /// ## See
    /// seed 001:151 · seed 000:69 · Amazon API Gateway, Quotas
    id: "resilience/timeout-beyond-gateway",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let accepted = endpoint.at.value.r#async.as_ref().is_some_and(|it| it.is_on()) || endpoint.status(202).is_some();
    let own = endpoint.at.value.timeout.as_ref().filter(|it| !accepted && endpoint.at.span.contains(it.span));
    let (Some(timeout), Some(limit)) = (own, endpoint.model.request_limit()) else { return };
    let latency = endpoint.at.value.latency.as_ref().and_then(|it| it.value.p99.as_ref());
    if timeout.value <= limit.most || latency.is_some_and(|p99| p99.value > limit.most) {
        return;
    }
    let front = limit.known.map_or("what stands in front", |it| it.product());
    let message = format!("allows itself {}, but {front} waits {}{}", timeout.value, limit.most, limit.unless());
    let finding = report.find(timeout.span, message);
    let edits = vec![Edit::replace(timeout.span, limit.most.to_string())];
    finding.fix(Fix::suggested(format!("End after {}", limit.most), edits));
    if limit.known.is_none_or(|it| !it.firm) {
        let edits = endpoint.model.raise_platform_limit("request", &timeout.value.to_string());
        finding.fix(Fix::suggested(format!("Let {front} wait {}", timeout.value), edits));
    }
    finding.step(format!("{} > {}", timeout.value, limit.most));
    limit.explain(finding);
}

use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;
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
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/reports, responses: [202], async: { status: "GET /v1/reports/{id}" } }
    ///   - { method: GET, path: "/v1/reports/{id}", latency: { p99: 300ms } }
    /// scalability: { idle_timeout: 60s }
    /// ```
    ///
    /// ## Not a problem when
    /// The work goes on after the answer (`async`). Where no idle timeout is stated, nothing is compared.
    ///
    /// ## See
    /// seed 001:148-155 · seed 002:33
    id: "api/slow-answer",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let accepted = endpoint.at.value.r#async.as_ref().is_some_and(|it| it.is_on()) || endpoint.status(202).is_some();
    let idle = endpoint.model.system().scalability.as_ref().and_then(|it| it.idle_timeout.as_ref());
    let Some(idle) = idle.filter(|_| !accepted) else { return };
    let Some(latency) = &endpoint.at.value.latency else { return };
    let slowest = [&latency.p50, &latency.p95, &latency.p99].into_iter().flatten().find(|it| it.value > idle.value);
    if let Some(slowest) = slowest {
        let (late, cut): (Duration, Duration) = (slowest.value, idle.value);
        report
            .find(slowest.span, format!("answers after {late}, but silence is cut after {cut}"))
            .related(idle.span, "the idle timeout");
    }
}

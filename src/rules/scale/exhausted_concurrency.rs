use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// More runs of a function are under way at peak than its platform allows.
    ///
    /// ## Why
    /// Each request holds one run until it is answered. Above the platform's limit, requests are refused, and the limit
    /// is shared with every other function of the account, so that those fail too.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: checkout, kind: function, latency: { p99: 2s }, api: [{ method: POST, path: /v1/orders, load: 800/s }] }
    /// #           ^^^^^^^^ 1600 runs are under way at peak, 1000 are allowed unless it is told otherwise
    /// deployment: { platform: lambda }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: checkout, kind: function, latency: { p99: 2s }, api: [{ method: POST, path: /v1/orders, load: 800/s }] }
    /// deployment: { platform: lambda, limits: { concurrency: 1600 } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: checkout, kind: function, latency: { p99: 2s }, api: [{ method: POST, path: /v1/orders, load: 800/s }] }
    /// deployment: { platform: lambda, limits: { concurrency: 3000 } }
    /// ```
    ///
    /// ## Not a problem when
    /// The account was granted more: `deployment.limits` says so. Where load or latency is not stated, nothing is
    /// compared. The median counts where it is stated, else the 99th percentile.
    ///
    /// ## See
    /// seed 002:13 · seed 001:9 · Little's law · AWS Lambda, Quotas
    id: "scale/exhausted-concurrency",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(limit) = service.model.concurrency_limit().filter(|_| service.is_function()) else { return };
    let latency = service.at.value.latency.as_ref();
    let Some(each) = latency.and_then(|it| it.value.p50.as_ref().or(it.value.p99.as_ref())) else { return };
    let Some(peak) = service.peak() else { return };
    let busy = (peak.per_second * each.value.as_seconds() - 1e-9).ceil();
    if busy <= limit.most as f64 {
        return;
    }
    let message = format!("{busy} runs are under way at peak, {} are allowed{}", limit.most, limit.unless());
    let finding = report.find(service.name_span(), message);
    finding.related(each.span, "how long one takes");
    if limit.known.is_none_or(|it| !it.firm) {
        let more = (busy as u64).next_multiple_of(100);
        let edits = service.model.raise_platform_limit("concurrency", &more.to_string());
        finding.fix(Fix::suggested(format!("Have {more} granted"), edits));
    }
    for (span, part) in peak.parts {
        finding.related(span, part.clone()).step(part);
    }
    finding.step(format!("{}/s × {} = {busy} runs at once > {}", peak.per_second, each.value, limit.most));
    limit.explain(finding);
}

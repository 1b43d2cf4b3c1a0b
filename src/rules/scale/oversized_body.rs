use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An endpoint takes larger bodies than what stands in front of it lets through.
    ///
    /// ## Why
    /// The gateway refuses the request before the service sees it. It works in tests, which have small files, and fails
    /// for the one customer with a large one.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/documents, max_body: 25MB }
    /// #                                                  ^^^^ 25MB are taken here, but aws-api-gateway lets 10MiB through
    /// scalability: { load_balancing: aws-api-gateway }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/documents, max_body: 10MiB }
    /// scalability: { load_balancing: aws-api-gateway }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/documents, max_body: 25MB }
    /// scalability: { load_balancing: nginx }
    /// deployment: { limits: { body: 50MB } }
    /// ```
    ///
    /// ## Not a problem when
    /// The limit is set higher: `deployment.limits` says so. Large files are better sent to a file store directly.
    ///
    /// ## See
    /// seed 000:69 · Amazon API Gateway, Quotas · AWS Lambda, Quotas
    id: "scale/oversized-body",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let (Some(body), Some(limit)) = (&endpoint.at.value.max_body, endpoint.model.body_limit()) else { return };
    if body.value <= limit.most {
        return;
    }
    let front = limit.known.map_or("what stands in front", |it| it.product());
    let message = format!("{} are taken here, but {front} lets {} through{}", body.value, limit.most, limit.unless());
    let edits = vec![Edit::replace(body.span, limit.most.to_string())];
    let finding = report.find(body.span, message);
    finding.fix(Fix::suggested(format!("Take {} at most", limit.most), edits));
    if limit.known.is_none_or(|it| !it.firm) {
        let edits = endpoint.model.raise_platform_limit("body", &body.value.to_string());
        finding.fix(Fix::suggested(format!("Let {} through", body.value), edits));
    }
    finding.step(format!("{} > {}", body.value, limit.most));
    limit.explain(finding);
}

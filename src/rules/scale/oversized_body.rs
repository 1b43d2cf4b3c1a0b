use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;

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
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let (Some(body), Some(limit)) = (&endpoint.at.value.max_body, endpoint.model.body_limit()) else { return };
    if body.value <= limit.most {
        return;
    }
    let front = limit.known.map_or("what stands in front", |it| it.product());
    let message = format!("{} are taken here, but {front} lets {} through{}", body.value, limit.most, limit.unless());
    let finding = report.find(body.span, message);
    finding.step(format!("{} > {}", body.value, limit.most));
    limit.explain(finding);
}

use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Messages over a WebSocket are larger than what stands in front of it lets through.
    ///
    /// ## Why
    /// The gateway closes the connection on the first message that is too large, and the client connects again and
    /// sends it again.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: editor, path: /ws, auth: required, max_message: 1MB }
    /// #                                                              ^^^ 1MB are taken here, but aws-api-gateway lets 128KiB through
    /// services: [editor]
    /// scalability: { load_balancing: aws-api-gateway }
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: editor, path: /ws, auth: required, max_message: 128KiB }
    /// services: [editor]
    /// scalability: { load_balancing: aws-api-gateway }
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: editor, path: /ws, auth: required, max_message: 64KB }
    /// services: [editor]
    /// scalability: { load_balancing: aws-api-gateway }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing in front is known to limit messages.
    ///
    /// ## See
    /// seed 000:46 · Amazon API Gateway, Quotas for WebSocket APIs
    id: "rt/oversized-frame",
    severity: Error,
    stage: Draft,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let (Some(size), Some(limit)) = (&websocket.at.value.max_message, websocket.model.frame_limit()) else { return };
    if size.value <= limit.most {
        return;
    }
    let front = limit.known.map_or("what stands in front", |it| it.product());
    let message = format!("{} are taken here, but {front} lets {} through", size.value, limit.most);
    let finding = report.find(size.span, message);
    finding.step(format!("{} > {}", size.value, limit.most));
    limit.explain(finding);
    let edits = vec![Edit::replace(size.span, limit.most.to_string())];
    finding.fix(Fix::suggested(format!("Take at most {}", limit.most), edits));
}

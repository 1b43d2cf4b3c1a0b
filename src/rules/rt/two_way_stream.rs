use crate::lint::Report;
use crate::model::Sse;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// A stream of server-sent events takes messages from clients.
    ///
    /// ## Why
    /// Server-sent events go one way. There is no means by which a client could send anything over them.
    ///
    /// ## Example
    /// ```yaml bad
    /// sse:
    ///   - { service: orders, path: /v1/events, auth: required, receives: [CancelOrder] }
    /// #                                                        ^^^^^^^^ server-sent events take no messages from clients
    /// services: [orders]
    /// ```
    /// ```yaml good
    /// sse:
    ///   - { service: orders, path: /v1/events, auth: required, events: [order.updated] }
    /// websockets:
    ///   - { service: orders, path: /ws, auth: required, receives: [CancelOrder] }
    /// services: [orders]
    /// ```
    ///
    /// ## Not a problem when
    /// It never is. A client that has something to say does it with a POST beside the stream, or over a WebSocket.
    ///
    /// ## See
    /// seed 000:47 · HTML Standard, Server-sent events
    id: "rt/two-way-stream",
    severity: Error,
    stage: Draft,
    visit: Sse(check),
}

fn check(sse: Sse<'_>, report: &mut Report<'_>) {
    if let Some(receives) = sse.at.value.receives.as_ref().filter(|_| !sse.at.value.receives.items().is_empty()) {
        report.find(receives.key, "server-sent events take no messages from clients");
    }
}

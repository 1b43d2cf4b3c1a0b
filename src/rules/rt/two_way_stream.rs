use crate::lint::Report;
use crate::model::Sse;
use crate::rule::{Fix, rule};
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
    /// ```yaml fixed
    /// sse:
    ///   - { service: orders, path: /v1/events, auth: required }
    /// services: [orders]
    /// websockets:
    ///   - { service: orders, path: /ws, auth: required, receives: [CancelOrder] }
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
    fix: Suggested,
}

fn check(sse: Sse<'_>, report: &mut Report<'_>) {
    if let Some(receives) = sse.at.value.receives.as_ref().filter(|_| !sse.at.value.receives.items().is_empty()) {
        let finding = report.find(receives.key, "server-sent events take no messages from clients");
        if let Some(fix) = socket(sse) {
            finding.fix(fix);
        }
    }
}

/// The fix that takes the messages over a WebSocket of the same service, which has the same guard.
fn socket(sse: Sse<'_>) -> Option<Fix> {
    let tree = &sse.model.spec.tree;
    let line = |key: &str| Some(tree.node(sse.at.node)?.get(key)?.in_one_line());
    let service = sse.at.value.service.as_ref().map(|it| it.value.0.as_str());
    let mut own = sse.model.websockets().filter(|it| it.service.as_ref().map(|it| it.value.0.as_str()) == service);
    let mut edits = match own.next() {
        Some(socket) if socket.at.value.receives.is_some() => return None,
        Some(socket) => socket.set("receives", &line("receives")?),
        None => {
            let (service, auth, receives) = (line("service")?, line("auth")?, line("receives")?);
            let item = format!("{{ service: {service}, path: /ws, auth: {auth}, receives: {receives} }}");
            tree.add_to_section("websockets", &item)
        }
    };
    edits.extend(sse.unset("receives"));
    Some(Fix::suggested("Take them over a WebSocket", edits))
}

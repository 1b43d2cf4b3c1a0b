use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};

rule! {
    /// A WebSocket has no heartbeat.
    ///
    /// ## Why
    /// When a phone leaves the Wi-Fi nobody is told: the server keeps thousands of connections to nobody. And proxies close
    /// what is silent for a minute, so that quiet users lose their connection without an error.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required }
    /// #                          ^^^ a connection that is gone is not noticed
    /// services: [chat]
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, heartbeat: 30s }
    /// services: [chat]
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, heartbeat: 20s }
    /// services: [chat]
    /// ```
    ///
    /// ## Not a problem when
    /// It never is; libraries that ping by themselves have an interval too, and it must fit the proxies in between.
    ///
    /// ## See
    /// seed 000:46 · RFC 6455, 5.5.2
    id: "rt/missing-heartbeat",
    severity: Warning,
    stage: Review,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    if websocket.at.value.heartbeat.is_some() {
        return;
    }
    let place = super::place(websocket.at.value.path.as_ref(), websocket.place());
    report
        .find(place, "a connection that is gone is not noticed")
        .fix(Fix::suggested("Add a heartbeat of 30s", websocket.set("heartbeat", "30s")));
}

use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};

rule! {
    /// A WebSocket does not say who may connect.
    ///
    /// ## Why
    /// A connection that is open is not checked again. Any page that a signed-in user visits can open it in their name, and
    /// read along for hours.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: chat, path: /ws, heartbeat: 30s }
    /// #                          ^^^ nothing says who may connect
    /// services: [chat]
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: chat, path: /ws, heartbeat: 30s, auth: required }
    /// services: [chat]
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: prices, path: /prices, auth: public, public_reason: prices are public }
    ///   - { service: chat, path: /ws }
    /// services: [chat, prices]
    /// defaults:
    ///   endpoint: { auth: required }
    /// ```
    ///
    /// ## Not a problem when
    /// Everybody may see what it sends, and `public_reason` says so.
    ///
    /// ## See
    /// seed 000:46 · seed 003:48 · RFC 6455, 10.5
    id: "rt/unauthenticated-websocket",
    severity: Error,
    stage: Review,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let Some(message) = websocket.exposure().gap("connect") else { return };
    let place = super::place(websocket.at.value.path.as_ref(), websocket.place());
    let finding = report.find(place, message);
    if websocket.exposure().auth.is_none() {
        finding.fix(Fix::suggested("Require a client to say who it is", websocket.set("auth", "required")));
    }
}

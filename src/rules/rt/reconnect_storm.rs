use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};
use crate::spec::Toggle;

rule! {
    /// Clients connect again all at once.
    ///
    /// ## Why
    /// When an instance is replaced, each of its thousands of clients connects again in the same second, and again at each
    /// next attempt. What was a deployment becomes an outage of those that stayed up.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: /ws, reconnect: every 5s }
    /// #                                          ^^^^^^^^ clients that lost their connection come back at the same moment
    /// ```
    /// ```yaml fixed
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: /ws, reconnect: backoff with jitter }
    /// ```
    /// ```yaml good
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: /ws, reconnect: exponential backoff }
    /// ```
    ///
    /// ## Not a problem when
    /// The delay grows or is drawn at random, or clients do not connect again by themselves.
    ///
    /// ## See
    /// seed 000:46-47 · Amazon Builders' Library, Timeouts, retries and backoff with jitter
    id: "rt/reconnect-storm",
    severity: Warning,
    stage: Draft,
    visit: Websocket(check),
    fix: Suggested,
}

/// Words that say that clients spread out.
const SPREAD: [&str; 7] = ["backoff", "back-off", "back off", "exponential", "jitter", "random", "growing"];

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let Some(reconnect) = &websocket.at.value.reconnect else { return };
    let Toggle::Set(how) = &reconnect.value else { return };
    let said = how.to_lowercase();
    if SPREAD.iter().any(|word| said.contains(word)) || matches!(said.as_str(), "none" | "never" | "manual") {
        return;
    }
    report.find(reconnect.span, "clients that lost their connection come back at the same moment").fix(Fix::suggested(
        "Wait longer each time, by a random share",
        websocket.model.spec.tree.replace(reconnect.node, "backoff with jitter"),
    ));
}

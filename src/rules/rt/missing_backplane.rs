use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Several instances hold connections, and nothing spreads messages between them.
    ///
    /// ## Why
    /// A message reaches only those who are connected to the instance on which it arose. With two instances half of a chat
    /// room is silent; with one instance in the test, nobody notices.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, sends: [MessagePosted] }
    /// #                          ^^^ up to 3 instances of `chat` send, each to its own connections only
    /// services:
    ///   - { name: chat, instances: 3 }
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, sends: [MessagePosted], backplane: redis }
    /// services:
    ///   - { name: chat, instances: 3 }
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, sends: [MessagePosted], backplane: redis }
    ///   - { service: upload, path: /uploads, auth: required, receives: [Chunk] }
    /// services:
    ///   - { name: chat, instances: 3 }
    ///   - { name: upload, instances: 3 }
    /// ```
    ///
    /// ## Not a problem when
    /// All who must hear each other are always on the same instance; say so with `backplane: rooms are pinned to instances`.
    ///
    /// ## See
    /// seed 000:46 · seed 001:9 · seed 000:103
    id: "rt/missing-backplane",
    severity: Error,
    stage: Review,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let sends = !websocket.at.value.sends.items().is_empty();
    let spread = websocket.at.value.backplane.as_ref().is_some_and(|it| it.is_on());
    let Some(service) = websocket.at.value.service.as_ref().and_then(|it| websocket.model.service(&it.value.0)) else {
        return;
    };
    let Some(instances) = service.max_instances().filter(|count| *count > 1 && sends && !spread) else { return };
    let name = crate::spec::read::shorten(service.name());
    let place = super::place(websocket.at.value.path.as_ref(), websocket.place());
    let message = format!("up to {instances} instances of `{name}` send, each to its own connections only");
    let finding = report.find(place, message);
    if let Some(stated) = service.instances() {
        finding.related(stated.span, "the instances");
    }
    // What the system runs already, else what most take for it.
    let engines = service.model.stores().filter_map(|it| it.at.value.engine.as_ref());
    let brokers = service.model.channels().filter_map(|it| it.at.value.broker.as_ref());
    let mut known = engines.chain(brokers).map(|it| it.value.as_str());
    let backplane = known.find(|it| ["redis", "valkey", "nats"].contains(it)).unwrap_or("redis");
    finding.fix(Fix::suggested(format!("Spread messages over {backplane}"), websocket.set("backplane", backplane)));
}

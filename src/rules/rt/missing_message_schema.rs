use crate::lint::Report;
use crate::model::Websocket;
use crate::model::plain;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::read::{nearest, shorten};

rule! {
    /// A message of a WebSocket has no schema while others beside it have one.
    ///
    /// ## Why
    /// Nothing on a WebSocket says what a message is but the message. Both sides write down their own idea of it, and the
    /// first to change it breaks the other at run time, without a status code.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: chat, path: /ws, sends: [MessagePosted, PersonLeft], receives: [PostMessage] }
    /// #                                                      ^^^^^^^^^^ nothing says what a `PersonLeft` holds
    /// services: [chat]
    /// events: [person.left]
    /// schemas:
    ///   MessagePosted: { id: uuid, text: string }
    ///   PostMessage: { text: string }
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: chat, path: /ws, sends: [MessagePosted, person.left], receives: [PostMessage] }
    /// services: [chat]
    /// events: [person.left]
    /// schemas:
    ///   MessagePosted: { id: uuid, text: string }
    ///   PostMessage: { text: string }
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: chat, path: /ws, sends: [MessagePosted, person.left], receives: [PostMessage] }
    /// services: [chat]
    /// events: [person.left]
    /// schemas:
    ///   MessagePosted: { id: uuid, text: string }
    ///   PostMessage: { text: string }
    /// ```
    ///
    /// ## Not a problem when
    /// The spec describes no message of the connection at all, as in a first sketch.
    ///
    /// ## See
    /// seed 000:46 · seed 003:28 · AsyncAPI, Message Object
    id: "rt/missing-message-schema",
    severity: Warning,
    stage: Review,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let model = websocket.model;
    let described = |name: &str| model.schema(name).is_some() || model.event(name).is_some();
    let messages = websocket.at.value.sends.items().iter().chain(websocket.at.value.receives.items());
    let (known, unknown): (Vec<_>, Vec<_>) = messages.partition(|it| described(&it.value));
    if known.is_empty() {
        return;
    }
    for message in unknown {
        let name = shorten(&message.value);
        let finding = report.find(message.span, format!("nothing says what a `{name}` holds"));
        let names = || model.schemas().map(|it| it.name.value.as_str()).chain(model.events().map(|it| it.name()));
        let same = names().find(|it| plain(it) == plain(&message.value));
        if let Some(best) = same.or_else(|| nearest(&message.value, names())) {
            let edits = model.spec.tree.replace(message.node, best);
            finding.fix(Fix::suggested(format!("Write `{}`", shorten(best)), edits));
        }
    }
}

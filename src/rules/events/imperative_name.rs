use crate::lint::Report;
use crate::model::{Event, Model, words};
use crate::rule::{Fix, rule};
use crate::spec::event::{ChannelKind, Pattern};

rule! {
    /// An event is named like a command, where the others say what happened.
    ///
    /// ## Why
    /// `order.cancel` asks, `order.cancelled` tells. One team takes it for a request and cancels, another takes it for the
    /// fact and gives the money back for an order that is still on its way.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed, order.paid, order.sent, order.lost, order.cancel] }
    /// events:
    ///   - order.placed
    ///   - order.paid
    ///   - order.sent
    ///   - order.lost
    ///   - order.cancel
    /// #   ^^^^^^^^^^^^ `order.cancel` reads like a command, the others say what happened
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed, order.paid, order.sent, order.lost, order.cancelled] }
    /// events:
    ///   - order.placed
    ///   - order.paid
    ///   - order.sent
    ///   - order.lost
    ///   - order.cancelled
    /// ```
    /// ```yaml good
    /// events:
    ///   - order.placed
    ///   - order.paid
    ///   - order.sent
    ///   - order.lost
    ///   - { name: payment.capture, kind: command }
    ///   - customer.address
    /// ```
    ///
    /// ## Not a problem when
    /// It is a command: then say so (`kind: command`). Fewer than four other events, or fewer than four in five that say what
    /// happened, make no custom.
    ///
    /// ## See
    /// seed 001:160 · seed 001:168
    id: "events/imperative-name",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// What asks, and what tells that it happened. Words that are as often nouns are left out.
const VERBS: [(&str, &str); 28] = [
    ("accept", "accepted"),
    ("activate", "activated"),
    ("add", "added"),
    ("approve", "approved"),
    ("archive", "archived"),
    ("assign", "assigned"),
    ("cancel", "cancelled"),
    ("capture", "captured"),
    ("complete", "completed"),
    ("confirm", "confirmed"),
    ("create", "created"),
    ("deactivate", "deactivated"),
    ("decline", "declined"),
    ("delete", "deleted"),
    ("deliver", "delivered"),
    ("pay", "paid"),
    ("place", "placed"),
    ("process", "processed"),
    ("publish", "published"),
    ("register", "registered"),
    ("reject", "rejected"),
    ("remove", "removed"),
    ("reserve", "reserved"),
    ("send", "sent"),
    ("ship", "shipped"),
    ("submit", "submitted"),
    ("update", "updated"),
    ("verify", "verified"),
];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let events: Vec<Event<'_>> = model.events().filter(|it| !is_asked(*it)).collect();
    let told = events.iter().filter(|it| tells(it.name())).count();
    if told < 4 || told * 5 < events.len() * 4 {
        return;
    }
    let texts = std::cell::OnceCell::new();
    for event in events {
        let name = event.name();
        let all = words(name);
        let Some((verb, past)) = all.last().and_then(|last| VERBS.iter().find(|(verb, _)| verb == last)) else {
            continue;
        };
        let message = format!("`{}` reads like a command, the others say what happened", super::short(name));
        let finding = report.find(event.name_span(), message);
        let stem = name.len().checked_sub(verb.len()).and_then(|at| name.split_at_checked(at));
        if let Some((stem, end)) = stem.filter(|_| model.event(name).is_some()) {
            let capital = end.starts_with(|c: char| c.is_ascii_uppercase());
            let past = if capital { capitalised(past) } else { (*past).to_owned() };
            let better = format!("{stem}{past}");
            let edits = model.rename_event(name, &better, texts.get_or_init(|| model.texts()));
            finding.fix(Fix::suggested(format!("Call it `{better}`"), edits));
        }
        finding.fix(Fix::suggested("Say that it is a command", event.set("kind", "command")));
    }
}

/// Whether it is one that may well ask: a command, a request, work on a queue.
fn is_asked(event: Event<'_>) -> bool {
    let pattern = event.at.value.pattern.as_ref().map(|it| it.value);
    let queue =
        event.channel().and_then(|it| it.at.value.kind.as_ref()).is_some_and(|it| it.value == ChannelKind::Queue);
    event.is_command() || queue || matches!(pattern, Some(Pattern::RequestReply | Pattern::CompetingConsumers))
}

fn tells(name: &str) -> bool {
    const IRREGULAR: [&str; 12] =
        ["sent", "paid", "sold", "lost", "found", "left", "begun", "taken", "given", "made", "done", "held"];
    words(name).last().is_some_and(|last| last.ends_with("ed") || IRREGULAR.contains(&last.as_str()))
}

fn capitalised(word: &str) -> String {
    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect()
}

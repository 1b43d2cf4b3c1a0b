use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::read::nearest;
use crate::spec::{At, Toggle};
use crate::text::Edit;

rule! {
    /// A dead-letter queue's name is misspelled.
    ///
    /// ## Why
    /// Some brokers create the queue on first use: then messages are parked where no alert looks. Others refuse the move,
    /// and the message that fails is tried for ever.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, dead_letter: orders.dql }
    /// #                                ^^^^^^^^^^ no channel is called `orders.dql`, did you mean `orders.dlq`?
    ///   - orders.dlq
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, dead_letter: orders.dlq }
    ///   - orders.dlq
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, dead_letter: "{channel}.dlq" }
    ///   - orders.dlq
    ///   - { name: payments, dead_letter: payments.dlq }
    /// ```
    ///
    /// ## Not a problem when
    /// No channel has a name like it: dead-letter queues need not be among the channels.
    ///
    /// ## See
    /// seed 000:84
    id: "events/unknown-dead-letter",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let places = model.channels().filter_map(|it| it.at.value.dead_letter.as_ref());
    let places = places.chain(model.subscriptions().filter_map(|it| it.at.value.dead_letter.as_ref()));
    // Two queues that are told apart by one letter of what they serve are no slip: only those that park are compared.
    let mut parks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in model.channels().map(|it| it.name()).filter(|it| is_parking(it)) {
        parks.entry(stem(name)).or_default().push(name);
    }
    for place in places {
        let Some(name) = stated(place).filter(|name| model.channel(name).is_none()) else { continue };
        let same_stem = parks.get(stem(name)).map(Vec::as_slice).unwrap_or_default();
        let Some(best) = nearest(name, same_stem.iter().copied()) else { continue };
        let message = format!("no channel is called `{}`, did you mean `{}`?", super::brief(name), super::brief(best));
        report
            .find(place.span, message)
            .fix(Fix::suggested(format!("Write `{best}`"), vec![Edit::replace(place.span, best)]));
    }
}

fn stated(place: &At<Toggle<String>>) -> Option<&str> {
    place.value.details().map(String::as_str).filter(|name| !name.contains('{') && !name.contains(' '))
}

/// What a name says of what it serves: `orders` of `orders.dlq`.
fn stem(name: &str) -> &str {
    name.rsplit_once(['.', '-', '_']).map_or("", |(stem, _)| stem)
}

fn is_parking(name: &str) -> bool {
    ["dlq", "dead", "dlt", "dlx", "parked", "deadletter"].iter().any(|word| name.ends_with(word))
}

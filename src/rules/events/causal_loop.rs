use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Model, Subscription};
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// Handling an event causes, step by step, the same event again.
    ///
    /// ## Why
    /// One message is enough to keep the services busy for ever. Each round is a little faster than anybody can look, and the
    /// brokers fill up.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     subscribes:
    ///       - { event: stock.reserved, emits: [order.changed] }
    /// #                                        ^^^^^^^^^^^^^ `order.changed` causes `stock.reserved`, which causes it again
    ///   - name: inventory
    ///     subscribes:
    ///       - { event: order.changed, emits: [stock.reserved] }
    /// events: [order.changed, stock.reserved]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     subscribes:
    ///       - { event: stock.reserved, emits: [order.confirmed] }
    ///   - name: inventory
    ///     subscribes:
    ///       - { event: order.placed, emits: [stock.reserved] }
    /// events: [order.placed, order.confirmed, stock.reserved]
    /// ```
    ///
    /// ## Not a problem when
    /// Something ends it: a state that is reached once. Say so in an `ignore` with that reason.
    ///
    /// ## See
    /// seed 000:83
    id: "events/causal-loop",
    severity: Warning,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let mut causes: BTreeMap<&str, Vec<(&str, crate::text::Span)>> = BTreeMap::new();
    for subscription in model.subscriptions() {
        add(subscription, &mut causes);
    }
    let mut reported: Vec<&str> = Vec::new();
    for start in causes.keys() {
        let Some(path) = shortest_loop(start, &causes) else { continue };
        if path.iter().any(|(name, _)| reported.contains(name)) {
            continue;
        }
        reported.extend(path.iter().map(|(name, _)| *name));
        let Some((_, last)) = path.last() else { continue };
        let message = match path.as_slice() {
            [_] => format!("handling `{}` causes it again", super::brief(start)),
            [(next, _), _] => {
                format!("`{}` causes `{}`, which causes it again", super::brief(start), super::brief(next))
            }
            _ => format!("`{}` comes back after {} steps", super::brief(start), path.len()),
        };
        let finding = report.find(*last, message);
        for (name, span) in path.iter().rev().skip(1).rev() {
            finding.related(*span, format!("causes `{name}`"));
        }
    }
}

fn add<'m>(subscription: Subscription<'m>, causes: &mut BTreeMap<&'m str, Vec<(&'m str, crate::text::Span)>>) {
    let Some(event) = subscription.at.value.event.as_ref() else { return };
    let caused = subscription.at.value.emits.items().iter().map(|it| (it.value.0.as_str(), it.span));
    causes.entry(event.value.0.as_str()).or_default().extend(caused);
}

/// The events on the shortest way from `start` back to it, each with the place that causes it.
fn shortest_loop<'m>(
    start: &'m str,
    causes: &BTreeMap<&'m str, Vec<(&'m str, crate::text::Span)>>,
) -> Option<Vec<(&'m str, crate::text::Span)>> {
    let mut waiting = std::collections::VecDeque::from([(start, Vec::new())]);
    let mut seen: Vec<&str> = Vec::new();
    while let Some((event, path)) = waiting.pop_front() {
        for (next, span) in causes.get(event).into_iter().flatten() {
            let mut longer = path.clone();
            longer.push((*next, *span));
            if *next == start {
                return Some(longer);
            }
            if !seen.contains(next) {
                seen.push(next);
                waiting.push_back((next, longer));
            }
        }
    }
    None
}

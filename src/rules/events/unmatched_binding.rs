use std::collections::BTreeSet;

use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::spec::event::ChannelKind;

rule! {
    /// A queue is bound by a pattern that its event's routing key does not match.
    ///
    /// ## Why
    /// The exchange routes by the key alone. What no binding matches is dropped without a word, and the handler waits for
    /// messages that go past it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: payments, publishes: [payment.captured] }
    ///   - { name: orders, subscribes: [{ event: payment.captured, binding: payments.* }] }
    /// #                                                                    ^^^^^^^^^^ `payments.*` does not match `payment.captured`
    /// events: [{ name: payment.captured, channel: shop }]
    /// channels: [{ name: shop, broker: rabbitmq, kind: exchange }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: payments, publishes: [payment.captured] }
    ///   - { name: orders, subscribes: [{ event: payment.captured, binding: payment.* }] }
    /// events: [{ name: payment.captured, channel: shop }]
    /// channels: [{ name: shop, broker: rabbitmq, kind: exchange }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: payments, publishes: [payment.captured, payment.declined] }
    ///   - name: orders
    ///     subscribes:
    ///       - { event: payment.captured, binding: payment.* }
    ///       - { event: payment.declined, binding: "payments.#" }
    /// events:
    ///   - { name: payment.captured, channel: shop }
    ///   - { name: payment.declined, channel: shop, routing_key: payments.eu.declined }
    /// channels: [{ name: shop, broker: rabbitmq, kind: exchange }]
    /// ```
    ///
    /// ## Not a problem when
    /// The event goes out under another key than its name: then say so (`routing_key`). Only exchanges are looked at.
    ///
    /// ## See
    /// seed 000:88 · AMQP 0-9-1, topic exchange
    id: "events/unmatched-binding",
    severity: Error,
    stage: Draft,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let (Some(binding), Some(event)) = (&subscription.at.value.binding, subscription.event()) else { return };
    let kind = event.channel().and_then(|it| it.at.value.kind.as_ref());
    if kind.is_none_or(|it| it.value != ChannelKind::Exchange) {
        return;
    }
    let stated = event.at.value.routing_key.as_ref();
    let key = stated.map_or(event.name(), |it| it.value.as_str());
    let pattern: Vec<&str> = binding.value.split('.').collect();
    // A key with a part that is filled in later may be anything.
    if key.contains('{') || matches(&pattern, &key.split('.').collect::<Vec<_>>()) {
        return;
    }
    let message = format!("`{}` does not match `{}`", super::short(&binding.value), super::short(key));
    let better = fitted(&pattern, &key.split('.').collect::<Vec<_>>());
    report.find(binding.span, message).related(stated.map_or(event.name_span(), |it| it.span), "the key").fix(
        Fix::suggested(
            format!("Bind it by `{}`", super::brief(&better)),
            subscription.model.spec.tree.replace(binding.node, &better),
        ),
    );
}

/// The pattern with the words of the key where it names others; the key itself where the two are of different length.
fn fitted(pattern: &[&str], key: &[&str]) -> String {
    if pattern.len() != key.len() || pattern.contains(&"#") {
        return key.join(".");
    }
    let words = pattern.iter().zip(key).map(|(word, said)| if *word == "*" { word } else { said });
    words.copied().collect::<Vec<_>>().join(".")
}

/// Whether a pattern of a topic exchange matches: `*` is one word, `#` any number of them.
fn matches(pattern: &[&str], key: &[&str]) -> bool {
    // For each word of the pattern, how many words of the key those up to it may have taken.
    let mut taken = BTreeSet::from([0]);
    for word in pattern {
        taken = match (*word, taken.first()) {
            ("#", Some(least)) => (*least..=key.len()).collect(),
            (word, _) => {
                let fits = |at: &usize| key.get(*at).is_some_and(|next| word == "*" || word == *next);
                taken.iter().filter(|at| fits(at)).map(|at| at + 1).collect()
            }
        };
    }
    taken.contains(&key.len())
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_as_an_exchange_does() {
        let yes = [("order.*", "order.paid"), ("#", "a.b.c"), ("a.#", "a"), ("*.*.eu", "a.b.eu"), ("#.eu", "eu")];
        let no = [("order.*", "order"), ("order.*", "order.paid.eu"), ("*", "a.b"), ("a.#.c", "a.b"), ("a", "b")];
        let both = |(pattern, key): (&str, &str)| {
            matches(&pattern.split('.').collect::<Vec<_>>(), &key.split('.').collect::<Vec<_>>())
        };
        assert!(yes.into_iter().all(both));
        assert!(!no.into_iter().any(both));
    }
}

use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::spec::Toggle;
use crate::value::Duration;

rule! {
    /// A handler forgets which messages it has seen before the last of them can come again.
    ///
    /// ## Why
    /// The handler did its work and died before it could say so. The message comes again with the next attempt, an hour
    /// later, and by then nobody remembers it: the card is charged a second time.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: billing
    ///     subscribes:
    ///       - event: order.placed
    ///         idempotent: by event id, kept for 1h
    /// #                   ^^^^^^^^^^^^^^^^^^^^^^^^ forgets a message after 1h, but it is tried again for 1d
    ///         retry: { backoff: exponential, for: 24h }
    /// events: [order.placed]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: billing
    ///     subscribes:
    ///       - event: order.placed
    ///         idempotent: by event id, kept for 1d
    ///         retry: { backoff: exponential, for: 24h }
    /// events: [order.placed]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: billing
    ///     subscribes:
    ///       - event: order.placed
    ///         idempotent: by event id, kept for 3d
    ///         retry: { backoff: exponential, for: 24h }
    /// events: [order.placed]
    /// ```
    ///
    /// ## Not a problem when
    /// How long is remembered, or how long is tried, is not stated.
    ///
    /// ## See
    /// seed 000:87 · Enterprise Integration Patterns, Idempotent Receiver
    id: "events/short-dedupe-window",
    severity: Warning,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let (Some(said), Some(tried)) = (subscription.idempotent(), subscription.retry_span()) else { return };
    let Toggle::Set(text) = &said.value else { return };
    let Some((word, kept)) = only_duration(text).filter(|(_, kept)| *kept < tried) else { return };
    let message = format!("forgets a message after {kept}, but it is tried again for {tried}");
    let finding = report.find(said.span, message);
    finding.step(format!("{kept} remembered < {tried} for all attempts"));
    if let Some(retry) = subscription.retry_policy() {
        finding.related(retry.key, "tried so long");
    }
    let longer = text.replacen(word, &tried.to_string(), 1);
    let edits = subscription.model.spec.tree.replace(said.node, &longer);
    finding.fix(Fix::suggested(format!("Remember it for {tried}"), edits));
}

/// The duration in a text, and the word that says it; none where there is not exactly one.
fn only_duration(text: &str) -> Option<(&str, Duration)> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
    let mut found = words.filter(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    let only = found.next()?;
    let duration = Duration::parse(only).ok()?;
    found.next().is_none().then_some((only, duration))
}

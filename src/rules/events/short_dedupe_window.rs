use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::rule;
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
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let (Some(said), Some(tried)) = (subscription.idempotent(), subscription.retry_span()) else { return };
    let Toggle::Set(text) = &said.value else { return };
    let Some(kept) = only_duration(text).filter(|kept| *kept < tried) else { return };
    let message = format!("forgets a message after {kept}, but it is tried again for {tried}");
    let finding = report.find(said.span, message);
    finding.step(format!("{kept} remembered < {tried} for all attempts"));
    if let Some(retry) = subscription.retry_policy() {
        finding.related(retry.key, "tried so long");
    }
}

/// The duration in a text; none where there is not exactly one.
fn only_duration(text: &str) -> Option<Duration> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
    let mut found = words.filter(|it| it.starts_with(|c: char| c.is_ascii_digit())).map(Duration::parse);
    let only = found.next()?.ok()?;
    found.next().is_none().then_some(only)
}

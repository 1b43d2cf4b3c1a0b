use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// A dead-letter queue forgets sooner than the channel that it serves.
    ///
    /// ## Why
    /// What lies there waits for a person: for Monday, for the mended version. Kept shorter than in the channel itself, it
    /// is gone before anybody has looked, and that was the last copy.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, retention: 7d, dead_letter: orders.dlq }
    ///   - { name: orders.dlq, retention: 1d }
    /// #                                  ^^ kept for 1d, but `orders` keeps them for 7d
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, retention: 7d, dead_letter: orders.dlq }
    ///   - { name: orders.dlq, retention: 14d }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, retention: 7d, dead_letter: orders.dlq }
    ///   - { name: orders.dlq, retention: 7d }
    ///   - { name: clicks, retention: 7d, dead_letter: clicks.dlq }
    ///   - clicks.dlq
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two does not say how long it keeps messages.
    ///
    /// ## See
    /// seed 000:84
    id: "events/short-lived-dead-letters",
    severity: Warning,
    stage: Review,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let Some(parked) = channel.dead_letters() else { return };
    let (Some(here), Some(there)) = (&channel.at.value.retention, &parked.at.value.retention) else { return };
    if there.value >= here.value {
        return;
    }
    let most = parked.longest_retention().map_or(Duration(u64::MAX), |it| it.most);
    let better = Duration(here.value.0.saturating_mul(2)).min(most);
    let message =
        format!("kept for {}, but `{}` keeps them for {}", there.value, super::short(channel.name()), here.value);
    report
        .find(there.span, message)
        .related(here.span, "kept here")
        .step(format!("{} < {}", there.value, here.value))
        .fix(Fix::suggested(format!("Keep them for {better}"), vec![Edit::replace(there.span, better.to_string())]));
}

use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::yaml::quote;

rule! {
    /// What cannot be handled comes back to where it failed.
    ///
    /// ## Why
    /// A message is parked because handling it fails. Parked where it came from, it fails again, at once and without end,
    /// and the queue is busy with nothing else.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, dead_letter: orders.retry }
    ///   - { name: orders.retry, dead_letter: orders }
    /// #                                      ^^^^^^ `orders.retry` gives back to `orders` what could not be handled there
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, dead_letter: orders.retry }
    ///   - { name: orders.retry, dead_letter: orders.dlq }
    ///   - orders.dlq
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, dead_letter: orders.retry }
    ///   - { name: orders.retry, dead_letter: orders.dlq }
    ///   - orders.dlq
    /// ```
    ///
    /// ## Not a problem when
    /// Somebody moves messages back by hand, after the fault is mended: that is no `dead_letter`.
    ///
    /// ## See
    /// seed 000:84
    id: "events/dead-letter-loop",
    severity: Error,
    stage: Draft,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    /// More hops than anybody parks a message over; each channel of a long way walks it.
    const LONGEST: usize = 20;
    let mut way = vec![channel];
    while let Some(next) = way.last().and_then(|last| last.dead_letters()).filter(|_| way.len() <= LONGEST) {
        let Some(back) = way.iter().position(|it| it.name() == next.name()) else {
            way.push(next);
            continue;
        };
        // One finding for a loop: at its last channel in the document.
        let round = way.get(back..).unwrap_or_default();
        let last = round.iter().map(|it| it.name_span()).max();
        let Some(place) = channel.at.value.dead_letter.as_ref().filter(|_| last == Some(channel.name_span())) else {
            return;
        };
        let Some(to) = channel.dead_letters() else { return };
        let message = match round {
            [only] => format!("`{}` is its own dead-letter queue", super::short(only.name())),
            _ => {
                let (from, to) = (super::brief(channel.name()), super::brief(to.name()));
                format!("`{from}` gives back to `{to}` what could not be handled there")
            }
        };
        let finding = report.find(place.span, message);
        let parked = format!("{}.dlq", to.name());
        if !round.iter().any(|it| it.name() == parked) {
            let mut edits = channel.set("dead_letter", &quote(&parked));
            if channel.model.channel(&parked).is_none() {
                edits.extend(channel.model.spec.tree.add_to_section("channels", &quote(&parked)));
            }
            finding.fix(Fix::suggested(format!("Park it in `{}`", super::brief(&parked)), edits));
        }
        for other in round.iter().filter(|it| it.name() != channel.name()) {
            finding.related(other.name_span(), "on the way");
        }
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn a_channel_may_be_its_own() {
        expect(
            &RULE,
            "\
channels:
  - { name: orders, dead_letter: orders }
#                                ^^^^^^ `orders` is its own dead-letter queue
",
        );
    }

    #[test]
    fn a_way_into_a_loop_is_no_part_of_it() {
        silent(&RULE, "channels: [{ name: a, dead_letter: '{channel}.dlq' }, { name: a.dlq, dead_letter: false }]\n");
    }
}

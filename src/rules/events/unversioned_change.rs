use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::Evolution;
use crate::model::versions::Versions;
use crate::rule::rule;
use crate::spec::Entries;
use crate::spec::event::Compatibility;

rule! {
    /// An event's payload has changed so that somebody cannot read it, and it is still called the same version.
    ///
    /// ## Why
    /// A consumer chooses by the version how to read. Two shapes under one number cannot be told apart, neither by the
    /// consumer nor by whoever looks for the cause, and the messages of both lie in the same channel.
    ///
    /// ## Example
    /// ```yaml before
    /// events:
    ///   - { name: order.placed, version: 1, compatibility: backward, payload: { orderId: uuid, total: string } }
    /// ```
    /// ```yaml bad
    /// events:
    ///   - name: order.placed
    ///     version: 1
    ///     compatibility: backward
    ///     payload:
    ///       orderId: uuid
    ///       currency: string
    /// #     ^^^^^^^^ messages of the earlier design have no `currency`
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - name: order.placed
    ///     version: 1
    ///     compatibility: backward
    ///     payload:
    ///       orderId: uuid
    ///       currency: string?
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.placed, version: 1, compatibility: backward, payload: { orderId: uuid, currency: string? } }
    /// ```
    ///
    /// ## Not a problem when
    /// The event promises nothing (`compatibility: none`), or the change is within its promise. Where nothing is promised nor
    /// refused, only what consumers of today fail on is reported. With a raised version and its `previous` payload,
    /// `events/breaking-schema` looks at it. Without an earlier version of the spec (`architrave check --baseline`) nothing
    /// is said.
    ///
    /// ## See
    /// seed 000:86 · seed 000:49 · Zalando #246
    id: "events/unversioned-change",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    let mut compared: BTreeMap<Compatibility, Evolution<'_>> = BTreeMap::new();
    for new in versions.after.events() {
        let Some(old) = versions.before.event(new.name()) else { continue };
        let version = |it: &crate::spec::event::Event| it.version.as_ref().map(|it| it.value);
        let raised = version(&old.at.value) != version(&new.at.value);
        let promise = new.at.value.compatibility.as_ref();
        // A raised version is the way to break what was never promised.
        if raised && (promise.is_none() || !new.at.value.previous.entries().is_empty()) {
            continue;
        }
        let (Some(was), Some(is)) = (&old.at.value.payload, &new.at.value.payload) else { continue };
        let kept = promise.map_or(Compatibility::Forward, |it| it.value);
        let evolution = compared.entry(kept).or_default();
        for change in evolution.between((versions.before, was), (versions.after, is)) {
            if change.breaks(kept) {
                let span = versions.after.line(change.span);
                report
                    .find(span, change.told("the earlier design"))
                    .related(new.name_span(), "the event")
                    .fix(super::keep(&change, (versions.before, versions.after)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect_since, silent_since};

    const BEFORE: &str = "events: [{ name: order.placed, version: 1, payload: { id: uuid, total: string } }]\n";

    #[test]
    fn without_a_promise_readers_of_today_count() {
        silent_since(&RULE, BEFORE, &BEFORE.replace("total", "note: string, total"));
        silent_since(&RULE, BEFORE, &BEFORE.replace("version: 1", "version: 2").replace(", total: string", ""));
        expect_since(
            &RULE,
            BEFORE,
            "\
events: [{ name: order.placed, version: 1, payload: { id: uuid } }]
#                                                   ^^^^^^^^^^^^ readers of the earlier design need `total`
",
        );
    }
}

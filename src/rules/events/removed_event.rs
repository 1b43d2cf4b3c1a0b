use crate::lint::Report;
use crate::model::versions::Versions;
use crate::rule::{Fix, rule};

rule! {
    /// An event that others outside listen to is published no more.
    ///
    /// ## Why
    /// Nothing fails here. Those who wait for it are outside this spec, and find out when a day's invoices are missing.
    ///
    /// ## Example
    /// ```yaml before
    /// events:
    ///   - { name: order.placed, external: true }
    ///   - order.counted
    /// ```
    /// ```yaml bad
    /// events:
    /// #^^^^^ `order.placed` is gone, which others outside listen to
    ///   - order.created
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - order.created
    ///   - { name: order.placed, external: true }
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.placed, external: true }
    ///   - order.created
    /// ```
    ///
    /// ## Not a problem when
    /// Those who listen have moved on: then say so in an `ignore` with that reason. Without an earlier version of the spec
    /// (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:86 · seed 000:49
    id: "events/removed-event",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    let after = versions.after;
    let Some(section) = after.system().events.as_ref() else { return };
    for old in versions.before.events().filter(|it| it.at.value.external.as_ref().is_some_and(|it| it.value)) {
        if after.event(old.name()).is_none() && !after.published().contains_key(old.name()) {
            let message = format!("`{}` is gone, which others outside listen to", super::short(old.name()));
            let finding = report.find(section.key, message);
            let node =
                versions.before.spec.tree.node(old.at.node).filter(|_| versions.has_what_is_named_in(old.at.span));
            let edits = node.map(|it| after.spec.tree.add_to_section("events", &it.in_one_line()));
            finding.fix(Fix::suggested("Bring it back", edits.unwrap_or_default()));
        }
    }
}

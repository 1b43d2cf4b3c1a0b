use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An event has no version, where others have one.
    ///
    /// ## Why
    /// The day its payload changes, consumers cannot tell the old form from the new one, and messages of both wait in the
    /// channel.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, version: 1 }
    ///   - { name: order.paid, version: 2 }
    ///   - name: order.shipped
    /// #         ^^^^^^^^^^^^^ `order.shipped` has no version
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - { name: order.placed, version: 1 }
    ///   - { name: order.paid, version: 2 }
    ///   - name: order.shipped
    ///     version: 1
    /// ```
    /// ```yaml good
    /// events:
    ///   - order.placed
    ///   - { name: order.paid, version: 1 }
    ///   - order.shipped
    /// ```
    ///
    /// ## Not a problem when
    /// Most events have none: the version is said elsewhere, or not at all.
    ///
    /// ## See
    /// seed 000:86
    id: "events/missing-version",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let all = event.model.system().events.items();
    let versioned = all.iter().filter(|it| it.version.is_some()).count();
    if event.at.value.version.is_some() || versioned * 2 <= all.len() {
        return;
    }
    if let Some(name) = &event.at.value.name {
        report
            .find(name.span, format!("`{}` has no version", super::short(&name.value.0)))
            .fix(Fix::suggested("Make it version 1", event.set("version", "1")));
    }
}

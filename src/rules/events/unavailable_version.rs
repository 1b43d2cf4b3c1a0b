use crate::lint::Report;
use crate::model::Subscription;
use crate::order;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A handler reads a version of an event that does not exist.
    ///
    /// ## Why
    /// It waits for messages that nobody sends, or reads those of another version as if they were its own.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, version: 3 }] }
    /// #                                                                 ^ `order.placed` comes in version 1 or 2
    /// events:
    ///   - { name: order.placed, version: 2, payload: OrderPlaced, previous: { 1: OrderPlacedV1 } }
    /// schemas:
    ///   OrderPlaced: { id: uuid }
    ///   OrderPlacedV1: { id: uuid }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, version: 2 }] }
    /// events:
    ///   - { name: order.placed, version: 2, payload: OrderPlaced, previous: { 1: OrderPlacedV1 } }
    /// schemas:
    ///   OrderPlaced: { id: uuid }
    ///   OrderPlacedV1: { id: uuid }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: billing, subscribes: [{ event: order.placed, version: 3 }] }
    /// events: [order.placed]
    /// ```
    ///
    /// ## Not a problem when
    /// The event does not say its version.
    ///
    /// ## See
    /// seed 000:86
    id: "events/unavailable-version",
    severity: Error,
    stage: Draft,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let Some(wanted) = &subscription.at.value.version else { return };
    let Some(event) = subscription.event().filter(|it| it.at.value.version.is_some()) else { return };
    let mut versions = event.versions();
    if versions.contains(&wanted.value) {
        return;
    }
    order::by(&mut versions, Ord::cmp);
    let said = versions.iter().map(u64::to_string).collect::<Vec<_>>().join(" or ");
    let finding = report.find(wanted.span, format!("`{}` comes in version {said}", super::short(event.name())));
    for version in versions.iter().rev().take(3) {
        let edits = vec![Edit::replace(wanted.span, version.to_string())];
        finding.fix(Fix::suggested(format!("Read version {version}"), edits));
    }
    if let Some(version) = &event.at.value.version {
        finding.related(version.span, "the version");
    }
}

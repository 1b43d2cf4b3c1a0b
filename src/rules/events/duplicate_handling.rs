use crate::lint::Report;
use crate::model::Subscription;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A handler that changes something does not recognise a message that comes twice.
    ///
    /// ## Why
    /// A broker that promises each message at least once delivers some of them twice: after a restart, a rebalance, a lost
    /// acknowledgement. What is handled twice is charged, mailed or counted twice.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: billing
    ///     owns: [billing-db]
    ///     subscribes:
    ///       - event: order.placed
    /// #              ^^^^^^^^^^^^ an `order.placed` that comes twice is handled twice
    /// stores: [billing-db]
    /// events: [order.placed]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: billing
    ///     owns: [billing-db]
    ///     subscribes:
    ///       - event: order.placed
    ///         idempotent: by event id
    /// stores: [billing-db]
    /// events: [order.placed]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: billing
    ///     owns: [billing-db]
    ///     subscribes: [order.placed]
    ///   - name: dashboard
    ///     subscribes: [order.viewed]
    /// stores: [billing-db]
    /// events:
    ///   - order.placed
    ///   - order.viewed
    /// defaults:
    ///   subscription: { idempotent: by event id }
    /// ```
    ///
    /// ## Not a problem when
    /// Handling twice is the same as once; then say by what: `idempotent: upsert by order id`. A handler that owns no store,
    /// calls nobody, writes and publishes nothing is not looked at.
    ///
    /// ## See
    /// seed 000:87 · seed 003:66 · Enterprise Integration Patterns, Idempotent Receiver
    id: "events/duplicate-handling",
    severity: Error,
    stage: Review,
    visit: Subscription(check),
    fix: Suggested,
}

fn check(subscription: Subscription<'_>, report: &mut Report<'_>) {
    let Some(name) = subscription.event_name().filter(|_| subscription.may_see_twice()) else { return };
    if subscription.recognises_duplicates() == Some(true) || !changes_something(subscription) {
        return;
    }
    let name = super::named(name);
    let finding = report.find(subscription.place(), format!("{name} that comes twice is handled twice"));
    match subscription.idempotent() {
        Some(denied) => finding.related(denied.span, "said here"),
        None => {
            finding.fix(Fix::suggested("Recognise it by the event's id", subscription.set("idempotent", "by event id")))
        }
    };
}

/// Whether handling has an effect that a second time doubles.
fn changes_something(subscription: Subscription<'_>) -> bool {
    let said = !subscription.at.value.writes.items().is_empty() || !subscription.at.value.emits.items().is_empty();
    let service = subscription.service();
    said || service.stores().any(|it| it.is_durable()) || service.calls().next().is_some()
}

use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A webhook is answered only after others have been asked.
    ///
    /// ## Why
    /// Senders wait a few seconds. When the service behind is slow they give up and send again, so the same work is under way
    /// twice, then three times.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     calls: [{ to: ledger, timeout: 5s }]
    ///   - ledger
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, service: payments, async: false }
    /// #                                                                        ^^^^^ the sender waits for `ledger` too
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     calls: [{ to: ledger, timeout: 5s }]
    ///   - ledger
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, service: payments, async: true }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     calls: [{ to: ledger, timeout: 5s }]
    ///   - ledger
    /// webhooks:
    ///   - { name: stripe-events, direction: inbound, service: payments }
    /// ```
    ///
    /// ## Not a problem when
    /// The message is only accepted at first (`async: true`), or nothing is said.
    ///
    /// ## See
    /// seed 000:48 · seed 002:33
    id: "webhook/slow-acknowledgement",
    severity: Warning,
    stage: Review,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    let Some(waits) = webhook.at.value.r#async.as_ref().filter(|it| !it.value) else { return };
    let service = webhook.at.value.service.as_ref().and_then(|it| webhook.model.service(&it.value.0));
    let Some(call) = service.and_then(|it| it.calls().find(|call| call.is_synchronous())) else { return };
    let Some(callee) = call.callee().filter(|_| super::is_inbound(webhook)) else { return };
    report
        .find(waits.span, format!("the sender waits for `{}` too", crate::spec::read::shorten(callee.name())))
        .related(call.place(), "the call")
        .fix(Fix::suggested("Accept it first and handle it later", vec![Edit::replace(waits.span, "true")]));
}

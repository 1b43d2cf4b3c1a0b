use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};
use crate::spec::event::Pattern;
use crate::spec::service::ServiceKind;

rule! {
    /// Two services publish the same event, although it belongs to one of them.
    ///
    /// ## Why
    /// Consumers take it for the word of the one who knows. Sooner or later the two fill it in differently, and nobody
    /// can change its schema alone.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: import, publishes: [order.placed] }
    /// #                               ^^^^^^^^^^^^ `import` publishes `order.placed`, which is for `orders` to say
    ///   - { name: billing, subscribes: [order.placed] }
    /// events: [{ name: order.placed, producer: orders }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - { name: import, publishes: [] }
    ///   - { name: billing, subscribes: [order.placed] }
    /// events: [{ name: order.placed, producer: orders }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed, mail.wanted] }
    ///   - { name: billing, subscribes: [order.placed], publishes: [mail.wanted] }
    ///   - { name: mails, subscribes: [mail.wanted] }
    /// events:
    ///   - { name: order.placed, producer: orders }
    ///   - { name: mail.wanted }
    /// ```
    ///
    /// ## Not a problem when
    /// It is a command, which anybody may give (`kind: command`), or a request; or one of the two is to be replaced by the
    /// other (`kind: legacy`). An event belongs to a service where its `producer` says so, or where the service owns the
    /// table of its `aggregate` and publishes it itself.
    ///
    /// ## See
    /// seed 000:83 · seed 001:6 · Zalando #207
    id: "events/several-producers",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let asked = |pattern: Pattern| matches!(pattern, Pattern::RequestReply | Pattern::CompetingConsumers);
    if event.is_command() || event.at.value.pattern.as_ref().is_some_and(|it| asked(it.value)) {
        return;
    }
    let publishes = |name: &str| event.producers().any(|it| it.service == name);
    let owner = || event.model.entity(&event.at.value.aggregate.as_ref()?.value)?.owner().map(|it| it.name());
    let stated = event.at.value.producer.as_ref().map(|it| it.value.0.as_str());
    let Some(owner) = stated.or_else(|| owner().filter(|owner| publishes(owner))) else { return };
    let is_legacy = |name: &str| event.model.service(name).is_none_or(|it| it.kind() == ServiceKind::Legacy);
    for other in event.producers().filter(|it| it.service != owner && !is_legacy(it.service) && !is_legacy(owner)) {
        let (name, who) = (super::brief(event.name()), super::brief(other.service));
        let message = format!("`{who}` publishes `{name}`, which is for `{}` to say", super::brief(owner));
        let message = if message.chars().count() > 100 { format!("`{who}` publishes `{name}` too") } else { message };
        let finding = report.find(other.span, message);
        finding.related(event.name_span(), "the event");
        if let Some(service) = event.model.service(other.service) {
            finding
                .fix(Fix::suggested(format!("Leave it to `{}`", super::brief(owner)), service.unpublish(event.name())));
        }
    }
}

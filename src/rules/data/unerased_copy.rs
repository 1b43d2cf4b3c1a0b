use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Event, Model, Service, Subscription, Table, singular};
use crate::rule::{Fix, rule};
use crate::spec::{At, Items};
use crate::text::Span;
use crate::yaml::quote;

rule! {
    /// A service keeps a copy of personal data and never hears that the person is to be forgotten.
    ///
    /// ## Why
    /// The account is deleted where it lives, and everybody takes that for the end. The copy goes on: it gets mail,
    /// turns up in a report, or is what the thief finds.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { compliance: [gdpr] }
    /// services:
    ///   - { name: accounts, publishes: [user.created, user.deleted] }
    ///   - name: mailing
    ///     subscribes:
    ///       - { event: user.created, writes: [recipients] }
    /// #                ^^^^^^^^^^^^ `mailing` never hears `user.deleted`, and its copies stay
    /// events:
    ///   - { name: user.created, aggregate: user, payload: { userId: uuid, email: email pii } }
    ///   - { name: user.deleted, aggregate: user }
    /// data_model:
    ///   - { name: recipients, owner: mailing, fields: { id: uuid pk, email: text pii } }
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [gdpr] }
    /// services:
    ///   - { name: accounts, publishes: [user.created, user.deleted] }
    ///   - name: mailing
    ///     subscribes:
    ///       - { event: user.created, writes: [recipients] }
    ///       - { event: user.deleted, writes: [recipients] }
    /// events:
    ///   - { name: user.created, aggregate: user, payload: { userId: uuid, email: email pii } }
    ///   - { name: user.deleted, aggregate: user }
    /// data_model:
    ///   - { name: recipients, owner: mailing, fields: { id: uuid pk, email: text pii } }
    /// ```
    /// ```yaml good
    /// requirements: { compliance: [gdpr] }
    /// services:
    ///   - { name: accounts, publishes: [user.created, user.deleted] }
    ///   - name: mailing
    ///     subscribes:
    ///       - { event: user.created, writes: [recipients] }
    ///       - { event: user.deleted, writes: [recipients] }
    ///   - name: welcome
    ///     subscribes:
    ///       - { event: user.created, writes: [greetings] }
    /// events:
    ///   - { name: user.created, aggregate: user, payload: { userId: uuid, email: email pii } }
    ///   - { name: user.deleted, aggregate: user }
    /// data_model:
    ///   - { name: recipients, owner: mailing, fields: { id: uuid pk, email: text pii } }
    ///   - { name: greetings, owner: welcome, retention: 7d, fields: { id: uuid pk, email: text pii } }
    /// ```
    ///
    /// ## Not a problem when
    /// The copy ends by itself (`retention`), the service hears of it by another event, or the requirements name no law
    /// on personal data.
    ///
    /// ## See
    /// seed 002:11 · seed 002:29 · GDPR, Articles 17 and 19
    id: "data/unerased-copy",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

/// How events end that say that somebody or something is gone.
const GONE: [&str; 9] =
    ["deleted", "erased", "forgotten", "anonymized", "anonymised", "removed", "closed", "left", "purged"];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if model.law_on_personal_data().is_none() {
        return;
    }
    let mut gone: BTreeMap<String, Vec<Event<'_>>> = BTreeMap::new();
    for event in model.events().filter(|event| is_end(event.name())) {
        gone.entry(about(event)).or_default().push(event);
    }
    for subscription in model.subscriptions() {
        let Some((event, copy, field)) = copies(subscription) else { continue };
        let Some(ends) = gone.get(&about(event)) else { continue };
        let service = subscription.service();
        let Some(end) = ends.first().filter(|_| !ends.iter().any(|end| hears(service, *end))) else { continue };
        let (own, name) = (super::brief(service.name()), super::brief(end.name()));
        let span = subscription.at.value.event.as_ref().map_or(subscription.place(), |event| event.span);
        report
            .find(span, format!("`{own}` never hears `{name}`, and its copies stay"))
            .related(field, "leaves with the event")
            .related(copy.name_span(), "is kept here")
            .related(end.name_span(), "says that it is gone")
            .fix(Fix::suggested(format!("Handle `{name}` too"), {
                let item = format!("{{ event: {}, writes: [{}] }}", quote(end.name()), quote(copy.name()));
                model.spec.add(service.at, "subscribes", &item)
            }));
    }
}

/// What an event is about: its aggregate, else the first word of its name.
fn about(event: Event<'_>) -> String {
    let first = || words(event.name()).into_iter().next().unwrap_or_default();
    let stated = event.at.value.aggregate.as_ref().map(|it: &At<String>| words(it).join(" "));
    singular(&stated.unwrap_or_else(first))
}

fn is_end(name: &str) -> bool {
    words(name).last().is_some_and(|last| GONE.contains(&last.as_str()))
}

/// The event whose personal data a handler writes into a table that keeps it.
fn copies(subscription: Subscription<'_>) -> Option<(Event<'_>, Table<'_>, Span)> {
    let model = subscription.model;
    let event = subscription.event().filter(|event| !is_end(event.name()))?;
    let fields = model.fields(&event.at.value.payload.as_ref()?.value);
    let field = fields.iter().find(|(_, field)| field.pii)?.0.span;
    let written = subscription.at.value.writes.items().iter().filter_map(|name| model.table(&name.value.0));
    let kept =
        |table: &Table<'_>| table.retention().is_none() && table.columns().any(|column| column.pii && !column.hashed);
    Some((event, written.into_iter().find(kept)?, field))
}

/// Whether a service handles the event, or publishes it and so knows.
fn hears(service: Service<'_>, event: Event<'_>) -> bool {
    let publishes = event.producers().any(|it| it.service == service.name());
    publishes || service.subscriptions().any(|it| it.event_name().is_some_and(|name| name == event.name()))
}

use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An event carries data of persons over a channel that is not said to carry any.
    ///
    /// ## Why
    /// A channel copies to everybody who asks, keeps for weeks and parks what fails. Whoever is let onto it because "there
    /// is nothing personal in it" reads e-mail addresses, and a deletion request never reaches those copies.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: users, publishes: [user.registered] }
    ///   - { name: statistics, subscribes: [user.registered] }
    /// events:
    ///   - { name: user.registered, channel: growth, payload: UserRegistered }
    /// channels:
    ///   - { name: growth, data: [usage] }
    /// schemas:
    ///   UserRegistered:
    ///     userId: uuid
    ///     email: email pii
    /// #   ^^^^^ `email` of `user.registered` goes over `growth`, which is to carry no such data
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: users, publishes: [user.registered] }
    ///   - { name: statistics, subscribes: [user.registered] }
    /// events:
    ///   - { name: user.registered, channel: growth, payload: UserRegistered }
    /// channels:
    ///   - { name: growth, data: [usage] }
    /// schemas:
    ///   UserRegistered:
    ///     userId: uuid
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: users, publishes: [user.registered] }
    ///   - { name: mails, subscribes: [user.registered] }
    /// events:
    ///   - { name: user.registered, channel: people, payload: UserRegistered }
    ///   - { name: plan.changed, channel: growth, payload: { tenantId: uuid, plan: string } }
    /// channels:
    ///   - { name: growth, data: [usage] }
    ///   - { name: people, data: [pii] }
    /// schemas:
    ///   UserRegistered: { userId: uuid, email: email pii }
    /// ```
    ///
    /// ## Not a problem when
    /// The channel says it: `data: [pii]`. Channels that say nothing are looked at only where others of the same spec say
    /// that they carry data of persons, or where somebody outside listens (`external: true`).
    ///
    /// ## See
    /// seed 000:82 · seed 002:29 · GDPR, Article 5
    id: "events/personal-data-in-event",
    severity: Warning,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let model = event.model;
    let (Some(payload), Some(channel)) = (&event.at.value.payload, event.channel()) else { return };
    let fields = model.all_fields(&payload.value);
    let Some((name, _)) = fields.into_iter().find(|(_, field)| field.pii) else { return };
    let personal =
        |channel: &crate::model::Channel<'_>| channel.at.value.data.items().iter().any(|it| model.is_personal(it));
    let stated = channel.at.value.data.as_ref();
    let custom = || model.channels().any(|it| personal(&it));
    let outside = event.at.value.external.as_ref().filter(|it| it.value);
    if personal(&channel) || stated.is_none() && outside.is_none() && !custom() {
        return;
    }
    let (field, who, place) = (super::brief(&name.value), super::brief(event.name()), super::brief(channel.name()));
    let message = format!("`{field}` of `{who}` goes over `{place}`, which is to carry no such data");
    let long = message.chars().count() > 100;
    let message = if long { format!("`{field}` goes over `{place}`, which is to carry no such data") } else { message };
    let finding = report.find(name.span, message);
    finding.related(stated.map_or(channel.name_span(), |it| it.span), "what the channel is to carry");
    for consumer in event.consumers() {
        finding.related(consumer.place(), format!("`{}` reads it", consumer.service().name()));
    }
    if let Some(outside) = outside {
        finding.related(outside.span, "somebody outside reads it");
    }
    finding.fix(Fix::suggested(format!("Leave `{field}` out"), model.leave_out(name, &[event])));
    finding.fix(Fix::suggested("Say that the channel carries it", channel.add("data", "pii")));
}

use crate::lint::Report;
use crate::model::{Event, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An event carries data of persons that no consumer reads.
    ///
    /// ## Why
    /// It is copied, kept and backed up with every message, for nobody. What is not sent needs no protection, no deletion and
    /// no explanation.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: users, publishes: [user.registered] }
    ///   - { name: statistics, subscribes: [{ event: user.registered, uses: [userId, country] }] }
    /// events: [{ name: user.registered, payload: UserRegistered }]
    /// schemas:
    ///   UserRegistered:
    ///     userId: uuid
    ///     country: string
    ///     phone: string pii
    /// #   ^^^^^ nobody who handles `user.registered` reads `phone`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: users, publishes: [user.registered] }
    ///   - { name: statistics, subscribes: [{ event: user.registered, uses: [userId, country] }] }
    /// events: [{ name: user.registered, payload: UserRegistered }]
    /// schemas:
    ///   UserRegistered:
    ///     userId: uuid
    ///     country: string
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: users, publishes: [user.registered] }
    ///   - { name: statistics, subscribes: [{ event: user.registered, uses: [userId, country] }] }
    ///   - { name: mails, subscribes: [user.registered] }
    /// events: [{ name: user.registered, payload: UserRegistered }]
    /// schemas:
    ///   UserRegistered: { userId: uuid, country: string, phone: string pii }
    /// ```
    ///
    /// ## Not a problem when
    /// One of its consumers does not say what it reads (`uses`), or somebody outside listens. Other fields that nobody reads
    /// do no harm and are not reported.
    ///
    /// ## See
    /// seed 000:59 · seed 002:29 · GDPR, Article 5
    id: "contract/unread-personal-data",
    severity: Info,
    stage: Review,
    visit: Event(check),
    fix: Suggested,
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    let Some(payload) = &event.at.value.payload else { return };
    let mut consumers = event.consumers().peekable();
    let all_say = consumers.peek().is_some() && consumers.all(|it| it.at.value.uses.is_some());
    if !all_say || event.at.value.external.as_ref().is_some_and(|it| it.value) || is_forwarded(event) {
        return;
    }
    for (name, _) in event.model.fields(&payload.value).iter().filter(|(_, field)| field.pii) {
        let reads = |need: &str| need.split('.').any(|part| plain(part) == plain(&name.value));
        let read = event.consumers().any(|it| it.at.value.uses.items().iter().any(|need| reads(&need.value)));
        if !read {
            let (event_name, field) = (super::short(event.name()), super::brief(&name.value));
            let message = format!("nobody who handles `{event_name}` reads `{field}`");
            report
                .find(name.span, message)
                .related(event.name_span(), "the event")
                .fix(Fix::suggested("Leave it out of the event", event.model.leave_out(name, &[event])));
        }
    }
}

/// Whether it goes on as it is to clients or partners.
fn is_forwarded(event: Event<'_>) -> bool {
    let model = event.model;
    let webhooks = model.webhooks().any(|it| it.events.items().iter().any(|it| it.value.0 == event.name()));
    let streams = model.sse().any(|it| it.events.items().iter().any(|it| it.value.0 == event.name()));
    webhooks || streams || model.websockets().any(|it| it.sends.items().iter().any(|it| it.value == event.name()))
}

use crate::lint::Report;
use crate::model::{Event, plain};
use crate::rule::rule;

rule! {
    /// An event carries a secret.
    ///
    /// ## Why
    /// An event is copied: to every consumer, to the dead-letter queue, to backups, to the topic that is kept for a year. A
    /// secret in it cannot be taken back.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - { name: user.registered, payload: UserRegistered }
    /// schemas:
    ///   UserRegistered:
    ///     userId: uuid
    ///     password: string
    /// #   ^^^^^^^^ `password` is copied to every consumer of `user.registered`
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: user.registered, payload: UserRegistered }
    /// schemas:
    ///   UserRegistered: { userId: uuid, passwordChangedAt: date-time }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is. Consumers that need the secret ask for it by its identifier.
    ///
    /// ## See
    /// seed 000:82 · seed 003:64
    id: "events/secret-in-event",
    severity: Error,
    stage: Draft,
    visit: Event(check),
}

fn check(event: Event<'_>, report: &mut Report<'_>) {
    const NEVER: [&str; 9] = [
        "password",
        "passwd",
        "passwordhash",
        "hashedpassword",
        "privatekey",
        "clientsecret",
        "secretkey",
        "cvv",
        "accesstoken",
    ];
    let Some(payload) = &event.at.value.payload else { return };
    for (name, field) in event.model.all_fields(&payload.value) {
        let secret = field.secret || NEVER.contains(&plain(&name.value).as_str());
        if !secret || field.ty == "boolean" {
            continue;
        }
        let (field_name, event_name) = (super::short(&name.value), super::short(event.name()));
        let message = format!("`{field_name}` is copied to every consumer of `{event_name}`");
        let message =
            if message.chars().count() > 100 { format!("`{field_name}` is copied to every consumer") } else { message };
        report.find(name.span, message).related(event.place(), "the event");
    }
}

use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Event, Model, plain};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::text::Span;
use crate::value::Field;

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
    /// ```yaml fixed
    /// events:
    ///   - { name: user.registered, payload: UserRegistered }
    /// schemas:
    ///   UserRegistered:
    ///     userId: uuid
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
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let mut found: BTreeMap<Span, (&At<String>, Vec<Event<'_>>)> = BTreeMap::new();
    for event in model.events() {
        let Some(payload) = &event.at.value.payload else { continue };
        for (name, _) in model.all_fields(&payload.value).into_iter().filter(|(name, field)| is_secret(name, field)) {
            found.entry(name.span).or_insert((name, Vec::new())).1.push(event);
        }
    }
    for (span, (name, events)) in found {
        let field = super::short(&name.value);
        let of = match events.as_slice() {
            [event] => format!("`{}`", super::short(event.name())),
            events => format!("{} events", events.len()),
        };
        let message = format!("`{field}` is copied to every consumer of {of}");
        let message =
            if message.chars().count() > 100 { format!("`{field}` is copied to every consumer") } else { message };
        let finding = report.find(span, message);
        finding.fix(Fix::suggested("Leave it out", model.leave_out(name, &events)));
        for event in events {
            finding.related(event.place(), "the event");
        }
    }
}

fn is_secret(name: &str, field: &Field) -> bool {
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
    field.ty != "boolean" && (field.secret || NEVER.contains(&plain(name).as_str()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_payload_of_many_events_is_one_cause() {
        expect(
            &RULE,
            "events:
  - { name: user.registered, payload: User }
  - { name: user.renamed, payload: User }
schemas:
  User:
    password: string
#   ^^^^^^^^ `password` is copied to every consumer of 2 events
",
        );
    }
}

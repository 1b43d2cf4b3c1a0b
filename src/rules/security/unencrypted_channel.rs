use crate::lint::Report;
use crate::model::Channel;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Data of persons goes over a channel that is not encrypted.
    ///
    /// ## Why
    /// A broker keeps what it carries, on its disks and in its backups, long after it was read. Whoever gets a disk, or listens
    /// between two zones, reads all of it without breaking into anything that runs.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: users, broker: kafka, encrypted: false }
    /// #                                            ^^^^^ `users` carries `email` of `user.registered` in the clear
    /// events:
    ///   - { name: user.registered, channel: users, payload: { userId: uuid, email: email pii } }
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: users, broker: kafka, encrypted: true }
    /// events:
    ///   - { name: user.registered, channel: users, payload: { userId: uuid, email: email pii } }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: clicks, broker: kafka, encrypted: false }
    ///   - { name: users, broker: kafka }
    /// events:
    ///   - { name: page.viewed, channel: clicks, payload: { pageId: uuid } }
    ///   - { name: user.registered, channel: users, payload: { userId: uuid, email: email pii } }
    /// ```
    ///
    /// ## Not a problem when
    /// No payload on the channel says anything of a person, or nothing is said about encryption yet.
    ///
    /// ## See
    /// seed 002:29 · GDPR, Article 32
    id: "security/unencrypted-channel",
    severity: Warning,
    stage: Draft,
    visit: Channel(check),
    fix: Suggested,
}

fn check(channel: Channel<'_>, report: &mut Report<'_>) {
    let Some(plain) = channel.at.value.encrypted.as_ref().filter(|it| !it.value) else { return };
    for event in channel.events() {
        let Some(payload) = &event.at.value.payload else { continue };
        let fields = event.model.all_fields(&payload.value);
        let Some((name, _)) = fields.into_iter().find(|(_, field)| field.pii || field.secret) else { continue };
        let (field, of, over) = (super::brief(&name.value), super::brief(event.name()), super::brief(channel.name()));
        let message = format!("`{over}` carries `{field}` of `{of}` in the clear");
        let long = message.chars().count() > 100;
        let message = if long { format!("`{over}` carries `{field}` in the clear") } else { message };
        report
            .find(plain.span, message)
            .related(name.span, "says something of a person")
            .fix(Fix::suggested("Encrypt it", vec![Edit::replace(plain.span, "true")]));
        return;
    }
}

use crate::lint::Report;
use crate::model::Column;
use crate::model::words::{is_any, words};
use crate::rule::{Fix, rule};

rule! {
    /// Tokens that open an account are stored as they are sent.
    ///
    /// ## Why
    /// A token is a password that is already typed in. Whoever reads the table, a backup or a replica is signed in as
    /// everybody in it, and no log shows it.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: sessions
    ///     fields:
    ///       id: uuid pk
    ///       refresh_token: text not null unique
    /// #     ^^^^^^^^^^^^^ `refresh_token` is stored as it is sent
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: sessions
    ///     fields:
    ///       id: uuid pk
    ///       refresh_token_hash: text not null unique
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: sessions, fields: { id: uuid pk, token: text hashed } }
    ///   - { name: devices, fields: { id: uuid pk, push_token: text, token: text } }
    ///   - { name: connections, fields: { id: uuid pk, access_token: text encrypted } }
    /// ```
    ///
    /// ## Not a problem when
    /// The system itself has to send the token on, as one of another company's API: then keep it `encrypted`.
    ///
    /// ## See
    /// seed 001:109 · OWASP Session Management
    id: "data/plain-token",
    severity: Warning,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

const TOKENS: [&str; 11] = [
    "refresh token",
    "session token",
    "reset token",
    "password reset token",
    "verification token",
    "confirmation token",
    "invite token",
    "invitation token",
    "magic link token",
    "api key",
    "remember token",
];
/// Words of tables whose `token` is such a one.
const TABLES: [&str; 9] =
    ["session", "sessions", "reset", "resets", "invitation", "invitations", "invites", "verifications", "logins"];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let name = column.name;
    let guarded = column.hashed || column.encrypted || column.references.is_some();
    let table = words(column.table.name());
    let by_table = is_any(&name.value, &["token"]) && table.iter().any(|word| TABLES.contains(&word.as_str()));
    if guarded || !(by_table || is_any(&name.value, &TOKENS)) || !(column.is_text() || column.ty.is_empty()) {
        return;
    }
    let hash = if name.value.contains(char::is_uppercase) { "Hash" } else { "_hash" };
    let edits = column.rename(&format!("{}{hash}", name.value));
    report
        .find(name.span, format!("`{}` is stored as it is sent", name.value))
        .fix(Fix::suggested("Store a hash of it", edits));
}

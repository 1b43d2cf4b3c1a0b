use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Cache, Column, caching};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Secrets are kept in a cache.
    ///
    /// ## Why
    /// A cache is read by more code, guarded by less, and dumped when something is slow. Whole rows are cached because it
    /// is easy, and the hash of the password comes along.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - name: user-cache
    /// #         ^^^^^^^^^^ `user-cache` holds `password_hash`
    ///     of: users
    ///     key: user:{id}
    ///     ttl: 1h
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk, email: text pii, password_hash: text } }
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - name: user-cache
    ///     of: users
    ///     key: user:{id}
    ///     ttl: 1h
    ///     fields: [id, email]
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk, email: text pii, password_hash: text } }
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: session-cache, of: sessions, key: "session:{token_hash}", ttl: 1h }
    /// data_model:
    ///   - { name: sessions, fields: { token_hash: text pk, user_id: uuid } }
    /// ```
    ///
    /// ## Not a problem when
    /// The value is the key by which the entry is found, as the hash of a session's token is.
    ///
    /// ## See
    /// seed 001:179-188 · seed 001:102
    id: "cache/secret-in-cache",
    severity: Error,
    stage: Draft,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let Some(table) = cache.table() else { return };
    let chosen = cache.at.value.fields.items();
    let held = |column: &Column<'_>| chosen.is_empty() || chosen.iter().any(|it| it.value == column.name.value);
    let key = cache.key_parts().unwrap_or_default();
    let secret = |column: &Column<'_>| is_secret(*column) && !key.contains(&column.name.value.as_str());
    let Some(found) = table.columns().find(|column| held(column) && secret(column)) else { return };
    let left: Vec<&str> = table
        .columns()
        .filter(|column| held(column) && !secret(column))
        .map(|column| column.name.value.as_str())
        .collect();
    report
        .find(caching::place(cache), format!("`{}` holds `{}`", cache.label(), found.name.value))
        .related(found.name.span, "must not leave the table")
        .fix(Fix::suggested("Cache the other fields only", cache.set("fields", &format!("[{}]", left.join(", ")))));
}

/// Whether it is of no use to a reader and of much use to a thief.
fn is_secret(column: Column<'_>) -> bool {
    let words = words(&column.name.value);
    let password = words.iter().any(|word| matches!(word.as_str(), "password" | "passwd"));
    let hash = column.hashed || words.last().is_some_and(|word| word == "hash");
    column.secret || password && (hash || words.len() == 1)
}

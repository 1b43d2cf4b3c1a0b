use crate::lint::Report;
use crate::model::Column;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};

rule! {
    /// Passwords are stored as people type them.
    ///
    /// ## Why
    /// One leaked backup gives away every account, here and wherever people use the same password. Who works on the
    /// database can sign in as anybody.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: users
    ///     fields:
    ///       id: uuid pk
    ///       password: varchar(255) not null
    /// #     ^^^^^^^^ `password` is stored as it is typed
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: users
    ///     fields:
    ///       id: uuid pk
    ///       password_hash: varchar(255) not null
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, password: text hashed, password_changed_at: timestamptz }
    /// ```
    ///
    /// ## Not a problem when
    /// The column is `hashed`: say so, or call it `password_hash`.
    ///
    /// ## See
    /// seed 001:102 · OWASP Password Storage · CWE-256
    id: "data/plain-password",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

const PASSWORDS: [&str; 7] =
    ["password", "passwd", "pwd", "user password", "password plain", "plain password", "password text"];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let name = column.name;
    if !is_any(&name.value, &PASSWORDS) || column.hashed || !(column.is_text() || column.ty.is_empty()) {
        return;
    }
    report
        .find(name.span, format!("`{}` is stored as it is typed", name.value))
        .fix(Fix::suggested("Store a hash by argon2id", column.rename("password_hash")));
}

use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};

rule! {
    /// Something that is good for a while does not say until when.
    ///
    /// ## Why
    /// A session, a link to reset a password or an invitation without an end works for ever, for whoever finds it in an
    /// old mailbox. The table grows with every sign-in and can never be cleaned up.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: sessions
    /// #         ^^^^^^^^ rows of `sessions` never end
    ///     fields:
    ///       id: uuid pk
    ///       token_hash: text
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: sessions
    ///     fields:
    ///       id: uuid pk
    ///       token_hash: text
    ///       expires_at: timestamptz not null
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: sessions, fields: { id: uuid pk, valid_until: timestamptz } }
    ///   - { name: refresh_tokens, retention: 30d, fields: { id: uuid pk, token_hash: text } }
    ///   - { name: design_tokens, fields: { id: uuid pk, colour: text } }
    /// ```
    ///
    /// ## Not a problem when
    /// `retention` on the table or its store says how long rows are kept.
    ///
    /// ## See
    /// seed 001:110 · seed 003:41 · CWE-613
    id: "data/missing-expiry",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(fields) = table.at.value.fields.as_ref().filter(|fields| !fields.value.0.is_empty()) else { return };
    if !table.is_passing() || table.retention().is_some() || table.end().is_some() {
        return;
    }
    let edits = table.model.spec.tree.set(fields.node, "expires_at", "timestamptz not null");
    report
        .find(table.name_span(), format!("rows of `{}` never end", table.name()))
        .fix(Fix::suggested("Add `expires_at`", edits));
}

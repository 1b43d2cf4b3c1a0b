use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};

rule! {
    /// Data of persons is only marked as deleted, and stays for ever.
    ///
    /// ## Why
    /// Somebody asks to be forgotten and is told that it is done. The row with name and address is still there for
    /// every report, every backup and every thief.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    /// #                ^^^^^^^^^^ deleted `users` keep their data of persons for ever
    ///     fields: { id: uuid pk, email: text pii, deleted_at: timestamptz }
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    ///     fields: { id: uuid pk, email: text pii, deleted_at: timestamptz }
    ///     retention: 30d
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: users, soft_delete: deleted_at, retention: 30d, fields: { id: uuid pk, email: text pii, deleted_at: timestamptz } }
    ///   - { name: projects, soft_delete: deleted_at, fields: { id: uuid pk, title: text, deleted_at: timestamptz } }
    /// ```
    ///
    /// ## Not a problem when
    /// `retention` says when marked rows go, or a job of the owning service clears them away; name the job under
    /// `jobs`.
    ///
    /// ## See
    /// seed 001:115 · seed 002:29 · GDPR, Article 17
    id: "data/unpurged-deletions",
    severity: Warning,
    stage: Production,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let (Some(mark), Some(_)) = (&table.at.value.soft_delete, table.deletion_mark()) else { return };
    let Some(personal) = table.columns().find(|column| column.pii && !column.hashed) else { return };
    if table.retention().is_none() && !table.is_cleared_by_a_job() {
        report
            .find(mark.span, format!("deleted `{}` keep their data of persons for ever", super::brief(table.name())))
            .related(personal.name.span, "says something of a person")
            .fix(Fix::suggested("Delete them after 30d", table.set("retention", "30d")));
    }
}

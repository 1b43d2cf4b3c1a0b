use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};

rule! {
    /// The column that marks a row as deleted is not there, or marks every row.
    ///
    /// ## Why
    /// Without the column nothing can be marked. With one that is never empty every row counts as deleted, or the
    /// marker is guessed from a special date that each query has to know.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    /// #                ^^^^^^^^^^ `users` has no column `deleted_at` to mark rows with
    ///     fields:
    ///       id: uuid pk
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    ///     fields:
    ///       id: uuid pk
    ///       deleted_at: timestamptz
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: users
    ///     soft_delete: is_deleted
    ///     fields: { id: uuid pk, is_deleted: boolean not null default false }
    ///   - { name: notes, soft_delete: true }
    /// ```
    ///
    /// ## Not a problem when
    /// The columns of the table are not written down yet.
    ///
    /// ## See
    /// seed 001:115-116
    id: "data/unusable-soft-delete",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let (Some(toggle), Some(mark)) = (&table.at.value.soft_delete, table.deletion_mark()) else { return };
    let Some(fields) = table.at.value.fields.as_ref().filter(|fields| !fields.value.0.is_empty()) else { return };
    let Some(column) = table.column(mark) else {
        report
            .find(toggle.span, format!("`{}` has no column `{mark}` to mark rows with", table.name()))
            .fix(Fix::suggested(format!("Add `{mark}`"), table.model.spec.tree.set(fields.node, mark, "timestamptz")));
        return;
    };
    if column.not_null && (column.ty.starts_with("timestamp") || column.ty == "datetime" || column.ty == "date") {
        report
            .find(
                column.name.span,
                format!("`{mark}` is never empty, so every row of `{}` counts as deleted", table.name()),
            )
            .related(toggle.span, "what marks a row as deleted")
            .fix(Fix::suggested("Let it be empty", column.without("not null")));
    }
}

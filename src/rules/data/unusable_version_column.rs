use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};

rule! {
    /// The column that counts changes is not there, or may be empty.
    ///
    /// ## Why
    /// An update asks for the row with the version that was read. An empty version equals nothing, so that such a row
    /// can never be changed again, or the check is left out for it and changes are lost.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     optimistic_lock: version
    ///     fields:
    ///       id: uuid pk
    ///       version: integer default 1
    /// #     ^^^^^^^ `version` may be empty, and an empty version equals none
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     optimistic_lock: version
    ///     fields:
    ///       id: uuid pk
    ///       version: integer default 1 not null
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: orders, optimistic_lock: version, fields: { id: uuid pk, version: integer not null default 1 } }
    ///   - { name: notes, optimistic_lock: xmin, fields: { id: uuid pk } }
    ///   - { name: bills, optimistic_lock: seen, fields: { id: uniqueidentifier pk, seen: rowversion } }
    /// ```
    ///
    /// ## Not a problem when
    /// The database keeps the count itself, as PostgreSQL does in `xmin` and SQL Server in a `rowversion`.
    ///
    /// ## See
    /// seed 001:123 · seed 001:124-128
    id: "data/unusable-version-column",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

/// What databases count by themselves.
const BUILT_IN: [&str; 5] = ["xmin", "rowversion", "_etag", "etag", "ora_rowscn"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(lock) = table.at.value.optimistic_lock.as_ref().filter(|it| it.is_on()) else { return };
    let name = lock.value.details().map_or("version", String::as_str);
    let Some(fields) = table.at.value.fields.as_ref().filter(|fields| !fields.value.0.is_empty()) else { return };
    let Some(column) = table.column(name) else {
        // A phrase, such as `by last change`, names no column.
        if !name.contains(' ') && !BUILT_IN.contains(&name) && table.is_relational() {
            let edits = table.model.spec.tree.set(fields.node, name, "integer not null default 1");
            let message = format!("`{}` has no column `{}`", super::brief(table.name()), super::brief(name));
            report.find(lock.span, message).fix(Fix::suggested(format!("Add `{name}`"), edits));
        }
        return;
    };
    let counted = column.generated || BUILT_IN.contains(&column.ty.as_str());
    if !column.not_null && !counted && table.is_relational() {
        report
            .find(column.name.span, format!("`{}` may be empty, and an empty version equals none", super::brief(name)))
            .related(lock.span, "counts changes")
            .fix(Fix::suggested("Never let it be empty", column.mark("not null")));
    }
}

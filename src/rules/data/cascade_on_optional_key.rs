use crate::lint::Report;
use crate::model::Column;
use crate::rule::{Fix, rule};

rule! {
    /// A row goes with its owner, but may have none.
    ///
    /// ## Why
    /// `on delete cascade` says that the row means nothing without its owner, the missing `not null` that it may stand
    /// alone. Sessions of nobody pile up that no deletion ever reaches.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk } }
    ///   - name: sessions
    ///     fields:
    ///       id: uuid pk
    ///       user_id: uuid -> users.id on delete cascade
    /// #     ^^^^^^^ `sessions` go with their `users`, but `user_id` may be empty
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk } }
    ///   - name: sessions
    ///     fields:
    ///       id: uuid pk
    ///       user_id: uuid -> users.id on delete cascade not null
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk, manager_id: uuid -> users.id on delete cascade } }
    ///   - name: notes
    ///     fields: { id: uuid pk, author_id: uuid -> users.id on delete set null }
    /// ```
    ///
    /// ## Not a problem when
    /// The table points to itself: the root of a tree has no parent.
    ///
    /// ## See
    /// seed 001:108
    id: "data/cascade-on-optional-key",
    severity: Warning,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let Some(target) = column.target_table() else { return };
    let cascades = column.on_delete.as_deref().is_some_and(|action| action.eq_ignore_ascii_case("cascade"));
    let (own, other) = (column.table.name(), target.name());
    // Where several keys may be empty, each row has one owner of several kinds.
    let optional = column.table.columns().filter(|it| it.references.is_some() && !it.not_null).count();
    if !cascades || column.not_null || own == other || optional > 1 {
        return;
    }
    let name = &column.name.value;
    report
        .find(column.name.span, format!("`{own}` go with their `{other}`, but `{name}` may be empty"))
        .fix(Fix::suggested("Let every row have its owner", column.mark("not null")));
}

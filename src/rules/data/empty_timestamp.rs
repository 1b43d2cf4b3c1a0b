use crate::lint::Report;
use crate::model::Column;
use crate::rule::{Fix, rule};

rule! {
    /// A time that the database fills in may be empty all the same.
    ///
    /// ## Why
    /// The default stands in where a writer leaves the column out, and not where one writes an explicit `NULL`, as many
    /// mappers do. Rows without a time drop out of every list that is sorted or cut by it.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       created_at: timestamptz default now()
    /// #     ^^^^^^^^^^ `created_at` has a default and may be empty
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       created_at: timestamptz default now() not null
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, created_at: timestamptz not null default now(), paid_at: timestamptz }
    /// ```
    ///
    /// ## Not a problem when
    /// Empty has a meaning of its own that the default does not take away.
    ///
    /// ## See
    /// seed 001:103-104 · seed 001:111
    id: "data/empty-timestamp",
    severity: Info,
    stage: Review,
    visit: Column(check),
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let now = column.default.as_deref().is_some_and(|default| {
        let default = default.to_lowercase();
        default.starts_with("now()") || default.starts_with("current_timestamp")
    });
    if now && column.is_time() && !column.not_null && !column.generated {
        report
            .find(column.name.span, format!("`{}` has a default and may be empty", super::brief(&column.name.value)))
            .fix(Fix::suggested("Never let it be empty", column.mark("not null")));
    }
}

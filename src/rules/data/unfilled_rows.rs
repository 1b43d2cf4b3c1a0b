use crate::lint::Report;
use crate::model::{Column, Versions};
use crate::rule::{Fix, rule};

rule! {
    /// A column of a table that has rows must not be empty from now on, and nothing fills it in them.
    ///
    /// ## Why
    /// The database refuses the change because the rows that are there have no value, and the deployment stops halfway.
    /// Where they do have one, the old version of the code, which knows nothing of the column, fails on every insert.
    ///
    /// ## Example
    /// ```yaml before
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: text }
    /// ```
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       note: text not null
    /// #     ^^^^ rows of `orders` may have no `note` yet
    ///       currency: char(3) not null
    /// #     ^^^^^^^^ rows of `orders` have no `currency` yet
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       note: text
    ///       currency: char(3)
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: text, currency: char(3) not null default 'EUR' }
    /// ```
    ///
    /// ## Not a problem when
    /// The column has a default, the database generates it, or `migrations.strategy` says how schemas change. Without an
    /// earlier version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 002:42 · seed 003:40 · squawk adding-required-field, adding-not-nullable-field
    id: "data/unfilled-rows",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    if versions.plans_migrations() {
        return;
    }
    let mut tell = |message: String, column: Column<'_>| {
        report
            .find(column.name.span, message)
            .fix(Fix::suggested("Let it be empty until rows are filled", column.let_be_empty()))
            .fix(Fix::suggested("Change the schema in steps: expand, then contract", versions.plan_steps()));
    };
    let filled = |column: &Column<'_>| column.default.is_some() || column.generated || column.primary_key;
    for (old, new) in versions.tables().filter(|(old, new)| old.is_relational() && new.is_relational()) {
        for now in new.columns().filter(|it| it.not_null && new.at.span.contains(it.name.span)) {
            let (table, name) = (super::brief(new.name()), super::brief(&now.name.value));
            match versions.former_column(old, now) {
                None if !filled(&now) => {
                    tell(format!("rows of `{table}` have no `{name}` yet"), now);
                }
                Some(was) if !was.not_null && !filled(&was) => {
                    tell(format!("rows of `{table}` may have no `{name}` yet"), now);
                }
                _ => {}
            }
        }
    }
}

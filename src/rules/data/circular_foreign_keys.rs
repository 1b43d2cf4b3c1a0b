use crate::lint::Report;
use crate::model::{Column, Model};
use crate::rule::{Fix, rule};

rule! {
    /// Tables point to each other in a circle, and no row of them can be the first.
    ///
    /// ## Why
    /// Each insert needs a row that only the next insert can make. Tests get by with constraints switched off,
    /// restoring a dump fails at the first table, and deleting needs the same trick backwards.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: teams
    ///     fields:
    ///       id: uuid pk
    ///       lead_id: uuid not null -> people.id
    /// #     ^^^^^^^ a row of `teams` needs one of `people`, which needs one of `teams`
    ///   - name: people
    ///     fields:
    ///       id: uuid pk
    ///       team_id: uuid not null -> teams.id
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: teams
    ///     fields:
    ///       id: uuid pk
    ///       lead_id: uuid -> people.id
    ///   - name: people
    ///     fields:
    ///       id: uuid pk
    ///       team_id: uuid not null -> teams.id
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: teams, fields: { id: uuid pk, lead_id: uuid -> people.id, parent_id: uuid not null -> teams.id } }
    ///   - { name: people, fields: { id: uuid pk, team_id: uuid not null -> teams.id } }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the keys may be empty. A row that points to itself can be the first and is not reported.
    ///
    /// ## See
    /// seed 001:108 · Google AIP-121
    id: "data/circular-foreign-keys",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    for circle in model.key_circles() {
        let Some((first, rest)) = circle.split_first() else { continue };
        if !circle.iter().all(|column| column.table.is_relational()) {
            continue;
        }
        let names: Vec<String> = rest.iter().take(3).map(|it| format!("`{}`", super::brief(it.table.name()))).collect();
        let own = super::brief(first.table.name());
        let message = match names.as_slice() {
            [other] => format!("a row of `{own}` needs one of {other}, which needs one of `{own}`"),
            _ => format!("a row of `{own}` needs others that, {} tables on, need it first", circle.len()),
        };
        let finding = report.find(first.name.span, message);
        for column in rest {
            finding.related(column.name.span, format!("needs a row of {}", target(*column)));
        }
        finding.fix(Fix::suggested(format!("Let `{}` be empty", first.name.value), first.without("not null")));
    }
}

fn target(column: Column<'_>) -> String {
    column.target_table().map(|table| format!("`{}`", table.name())).unwrap_or_default()
}

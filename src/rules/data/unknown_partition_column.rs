use crate::lint::Report;
use crate::model::Table;
use crate::model::words::words;
use crate::rule::{Fix, rule};
use crate::spec::read::nearest;

rule! {
    /// A table is cut by a column that it does not have.
    ///
    /// ## Why
    /// The table cannot be made as designed. Whoever finds that out takes the next best column, and which one spreads the load
    /// was the decision that mattered.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: shadows
    ///     partition_by: devise_id
    /// #                 ^^^^^^^^^ `shadows` has no column `devise_id`, did you mean `device_id`?
    ///     fields: { device_id: string pk, version: number }
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: shadows
    ///     partition_by: device_id
    ///     fields: { device_id: string pk, version: number }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: shadows, partition_by: device, fields: { device_id: string pk } }
    ///   - { name: visits, partition_by: month, fields: { id: uuid pk, seen_at: timestamptz } }
    ///   - { name: messages, partition_by: [room_id, day], fields: { room_id: uuid pk, day: int pk } }
    ///   - { name: logs, partition_by: hash of host, fields: { id: uuid pk } }
    /// ```
    ///
    /// ## Not a problem when
    /// The table's columns are not written down yet, or what it is cut by is a phrase, a part of a time, or the first word of a
    /// column.
    ///
    /// ## See
    /// seed 002:24 · seed 003:39
    id: "data/unknown-partition-column",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

/// Parts of a time, and what a key is made of, which are no columns.
const NO_COLUMNS: [&str; 8] = ["time", "date", "hour", "day", "week", "month", "year", "hash"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(cut) = table.at.value.partition_by.as_ref().filter(|_| table.columns().next().is_some()) else { return };
    for name in cut.value.split(", ") {
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let begins = |column: &str| words(column).first() == words(name).first() && words(name).len() == 1;
        let known = table.columns().any(|column| column.name.value == name || begins(&column.name.value));
        if !plain || known || NO_COLUMNS.contains(&name) {
            continue;
        }
        let best = nearest(name, table.columns().map(|column| column.name.value.as_str()));
        let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
        let finding = report.find(cut.span, format!("`{}` has no column `{name}`{hint}", super::brief(table.name())));
        if let Some(best) = best.filter(|_| *cut.value == *name) {
            let edits = table.model.spec.tree.replace(cut.node, best);
            finding.fix(Fix::suggested(format!("Write `{best}`"), edits));
        }
    }
}

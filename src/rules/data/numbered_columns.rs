use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Column, Table, plural, singular};
use crate::order;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Several columns are the same thing, told apart by a number.
    ///
    /// ## Why
    /// The fourth one needs a change of the table. Every question about them, such as who has this number, has to ask
    /// each column by itself, and none of them can be unique.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: contacts
    ///     fields:
    ///       id: uuid pk
    ///       phone1: text
    /// #     ^^^^^^ `contacts` has 3 columns for one thing, `phone`
    ///       phone2: text
    ///       phone3: text
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: contacts
    ///     fields:
    ///       id: uuid pk
    ///   - { name: contact_phones, fields: { contact_id: uuid pk -> contacts.id, position: integer pk, phone: text not null } }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: contacts, fields: { id: uuid pk, address_line_1: text, address_line_2: text, address_line_3: text } }
    ///   - { name: phones, fields: { id: uuid pk, contact_id: uuid -> contacts.id, number: text } }
    /// ```
    ///
    /// ## Not a problem when
    /// The number is part of the meaning, as with lines of an address, quarters of a year or the parts of a hash.
    ///
    /// ## See
    /// seed 002:23 · Bill Karwin, SQL Antipatterns, Multicolumn Attributes
    id: "data/numbered-columns",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

/// What is counted by its nature.
const COUNTED: [&str; 14] =
    ["line", "q", "quarter", "month", "week", "day", "hour", "level", "tier", "md", "sha", "x", "y", "part"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    if !table.is_relational() {
        return;
    }
    let mut groups: BTreeMap<(&str, &str), Vec<(u64, Column<'_>)>> = BTreeMap::new();
    for column in table.columns().filter(|column| column.references.is_none()) {
        let stem = column.name.value.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = column.name.value.get(stem.len()..).and_then(|digits| digits.parse().ok());
        let stem = stem.trim_end_matches('_');
        if let Some(number) = number.filter(|_| stem.len() > 1) {
            groups.entry((stem, column.at.value.0.ty.as_str())).or_default().push((number, column));
        }
    }
    for ((stem, _), mut columns) in groups {
        order::by_key(&mut columns, |(number, _)| *number);
        let counted = crate::model::words(stem).pop().is_some_and(|last| COUNTED.contains(&last.as_str()));
        let in_order = columns.iter().zip(columns.iter().skip(1)).all(|((one, _), (two, _))| *one + 1 == *two);
        let Some(((from, first), others)) = columns.split_first() else { continue };
        if counted || !in_order || *from > 1 || others.len() < 2 {
            continue;
        }
        let message = format!(
            "`{}` has {} columns for one thing, `{}`",
            super::brief(table.name()),
            columns.len(),
            super::brief(stem)
        );
        let finding = report.find(first.name.span, message);
        for (_, other) in others {
            finding.related(other.name.span, "the same");
        }
        let columns: Vec<Column<'_>> = columns.iter().map(|(_, column)| *column).collect();
        finding.fix(Fix::suggested("Give them a table of their own", own_table(table, stem, &columns)));
    }
}

/// The edits that keep each of the columns as a row of another table.
fn own_table(table: Table<'_>, stem: &str, columns: &[Column<'_>]) -> Vec<Edit> {
    let (Some(key), Some(first)) = (table.sole_key(), columns.first()) else { return Vec::new() };
    let owner = singular(table.name());
    let target = format!("{} pk -> {}.{}", key.written_type(), table.name(), key.name.value);
    let fields = [
        (format!("{owner}_{}", key.name.value), target),
        ("position".to_owned(), "integer pk".to_owned()),
        (stem.to_owned(), format!("{} not null", first.written_type())),
    ];
    let names: Vec<&str> = columns.iter().map(|column| column.name.value.as_str()).collect();
    table.split_off(&names, &format!("{owner}_{}", plural(stem)), &fields)
}

use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Model, Table};
use crate::order;
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

rule! {
    /// Something says what it was called before, and another thing still has that name or was it, too.
    ///
    /// ## Why
    /// A migration renames what has a former name and moves its rows along. Where the former name is still in use, or two
    /// things had it, there is nothing to rename: one of them gets an empty column or table while its author waits for data.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       note: text
    ///       remark: text was note
    /// #             ^^^^^^^^^^^^^ `remark` was `note`, which is still there
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       note: text
    ///       remark: text
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, remark: text was note }
    ///   - name: invoices
    ///     fields: { id: uuid pk, note: text }
    /// ```
    ///
    /// ## Not a problem when
    /// The former name has been free since the rename; another table may have a column of that name.
    ///
    /// ## See
    /// seed 002:42 · seed 003:40 · PostgreSQL, Renaming a Column
    id: "data/former-name-in-use",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// Something with a former name.
struct Renamed<'m> {
    name: &'m str,
    was: &'m str,
    span: Span,
    forget: Vec<Edit>,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let renamed = |table: Table<'m>| {
        let was = table.at.value.was.as_ref()?;
        let forget = model.spec.tree.remove_entry(table.at.node, "was");
        Some(Renamed { name: table.name(), was: &was.value, span: was.span, forget })
    };
    tell(model.tables().map(|it| (it.name(), it.name_span())), model.tables().filter_map(renamed), report);
    for table in model.tables() {
        let there = table.columns().map(|it| (it.name.value.as_str(), it.name.span));
        // A policy's columns are in every table, and would be told in each.
        let own = table.columns().filter(|it| table.at.span.contains(it.at.span));
        let renamed = own.filter_map(|column| {
            let (name, was) = (column.name.value.as_str(), column.at.value.0.was.as_deref()?);
            Some(Renamed { name, was, span: column.at.span, forget: column.without_former_name() })
        });
        tell(there, renamed, report);
    }
}

fn tell<'m>(
    there: impl Iterator<Item = (&'m str, Span)>,
    renamed: impl Iterator<Item = Renamed<'m>>,
    report: &mut Report<'_>,
) {
    let there = order::map(there);
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for Renamed { name, was, span, forget } in renamed {
        let (short, before) = (super::brief(name), super::brief(was));
        let finding = match (there.get(was), first.insert(was, span)) {
            (Some(_), _) if name == was => report.find(span, format!("`{short}` was `{before}`, and still is")),
            (Some(place), _) => report
                .find(span, format!("`{short}` was `{before}`, which is still there"))
                .related(*place, "it is here"),
            (None, Some(place)) => report
                .find(span, format!("`{short}` was `{before}`, and so was another"))
                .related(place, "this one, too"),
            (None, None) => continue,
        };
        finding.fix(Fix::suggested("Say no former name", forget));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn a_table_has_one_name_at_a_time() {
        expect(
            &RULE,
            "data_model:\n  - { name: clients, was: customers }\n#                         ^^^^^^^^^ `clients` was `customers`, which is still there\n  - customers\n",
        );
        silent(&RULE, "data_model:\n  - { name: clients, was: customers }\n");
    }

    #[test]
    fn one_name_becomes_one() {
        expect(
            &RULE,
            "data_model:\n  - name: a\n    fields:\n      b: text was x\n      c: { type: text, was: x }\n#        ^^^^^^^^^^^^^^^^^^^^^^ `c` was `x`, and so was another\n      d: text was d\n#        ^^^^^^^^^^ `d` was `d`, and still is\n",
        );
    }
}

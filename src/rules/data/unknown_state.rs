use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::spec::read::nearest;

rule! {
    /// A state of a table is not one of the values that its column can have.
    ///
    /// ## Why
    /// The code that follows the states writes a value that the database refuses, at the moment in which somebody pays or
    /// ships. Where two names mean one state, each half of the team writes its own.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: enum(pending, paid, cancelled) not null
    ///     states:
    ///       pending: [payed, cancelled]
    /// #               ^^^^^ `status` of `orders` has no value `payed`, did you mean `paid`?
    ///       paid: []
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: enum(pending, paid, cancelled) not null
    ///     states:
    ///       pending: [paid, cancelled]
    ///       paid: []
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: "enum(pending, paid)" }
    ///     states: { start: pending, pending: paid, paid: [] }
    ///   - name: parcels
    ///     fields: { id: uuid pk, state: text }
    ///     states: { packed: sent }
    /// ```
    ///
    /// ## Not a problem when
    /// No column lists the values, or two columns could be meant; `start` says where rows begin.
    ///
    /// ## See
    /// seed 001:39 · seed 003:39 · UML state machine
    id: "data/unknown-state",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(column) = table.state_column() else { return };
    let values: Vec<&str> = column.arguments.iter().map(String::as_str).collect();
    let own: Vec<_> = table.states().map(|it| it.name.span).collect();
    for name in table.state_names().filter(|it| !values.contains(&it.value.as_str())) {
        let (field, short) = (super::brief(&column.name.value), super::brief(&name.value));
        let best = nearest(&name.value, values.iter().copied());
        let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
        let message = format!("`{field}` of `{}` has no value `{short}`{hint}", super::brief(table.name()));
        let finding = report.find(name.span, message).related(column.at.span, "the values");
        if let Some(best) = best {
            let tree = &table.model.spec.tree;
            let is_key = own.contains(&name.span);
            let edits = if is_key { tree.rename_key(name.node, best) } else { tree.replace(name.node, best) };
            finding.fix(Fix::suggested(format!("Write `{best}`"), edits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    const ORDERS: &str = "data_model:\n  - name: orders\n    fields: { id: uuid pk, status: \"enum(start, done)\", kind: \"enum(a, b)\" }\n";

    #[test]
    fn a_state_may_be_called_as_what_says_the_first() {
        silent(&RULE, &format!("{ORDERS}    states: {{ start: [done] }}\n"));
    }

    #[test]
    fn the_column_is_the_one_that_has_the_states() {
        expect(
            &RULE,
            &format!(
                "{ORDERS}    states: {{ done: [start, x] }}\n#                           ^ `status` of `orders` has no value `x`\n"
            ),
        );
        silent(&RULE, &format!("{ORDERS}    states: {{ done: a }}\n"));
    }
}

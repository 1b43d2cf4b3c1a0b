use crate::lint::Report;
use crate::model::Table;
use crate::rule::rule;

rule! {
    /// A value of a state's column can be reached from no state that rows begin in.
    ///
    /// ## Why
    /// Code, screens and reports are written for a state that no row is ever in. More often the transition is missing: the
    /// day an order has to be refunded, nothing is allowed to do it.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       status: enum(pending, paid, refunded) not null default 'pending'
    /// #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing leads to the state `refunded` of `orders`
    ///     states: { pending: [paid] }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: "enum(pending, paid, refunded) not null default 'pending'" }
    ///     states: { pending: [paid], paid: [refunded] }
    ///   - name: payments
    ///     fields: { id: uuid pk, status: "enum(authorised, declined, captured) not null" }
    ///     states: { authorised: [captured], declined: [] }
    /// ```
    ///
    /// ## Not a problem when
    /// Rows begin in it, too: say so with `start: [pending, imported]`. Without `start` they begin in the column's default,
    /// else in each state that is listed and that nothing leads to.
    ///
    /// ## See
    /// seed 001:39 · seed 003:39 · UML state machine
    id: "data/unreachable-state",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(column) = table.state_column() else { return };
    // A name that means nothing leads nowhere, and may stand for the one that is missing.
    if table.state_names().any(|name| !column.arguments.contains(&name.value)) {
        return;
    }
    let reached = table.reached_states();
    for value in column.arguments.iter().filter(|value| !reached.contains(value.as_str())) {
        let place = table.states().find(|it| it.name.value == *value).map_or(column.at.span, |it| it.name.span);
        let (state, name) = (super::brief(value), super::brief(table.name()));
        report.find(place, format!("nothing leads to the state `{state}` of `{name}`"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn states_that_only_lead_to_each_other_are_not_reached() {
        let table = "data_model:\n  - name: a\n    fields: { id: uuid pk, state: \"enum(x, y, z) default 'x'\" }\n";
        expect(
            &RULE,
            &format!(
                "{table}    states: {{ x: [], y: z, z: y }}\n#                    ^ nothing leads to the state `y` of `a`\n#                          ^ nothing leads to the state `z` of `a`\n"
            ),
        );
        silent(&RULE, &format!("{table}    states: {{ start: [x, y], y: z, z: y }}\n"));
    }
}

use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Endpoint, Model, plain};
use crate::rule::{Fix, rule};
use crate::spec::At;

rule! {
    /// Two names differ only in how their words are joined.
    ///
    /// ## Why
    /// Generated clients write names as their language does: `user_id` and `userId` become one. The generator fails, or the
    /// second hides the first and a value is read from the wrong field.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     userId: uuid
    ///     user_id: uuid
    /// #   ^^^^^^^ generated code cannot tell `user_id` from `userId`
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     userId: uuid
    ///     user_id: uuid deprecated
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { userId: uuid, user_id: uuid deprecated, userIds: "uuid[]" }
    ///   Invoice: { user_id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is on its way out (`deprecated`). Fields are compared within their schema, operations within
    /// their service, schemas within the whole.
    ///
    /// ## See
    /// seed 000:62 · IBM, avoid property name collision
    id: "contract/colliding-names",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for schema in model.schemas() {
        let live = || schema.at.value.fields.iter().filter(|(_, field)| !field.deprecated);
        let fix = |name: &At<String>| {
            let (_, field) = live().find(|(other, _)| std::ptr::eq(other, name))?;
            Some(Fix::suggested("Say that it will go", model.mark_field(field, "deprecated")))
        };
        compare(live().map(|(name, _)| name), fix, report);
    }
    compare(model.schemas().map(|it| it.name), |_| None, report);
    // Each service has a client of its own.
    let rename = |name: &At<String>| {
        let own = |it: &Endpoint<'_>| it.at.value.id.as_ref().is_some_and(|id| std::ptr::eq(id, name));
        super::super::api::own_id(model.endpoints().find(own)?)
    };
    for service in model.services() {
        compare(service.endpoints().filter_map(|it| it.at.value.id.as_ref()), rename, report);
    }
    let others = model.endpoints().filter(|it| it.service().is_none());
    compare(others.filter_map(|it| it.at.value.id.as_ref()), rename, report);
}

fn compare<'m>(
    names: impl Iterator<Item = &'m At<String>>,
    fix: impl Fn(&At<String>) -> Option<Fix>,
    report: &mut Report<'_>,
) {
    let mut seen: BTreeMap<String, &At<String>> = BTreeMap::new();
    for name in names {
        let first = *seen.entry(plain(&name.value)).or_insert(name);
        // The same name twice has findings of its own; marks alone are no name.
        if first.value != name.value && !plain(&name.value).is_empty() {
            let message = format!(
                "generated code cannot tell `{}` from `{}`",
                super::brief(&name.value),
                super::brief(&first.value)
            );
            let finding = report.find(name.span, message);
            finding.related(first.span, "the other one");
            if let Some(fix) = fix(name) {
                finding.fix(fix);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn schemas_and_operations_become_names_too() {
        expect(
            &RULE,
            "\
api:
  - { method: GET, path: /orders, id: listOrders }
  - { method: GET, path: /old/orders, id: list_orders }
#                                         ^^^^^^^^^^^ generated code cannot tell `list_orders` from `listOrders`
schemas:
  OrderItem: { id: uuid }
  order_item: { id: uuid }
# ^^^^^^^^^^ generated code cannot tell `order_item` from `OrderItem`
",
        );
    }
}

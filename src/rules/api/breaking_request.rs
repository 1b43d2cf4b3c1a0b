use crate::lint::Report;
use crate::model::compatibility::{Change, ChangeKind, Direction};
use crate::model::versions::Versions;
use crate::rule::{Fix, rule};

rule! {
    /// A request that the earlier version of the API took is refused now.
    ///
    /// ## Why
    /// Callers go on sending what they always sent. With the rollout it fails validation, and orders, payments and sign-ups
    /// are refused until each caller has been changed and deployed.
    ///
    /// ## Example
    /// ```yaml before
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder: { items: "Item[](1..100)", note: "string?", payment: "enum(card, cash)" }
    ///   Item: { sku: string, count: integer }
    /// ```
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder:
    ///     items: Item[](1..50)
    /// #          ^^^^^^^^^^^^^ `items` was `Item[](1..100)`, and callers still send that
    ///     currency: string
    /// #   ^^^^^^^^ `currency` is needed, and callers do not send it
    ///     note: string
    /// #         ^^^^^^ `note` could be left out, and callers still do
    ///     payment: enum(card)
    /// #            ^^^^^^^^^^ callers still send `cash` as `payment`
    ///   Item: { sku: string, count: integer }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder:
    ///     items: Item[](1..100)
    ///     currency: string?
    ///     note: string?
    ///     payment: enum(card, cash)
    ///   Item: { sku: string, count: integer }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder: { items: "Item[](1..500)", currency: string?, payment: "enum(card, cash, invoice)" }
    ///   Item: { sku: string, count: number }
    /// ```
    ///
    /// ## Not a problem when
    /// The operation is in a new version in the path, or the new type takes all that the old one took. Without an earlier
    /// version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:49 · seed 000:59 · Zalando #106 · oasdiff new-required-request-property
    id: "api/breaking-request",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for change in versions.changes(Direction::Request) {
        let name = super::short(change.name);
        let message = match &change.kind {
            ChangeKind::Needed => format!("`{name}` is needed, and callers do not send it"),
            ChangeKind::NoLongerOptional => format!("`{name}` could be left out, and callers still do"),
            ChangeKind::Retyped(was) => format!("`{name}` was `{}`, and callers still send that", super::brief(was)),
            ChangeKind::LostValue(value) => format!("callers still send `{}` as `{name}`", super::brief(value)),
            _ => continue,
        };
        let finding = report.find(change.span, message);
        finding.related(change.owner, "takes it");
        if let Some(fix) = fix(versions, &change) {
            finding.fix(fix);
        }
    }
}

/// The field as callers know it: one that may be left out, or of its old type.
fn fix(versions: Versions<'_>, change: &Change<'_>) -> Option<Fix> {
    let field = change.field.now?;
    let tree = &versions.after.spec.tree;
    let text = tree.node(field.node)?.as_str()?;
    match &change.kind {
        ChangeKind::Needed | ChangeKind::NoLongerOptional => {
            Some(Fix::suggested("Let callers leave it out", versions.after.make_optional(field)))
        }
        ChangeKind::LostValue(value) => {
            let (values, rest) = text.split_at(text.rfind(')')?);
            let title = format!("Take `{}` as before", super::brief(value));
            Some(Fix::suggested(title, tree.replace(field.node, &format!("{values}, {value}{rest}"))))
        }
        ChangeKind::Retyped(was) => {
            let title = format!("Take `{}` as before", super::brief(was));
            Some(Fix::suggested(title, versions.after.restore(versions.before, change.name, change.field)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect_since, silent_since};

    #[test]
    fn what_the_server_sets_is_not_needed_in_a_request() {
        let before = "api: [{ method: PUT, path: /me, request: User }]\nschemas: { User: { name: string } }\n";
        silent_since(&RULE, before, &before.replace("name: string", "name: string, id: uuid read-only"));
    }

    #[test]
    fn parameters_are_part_of_a_request() {
        let before = "api: [{ method: GET, path: /users, parameters: { sort: \"enum(name, age)?\" } }]\n";
        let now = "api:
  - method: GET
    path: /users
    parameters:
      sort: enum(name)?
#           ^^^^^^^^^^^ callers still send `age` as `sort`
      X-Tenant: { in: header, type: string, required: true }
#     ^^^^^^^^ `X-Tenant` is needed, and callers do not send it
      limit: integer?
";
        expect_since(&RULE, before, now);
    }
}

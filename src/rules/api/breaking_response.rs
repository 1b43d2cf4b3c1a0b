use crate::lint::Report;
use crate::model::compatibility::{ChangeKind, Direction};
use crate::model::versions::Versions;
use crate::rule::{Fix, rule};

rule! {
    /// An answer is no longer what the earlier version of the API promised.
    ///
    /// ## Why
    /// Callers read what they were promised. A field that is missing or of another type stops them where they use it, often
    /// far from the call, and all of them at once.
    ///
    /// ## Example
    /// ```yaml before
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    /// schemas:
    ///   Order: { id: uuid, total: "decimal(12,2)", note: string?, customer: Customer, status: "enum(open, paid)" }
    ///   Customer: { id: uuid, email: email }
    /// ```
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     total: integer?
    /// #          ^^^^^^^^ `total` may be absent now, and callers rely on it
    ///     customer: Customer
    ///     status: string
    /// #           ^^^^^^ `status` was `enum`, and callers still read it so
    ///   Customer: { id: uuid }
    /// # ^^^^^^^^ `email` is gone, and callers still read it
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    /// schemas:
    ///   Order:
    ///     id: uuid
    ///     total: integer
    ///     customer: Customer
    ///     status: enum(open, paid)
    ///   Customer: { id: uuid, email: email }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    /// schemas:
    ///   Order: { id: uuid, total: "decimal(12,2)", customer: Customer, status: "enum(paid)", currency: string? }
    ///   Customer: { id: uuid, email: email }
    /// ```
    ///
    /// ## Not a problem when
    /// The operation is in a new version in the path, the field was deprecated or could always be absent, or the new type
    /// says less than the old one. Without an earlier version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:49 · seed 000:59 · Zalando #106 · oasdiff response-required-property-removed
    id: "api/breaking-response",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for change in versions.changes(Direction::Response) {
        let name = super::short(change.name);
        let message = match &change.kind {
            ChangeKind::Gone => format!("`{name}` is gone, and callers still read it"),
            ChangeKind::MayBeAbsent => format!("`{name}` may be absent now, and callers rely on it"),
            ChangeKind::Retyped(was) => format!("`{name}` was `{}`, and callers still read it so", super::brief(was)),
            _ => continue,
        };
        let finding = report.find(change.span, message);
        finding.related(change.owner, "answers with it");
        let field = change.field.now.filter(|_| change.kind == ChangeKind::MayBeAbsent);
        finding.fix(match field {
            Some(field) => Fix::suggested("Let it always be there", versions.after.make_required(field)),
            None => super::as_before(versions, &change),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect_since, silent_since};

    #[test]
    fn a_new_version_may_answer_differently() {
        let before = "api:\n  - { method: GET, path: /v1/me, response: { id: uuid, name: string } }\n";
        silent_since(&RULE, before, &before.replace("/v1/", "/v2/").replace(", name: string", ""));
        let now = "api:\n  - { method: GET, path: /v1/me, response: { id: uuid } }\n#                                          ^^^^^^^^^^^^ `name` is gone, and callers still read it\n";
        expect_since(&RULE, before, now);
    }

    #[test]
    fn a_schema_that_only_changes_its_name_is_the_same() {
        let before =
            "api: [{ method: GET, path: /me, response: User }]\nschemas: { User: { id: uuid, tags: \"string[]\" } }\n";
        silent_since(&RULE, before, &before.replace("User", "Account"));
    }

    #[test]
    fn a_list_is_no_single_thing() {
        let before = "api: [{ method: GET, path: /users, response: \"User[]\" }]\nschemas: { User: { id: uuid } }\n";
        let now = "api: [{ method: GET, path: /users, response: User }]\n#                                            ^^^^ `body` was `User[]`, and callers still read it so\nschemas: { User: { id: uuid } }\n";
        expect_since(&RULE, before, now);
    }
}

use crate::lint::Report;
use crate::model::{Graphql, plain};
use crate::rule::{Fix, rule};

rule! {
    /// A GraphQL type has a field that holds a secret.
    ///
    /// ## Why
    /// In GraphQL every field of a type can be asked for by everybody who reaches the type, by any path. Nobody has to forget
    /// anything for the password hash to go out: asking is enough.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: accounts
    ///     schema: |
    ///       type Query { me: User }
    ///       type User { id: ID!, passwordHash: String! }
    /// #                          ^^^^^^^^^^^^ `passwordHash` can be asked for like any other field
    /// services: [accounts]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: accounts
    ///     schema: |
    ///       type Query { me: User }
    ///       type User { id: ID! }
    /// services: [accounts]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: accounts
    ///     schema: |
    ///       type Query { me: User }
    ///       type User { id: ID!, hasPassword: Boolean! }
    ///       input SignIn { email: String!, password: String! }
    /// services: [accounts]
    /// ```
    ///
    /// ## Not a problem when
    /// It is an input: what comes in does not go out.
    ///
    /// ## See
    /// seed 000:58 · seed 003:48 · OWASP API3:2023
    id: "graphql/exposed-secret",
    severity: Error,
    stage: Draft,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    const NEVER: [&str; 8] =
        ["password", "passwd", "passwordhash", "hashedpassword", "passworddigest", "passwordsalt", "privatekey", "cvv"];
    for object in graphql.objects() {
        let table = graphql.model.entity(&object.name.text);
        for field in &object.fields {
            let name = plain(&field.name.text);
            let column = table.and_then(|it| it.columns().find(|column| plain(&column.name.value) == name));
            let secret = column.is_some_and(|it| it.secret || it.hashed);
            if !secret && !NEVER.contains(&name.as_str()) || field.of.name.text == "Boolean" {
                continue;
            }
            let message = format!("`{}` can be asked for like any other field", super::short(&field.name.text));
            let finding = report.find(graphql.locate(field.name.span), message);
            if let Some(column) = column {
                finding.related(column.name.span, "the column");
            }
            if super::is_free(object, field) {
                finding.fix(Fix::suggested("Take it out of the type", graphql.take_out(field.span)));
            }
        }
    }
}

use crate::lint::Report;
use crate::model::{Graphql, plain};
use crate::rule::{Fix, rule};

rule! {
    /// Anybody may ask a GraphQL API for personal data.
    ///
    /// ## Why
    /// A public API is read by machines, field by field, until they have everybody's.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     auth: public
    ///     public_reason: the catalogue is for everybody
    ///     schema: |
    ///       type Query { review(id: ID!): Review }
    ///       type Review { id: ID!, author: User }
    ///       type User { name: String, email: String }
    /// #                               ^^^^^ anybody may ask for `email`, which is personal data
    /// services: [catalog]
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, name: text, email: text not null pii }
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     auth: public
    ///     public_reason: the catalogue is for everybody
    ///     schema: |
    ///       type Query { review(id: ID!): Review }
    ///       type Review { id: ID!, author: User }
    ///       type User { name: String }
    /// services: [catalog]
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, name: text, email: text not null pii }
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     auth: public
    ///     public_reason: the catalogue is for everybody
    ///     schema: |
    ///       type Query { review(id: ID!): Review }
    ///       type Review { id: ID!, author: User }
    ///       type User { name: String, email: String @auth(requires: SELF) }
    /// services: [catalog]
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, name: text, email: text not null pii }
    /// ```
    ///
    /// ## Not a problem when
    /// The field or its type has a directive of its own that guards it, or the column is not marked as personal (`pii`).
    ///
    /// ## See
    /// seed 000:58 · seed 003:48
    id: "graphql/public-personal-data",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    if !graphql.exposure().auth.is_some_and(|it| it.is_public()) {
        return;
    }
    const PLAIN: [&str; 6] = ["deprecated", "key", "shareable", "external", "provides", "tag"];
    for object in graphql.objects() {
        let Some(table) = graphql.model.entity(&object.name.text) else { continue };
        for field in &object.fields {
            let mut directives = object.directives.iter().chain(&field.directives);
            let guarded = directives.any(|it| !PLAIN.contains(&it.name.text.as_str()));
            let name = plain(&field.name.text);
            let column = table.columns().find(|it| it.pii && plain(&it.name.value) == name).filter(|_| !guarded);
            let Some(column) = column else { continue };
            let message = format!("anybody may ask for `{}`, which is personal data", super::short(&field.name.text));
            let finding = report.find(graphql.locate(field.name.span), message);
            finding.related(column.name.span, "the column");
            if super::is_free(object, field) {
                finding.fix(Fix::suggested("Take it out of the type", graphql.take_out(field.span)));
            }
            let mut edits = graphql.set("auth", "required");
            edits.extend(graphql.unset("public_reason"));
            finding.fix(Fix::suggested("Let callers sign in", edits));
        }
    }
}

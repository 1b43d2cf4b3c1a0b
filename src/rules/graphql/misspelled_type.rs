use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};
use crate::value::graphql::{Field, Schema};

rule! {
    /// A field names a type that differs from a defined one by a letter.
    ///
    /// ## Why
    /// No server starts with the schema, and the message that it gives does not say which of the two was meant.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Prodct }
    /// #                                    ^^^^^^ nothing is called `Prodct`, did you mean `Product`?
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product, reviews: ReviewConnection! }
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// ```
    ///
    /// ## Not a problem when
    /// The type is still to be written: what resembles no defined type is not reported.
    ///
    /// ## See
    /// seed 000:58
    id: "graphql/misspelled-type",
    severity: Error,
    stage: Draft,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let definition = graphql.definition();
    let fields = definition.types.iter().flat_map(|it| &it.fields);
    for field in fields.flat_map(|field| [field].into_iter().chain(&field.arguments)) {
        let name = &field.of.name;
        if let Some(best) = misspelled(definition, field) {
            let message =
                format!("nothing is called `{}`, did you mean `{}`?", super::brief(&name.text), super::brief(best));
            let fix = Fix::suggested(format!("Write `{}`", super::brief(best)), graphql.write_over(name.span, best));
            report.find(graphql.locate(name.span), message).fix(fix);
        }
    }
}

fn misspelled<'s>(definition: &'s Schema, field: &Field) -> Option<&'s str> {
    let name = field.of.name.text.as_str();
    let known = definition.types.iter().any(|it| it.name.text == name) || super::BUILT_IN.contains(&name);
    // A plural or a type of four letters is as likely another type as a slip.
    let best = crate::spec::read::nearest(name, definition.types.iter().map(|it| it.name.text.as_str()))?;
    let other = best.len() < 5 || crate::model::singular(best) == crate::model::singular(name);
    (!known && !name.is_empty() && !other).then_some(best)
}

use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::rule;
use crate::value::graphql::{Field, Schema, TypeKind};

rule! {
    /// A mutation returns a bare value, where the others return a type of their own.
    ///
    /// ## Why
    /// `Boolean` has no place for what was changed or what went wrong. The first field that clients need beside it is a new
    /// mutation, and both are kept for years.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: shop
    ///     schema: |
    ///       type Query { cart: Cart }
    ///       type Mutation {
    ///         addItem(id: ID!): CartPayload!
    ///         removeItem(id: ID!): CartPayload!
    ///         applyCoupon(code: String!): CartPayload!
    ///         setQuantity(id: ID!, quantity: Int!): CartPayload!
    ///         checkout: Boolean!
    /// #       ^^^^^^^^ `checkout` returns a bare `Boolean`, where 4 others return a type
    ///       }
    ///       type CartPayload { cart: Cart! }
    ///       type Cart { id: ID! }
    /// services: [shop]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: shop
    ///     schema: |
    ///       type Query { cart: Cart }
    ///       type Mutation { addItem(id: ID!): Cart!, checkout: Boolean!, logout: Boolean! }
    ///       type Cart { id: ID! }
    /// services: [shop]
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom to break: fewer than four in five mutations return a type, or fewer than four.
    ///
    /// ## See
    /// seed 000:44 · graphql-eslint no-scalar-result-type-on-mutation
    id: "graphql/bare-mutation-result",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let definition = graphql.definition();
    let mutations: Vec<&Field> = definition.operations("mutation").collect();
    let (bare, typed): (Vec<&Field>, Vec<&Field>) = mutations.iter().partition(|it| is_value(definition, it));
    if typed.len() < 4 || typed.len() * 5 < mutations.len() * 4 {
        return;
    }
    for field in bare {
        let (name, of) = (super::brief(&field.name.text), super::brief(&field.of.name.text));
        let message = format!("`{name}` returns a bare `{of}`, where {} others return a type", typed.len());
        report.find(graphql.locate(field.name.span), message);
    }
}

/// Whether a field gives a value without fields; what is not defined is not told.
fn is_value(definition: &Schema, field: &Field) -> bool {
    let name = field.of.name.text.as_str();
    let own = definition.get(name).is_some_and(|it| matches!(it.kind, TypeKind::Scalar | TypeKind::Enum));
    own || super::BUILT_IN.contains(&name)
}

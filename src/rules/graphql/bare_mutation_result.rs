use crate::lint::Report;
use crate::model::{Case, Graphql};
use crate::rule::{Fix, rule};
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
    /// ```yaml fixed
    /// graphql:
    ///   - service: shop
    ///     schema: |
    ///       type Query { cart: Cart }
    ///       type Mutation {
    ///         addItem(id: ID!): CartPayload!
    ///         removeItem(id: ID!): CartPayload!
    ///         applyCoupon(code: String!): CartPayload!
    ///         setQuantity(id: ID!, quantity: Int!): CartPayload!
    ///         checkout: CheckoutPayload!
    ///       }
    ///       type CartPayload { cart: Cart! }
    ///       type Cart { id: ID! }
    ///       type CheckoutPayload { success: Boolean! }
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
    fix: Suggested,
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
        let finding = report.find(graphql.locate(field.name.span), message);
        if let Some(fix) = wrap(graphql, field) {
            finding.fix(fix);
        }
    }
}

/// The fix that gives the result a type of its own, in which the value is a field.
fn wrap(graphql: Graphql<'_>, field: &Field) -> Option<Fix> {
    let name = format!("{}Payload", Case::Pascal.spell(&field.name.text));
    let value = match field.of.name.text.as_str() {
        "Boolean" => "success",
        "ID" => "id",
        _ => "value",
    };
    let mut edits = graphql.define(&format!("type {name} {{ {value}: {} }}", field.of.written()));
    let free = !edits.is_empty() && graphql.definition().types.iter().all(|it| it.name.text != name);
    let mark = if field.of.required { "!" } else { "" };
    edits.extend(graphql.write_over(field.of.span, format!("{name}{mark}")));
    free.then(|| Fix::suggested(format!("Return a `{}`", super::short(&name)), edits))
}

/// Whether a field gives a value without fields; what is not defined is not told.
fn is_value(definition: &Schema, field: &Field) -> bool {
    let name = field.of.name.text.as_str();
    let own = definition.get(name).is_some_and(|it| matches!(it.kind, TypeKind::Scalar | TypeKind::Enum));
    own || super::BUILT_IN.contains(&name)
}

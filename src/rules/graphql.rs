//! GraphQL APIs: what a query may cost, how fields load, how subscriptions are fed.

crate::rule::group! {
    bare_mutation_result
    breaking_change
    contested_field
    deprecation_without_reason
    exposed_secret
    missing_key
    missing_transport
    misspelled_type
    mixed_names
    open_introspection
    public_personal_data
    unbatched_field
    unbounded_list
    unfed_subscription
    unknown_loader
    unlimited_query
    unreachable_type
    unreadable_schema
}

use super::brief;
use crate::value::graphql::{Field, Type};

/// What a finding about a whole API marks: its path, else its service.
fn place(graphql: crate::model::Graphql<'_>) -> crate::text::Span {
    let path = graphql.at.value.path.as_ref().map(|it| it.span);
    path.or_else(|| graphql.at.value.service.as_ref().map(|it| it.span)).unwrap_or_else(|| graphql.place())
}

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

/// At most 16 characters of a name, so that a message with three of them stays within its limit.
fn tiny(text: &str) -> String {
    if text.chars().count() <= 16 { text.to_owned() } else { text.chars().take(15).chain(['…']).collect() }
}

/// Whether a type can do without a field: it has others, and is not found or loaded by this one.
fn is_free(of: &Type, field: &Field) -> bool {
    let named = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == field.name.text);
    let keys = of.directives.iter().filter(|it| it.name.text == "key");
    of.fields.len() > 1 && !keys.flat_map(|it| &it.arguments).any(|(_, value)| named(value)) && of.implements.is_empty()
}

/// The scalars that every schema has.
const BUILT_IN: [&str; 5] = ["ID", "Int", "Float", "String", "Boolean"];

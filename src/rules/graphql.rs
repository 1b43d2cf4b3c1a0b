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

/// The scalars that every schema has.
const BUILT_IN: [&str; 5] = ["ID", "Int", "Float", "String", "Boolean"];

//! What can be wrong with a design: one file a rule, one list a group.

mod api;
mod arch;
mod auth;
mod cache;
mod contract;
mod data;
mod deploy;
mod docs;
mod events;
mod graphql;
mod grpc;
mod meta;
mod observability;
mod req;
mod resilience;
mod roadmap;
mod rt;
mod saga;
mod scale;
mod security;
mod webhook;

use crate::rule::Rule;

/// Every rule, in the order of groups and their lists.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        meta::RULES,
        req::RULES,
        arch::RULES,
        api::RULES,
        graphql::RULES,
        grpc::RULES,
        rt::RULES,
        webhook::RULES,
        contract::RULES,
        events::RULES,
        saga::RULES,
        data::RULES,
        cache::RULES,
        auth::RULES,
        security::RULES,
        resilience::RULES,
        observability::RULES,
        scale::RULES,
        deploy::RULES,
        docs::RULES,
        roadmap::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule of that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// At most 27 characters of a name, so that a message with two of them stays within its limit.
fn brief(text: &str) -> String {
    if text.chars().count() <= 27 { text.to_owned() } else { text.chars().take(26).chain(['…']).collect() }
}

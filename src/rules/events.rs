//! Events: who publishes, who handles, what is lost or done twice.

crate::rule::group! {
    beyond_broker_limit
    breaking_schema
    causal_loop
    dead_letter_loop
    dual_write
    duplicate_handling
    exactly_once_claim
    expiring_history
    lost_order
    missing_dead_letter
    missing_envelope_field
    missing_key
    missing_payload
    missing_version
    mixed_envelopes
    mixed_names
    overloaded_stream
    oversized_message
    phantom
    secret_in_event
    several_producers
    shared_command
    shared_queue
    short_lived_dead_letters
    short_visibility
    unanswered_request
    unavailable_version
    unbounded_retry
    unheard
    unmatched_binding
    unmatched_filter
    unstated_compatibility
    unsupported_by_broker
}

use super::brief;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

/// A name with its article, as a message begins with it.
fn named(name: &str) -> String {
    let with_article = crate::spec::shape::article(name);
    let article = with_article.split(' ').next().unwrap_or("a");
    format!("{article} `{}`", short(name))
}

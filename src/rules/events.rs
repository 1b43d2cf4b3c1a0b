//! Events: who publishes, who handles, what is lost or done twice.

crate::rule::group! {
    beyond_broker_limit
    blocking_retry
    breaking_schema
    causal_loop
    changed_partitions
    dead_letter_loop
    dual_write
    duplicate_handling
    exactly_once_claim
    expiring_history
    expiry_before_recovery
    hot_retry
    idle_consumer
    imperative_name
    lossy_delivery
    lost_order
    missing_dead_letter
    missing_envelope_field
    missing_key
    missing_payload
    missing_projection
    missing_version
    mixed_envelopes
    mixed_keys
    mixed_names
    outbox_without_store
    overloaded_stream
    oversized_message
    personal_data_in_event
    phantom
    removed_event
    secret_in_event
    several_producers
    shared_command
    shared_queue
    short_dedupe_window
    short_lived_dead_letters
    short_visibility
    skewed_key
    stalled_writes
    thin_replication
    unanswered_request
    unavailable_version
    unbounded_retry
    uncorrelated_reply
    unheard
    unknown_dead_letter
    unmatched_binding
    unmatched_filter
    unstated_compatibility
    unsupported_by_broker
    unversioned_change
    unwatched_dead_letters
}

use super::brief;
use crate::model::{Change, ChangeKind, Model};
use crate::rule::Fix;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

/// The ways to keep a promise to those who read another version of a message: the field as it was, or as one that may
/// lack what they do not have.
fn keep(change: &Change<'_>, (before, after): (&Model<'_>, &Model<'_>)) -> Fix {
    let name = brief(change.name);
    let loose = || change.field.now.map(|now| after.make_optional(now)).unwrap_or_default();
    match &change.kind {
        ChangeKind::Required | ChangeKind::NoLongerOptional => {
            Fix::suggested(format!("Let `{name}` be left out"), loose())
        }
        ChangeKind::NoLongerRequired => {
            let edits = change.field.now.map(|now| after.make_required(now)).unwrap_or_default();
            Fix::suggested(format!("Keep `{name}` in each message"), edits)
        }
        ChangeKind::Removed => {
            Fix::suggested(format!("Keep `{name}`"), after.restore(before, change.name, change.field))
        }
        ChangeKind::ValueRemoved(_) | ChangeKind::ValueAdded(_) | ChangeKind::Retyped { .. } => {
            Fix::suggested(format!("Write `{name}` as it was"), after.restore(before, change.name, change.field))
        }
    }
}

/// A name with its article, as a message begins with it.
fn named(name: &str) -> String {
    let with_article = crate::spec::shape::article(name);
    let article = with_article.split(' ').next().unwrap_or("a");
    format!("{article} `{}`", short(name))
}

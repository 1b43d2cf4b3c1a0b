//! What one part of a design promises and another relies on.

crate::rule::group! {
    colliding_names
    conflicting_type
    enum_mismatch
    misspelled_field
    optional_not_null
    required_but_nullable
    too_large_for_column
    unfilled_column
    unknown_endpoint
    unknown_procedure
    unmet_need
    unread_personal_data
    unstated_interface
}

use super::brief;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

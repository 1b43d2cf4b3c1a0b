//! What one part of a design promises and another relies on.

crate::rule::group! {
    conflicting_type
    enum_mismatch
    optional_not_null
    unknown_endpoint
    unknown_procedure
    unstated_interface
}

use super::brief;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

//! gRPC APIs: procedures, streams, deadlines, and what a `.proto` promises.

crate::rule::group! {
    browser_caller
    browser_stream
    duplicate_field_number
    enum_without_zero
    missing_deadline
    mixed_names
    oversized_message
    removed_procedure
    reused_field
    stream_over_http
    unreadable_proto
    unversioned_package
}

use super::brief;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

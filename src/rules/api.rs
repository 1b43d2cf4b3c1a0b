//! HTTP interfaces: resources, methods, statuses, collections, versions.

crate::rule::group! {
    verb_in_path
}

//! What the system must do, and how well.

crate::rule::group! {
    missing_quality_targets
    unmodelled_entity
    unused_integration_point
}

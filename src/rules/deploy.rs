//! Where and how it runs, and how a new version gets there.

crate::rule::group! {
    rollout_with_downtime
    schema_change_needs_downtime
    single_zone
    unplaced_service
}

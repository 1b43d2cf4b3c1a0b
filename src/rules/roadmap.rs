//! What comes when.

crate::rule::group! {
    consumer_before_provider
    over_deadline
    phase_before_dependency
    phase_cycle
    unscheduled_service
}

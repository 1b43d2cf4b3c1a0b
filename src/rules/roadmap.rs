//! What comes when.

crate::rule::group! {
    consumer_before_provider
    delivered_twice
    early_retirement
    empty_phase
    late_authentication
    over_deadline
    phase_before_dependency
    phase_cycle
    phase_without_milestone
    unscheduled_retirement
    unscheduled_service
}

use super::brief;

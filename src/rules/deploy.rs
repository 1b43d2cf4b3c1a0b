//! Where and how it runs, and how a new version gets there.

crate::rule::group! {
    beyond_function_limit
    blocking_disruption_budget
    distant_callee
    distant_store
    floating_image
    missing_pipeline
    missing_production
    missing_rollout
    rollout_with_downtime
    root_containers
    schema_change_needs_downtime
    single_zone
    stateful_function
    ungated_contract
    unlimited_containers
    unplaced_service
    untested_contract
    unwatched_canary
    weaker_production
}

use super::brief;

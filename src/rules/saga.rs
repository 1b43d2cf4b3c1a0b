//! Business transactions over several services.

crate::rule::group! {
    contradicted_style
    crowded_choreography
    early_irreversible_step
    half_done
    missing_compensation
    missing_step_timeout
    premature_step
    unheard_failure
    unreachable_step
    unsafe_compensation
    unsaved_state
}

use super::brief;

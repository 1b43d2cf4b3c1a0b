//! Business transactions over several services.

crate::rule::group! {
    missing_compensation
    missing_step_timeout
    unsafe_compensation
    unsaved_state
}

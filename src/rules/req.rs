//! What the system must do, and how well.

crate::rule::group! {
    forbidden_technology
    missing_quality_targets
    unaudited_regime
    unmeasurable_latency
    unmodelled_entity
    unused_integration_point
}

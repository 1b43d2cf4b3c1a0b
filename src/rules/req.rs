//! What the system must do, and how well.

crate::rule::group! {
    contradicted_consistency
    forbidden_technology
    missing_quality_targets
    unaudited_regime
    unknown_endpoint
    unmeasurable_latency
    unmodelled_entity
    unrealised_requirement
    unused_integration_point
}

use super::brief;

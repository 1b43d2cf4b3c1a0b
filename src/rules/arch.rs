//! Service boundaries: who calls whom, who owns what.

crate::rule::group! {
    chatty_pair
    contradicted_owner
    contradicted_style
    data_in_gateway
    deep_call_chain
    foreign_write
    gateway_bypass
    idle_gateway
    idle_service
    internal_call_from_client
    missing_gateway
    mixed_meshes
    open_ended_replacement
    shared_store_read
    shared_store_write
    store_behind_bff
    synchronous_cycle
    technology_sprawl
    undescribed_service
    unfed_read_model
    unowned_service
    unowned_store
    unserved_route
    wide_fan_out
}

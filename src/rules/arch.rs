//! Service boundaries: who calls whom, who owns what.

crate::rule::group! {
    data_in_gateway
    deep_call_chain
    foreign_write
    gateway_bypass
    internal_call_from_client
    missing_gateway
    shared_store_read
    shared_store_write
    synchronous_cycle
    unfed_read_model
    unowned_store
}

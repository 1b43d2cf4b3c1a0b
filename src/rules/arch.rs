//! Service boundaries: who calls whom, who owns what.

crate::rule::group! {
    shared_store_read
    shared_store_write
    synchronous_cycle
    unowned_store
}

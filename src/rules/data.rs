//! Stores, tables, columns, keys and indexes.

crate::rule::group! {
    backup_slower_than_rpo
    breaking_migration
    cascade_on_optional_key
    circular_foreign_keys
    colocated_backup
    empty_timestamp
    exhausted_connections
    foreign_dialect
    foreign_key_across_stores
    foreign_key_type
    former_name_in_use
    inerasable_person
    list_of_keys
    locking_index
    long_identifier
    lost_update
    missing_backup
    missing_expiry
    missing_primary_key
    missing_tenant_key
    missing_timestamp
    money_as_float
    numbered_columns
    plain_password
    plain_token
    query_misses_partition
    redundant_index
    replication_slower_than_rpo
    reserved_word
    restore_slower_than_rto
    skewed_partition
    small_primary_key
    soft_delete_blocks_unique
    timestamp_without_zone
    unchecked_version
    unclassified_personal_data
    unerased_copy
    unfilled_rows
    unindexed_foreign_key
    unindexed_query
    unique_across_tenants
    unkept_idempotency_keys
    unknown_foreign_key_column
    unknown_index_column
    unknown_partition_column
    unknown_state
    unmanaged_schema
    unpartitioned_table
    unpurged_deletions
    unpurged_rows
    unreachable_state
    unstated_consistency
    unstated_queries
    unstated_retention
    unusable_soft_delete
    unusable_version_column
    unused_entity
    unwritten_entity
    volatile_records
    weak_password_hash
}

use super::brief;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

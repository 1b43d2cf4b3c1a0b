//! Stores, tables, columns, keys and indexes.

crate::rule::group! {
    backup_slower_than_rpo
    breaking_migration
    cascade_on_optional_key
    contradicted_consistency
    exhausted_connections
    foreign_dialect
    foreign_key_across_stores
    foreign_key_type
    missing_backup
    missing_expiry
    missing_primary_key
    missing_tenant_key
    money_as_float
    plain_password
    plain_token
    reserved_word
    soft_delete_blocks_unique
    timestamp_without_zone
    unchecked_version
    unclassified_personal_data
    unfilled_rows
    unindexed_foreign_key
    unindexed_query
    unkept_idempotency_keys
    unknown_foreign_key_column
    unknown_index_column
    unusable_soft_delete
    weak_password_hash
}

use super::brief;

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

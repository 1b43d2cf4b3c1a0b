//! How data and doors are protected: secrets, transport, limits, personal data.

crate::rule::group! {
    cors_wildcard
    cors_wildcard_with_credentials
    credential_in_query
    data_outside_residency
    exposed_internal_endpoint
    limit_above_capacity
    limit_per_instance
    missing_rate_limit
    personal_data_in_log
    personal_data_in_url
    personal_data_to_external
    plain_card_number
    plain_transport
    public_store
    secret_in_log
    secret_literal
    secrets_in_source
    stored_card_code
    unannounced_limit
    unencrypted_channel
    unencrypted_personal_data
    unencrypted_store
    unlimited_upload
    unmet_demand
    unstated_secret_store
    untyped_input
    weak_cipher
    zero_rate_limit
}

use super::brief;

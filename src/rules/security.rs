//! How data and doors are protected: secrets, transport, limits, personal data.

crate::rule::group! {
    cors_wildcard_with_credentials
    credential_in_query
    data_outside_residency
    exposed_internal_endpoint
    missing_rate_limit
    personal_data_in_log
    personal_data_to_external
    plain_card_number
    plain_transport
    public_store
    secret_in_log
    secret_literal
    secrets_in_source
    stored_card_code
    unencrypted_personal_data
    unencrypted_store
    unstated_secret_store
    untyped_input
    weak_cipher
    zero_rate_limit
}

use super::brief;

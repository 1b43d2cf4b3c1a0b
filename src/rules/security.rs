//! How data and doors are protected: secrets, transport, limits, personal data.

crate::rule::group! {
    cors_wildcard_with_credentials
    credential_in_query
    data_outside_residency
    missing_rate_limit
    personal_data_in_log
    personal_data_to_external
    plain_transport
    public_store
    secret_in_log
    secret_literal
    stored_card_code
    unencrypted_personal_data
    unencrypted_store
    weak_cipher
    zero_rate_limit
}

//! Who callers are, and what they may do.

crate::rule::group! {
    implicit_grant
    key_in_url
    long_lived_access_token
    missing_logout
    password_grant
    public_client_without_pkce
    public_without_reason
    refresh_shorter_than_access
    shared_signing_secret
    unstated_authorization
    weak_jwt_algorithm
}

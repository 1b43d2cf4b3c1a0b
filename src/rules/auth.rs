//! Who callers are, and what they may do.

crate::rule::group! {
    basic_authentication
    implicit_grant
    irrevocable_refresh_token
    key_in_url
    long_lived_access_token
    lost_identity
    missing_authentication
    missing_claim
    missing_logout
    missing_tenant_claim
    password_grant
    public_client_without_pkce
    public_without_reason
    refresh_shorter_than_access
    role_cycle
    shared_signing_secret
    unauthenticated_call
    unchecked_owner
    unlimited_api_key
    unlimited_login
    unprotected_cookie
    unrotated_api_key
    unstated_authorization
    unusable_refresh_token
    weak_jwt_algorithm
}

use super::brief;

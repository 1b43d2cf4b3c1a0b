//! Who callers are, and what they may do.

crate::rule::group! {
    basic_authentication
    implicit_grant
    irrevocable_refresh_token
    key_in_url
    long_lived_access_token
    lost_identity
    machine_token_for_person
    missing_authentication
    missing_authorization_model
    missing_claim
    missing_logout
    missing_openid_scope
    missing_tenant_claim
    open_redirect
    password_grant
    personal_claim
    public_client_without_pkce
    public_without_reason
    refresh_shorter_than_access
    role_cycle
    shared_signing_secret
    short_session
    unauthenticated_call
    unchecked_owner
    unguarded_admin
    unlimited_api_key
    unlimited_login
    unlimited_recovery
    unprotected_cookie
    unrotated_api_key
    unrotated_certificate
    unrotated_refresh_token
    unstated_audience
    unstated_authorization
    unusable_refresh_token
    weak_jwt_algorithm
}

use super::brief;

use crate::lint::Report;
use crate::model::Endpoint;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::Method;

rule! {
    /// Codes that open an account may be tried as often as anything else may be called.
    ///
    /// ## Why
    /// A code of six digits is guessed within minutes where nothing counts the tries. Asking for links to reset a
    /// password fills somebody's mailbox, and the answers tell which addresses have an account.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/password-resets
    /// #         ^^^^^^^^^^^^^^^^^^^ `POST /v1/password-resets` has no limit of its own
    ///     auth: public
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/password-resets
    ///     auth: public
    ///     rate_limit: 5/min per ip
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/password-resets, auth: public, rate_limit: 5/h per ip }
    ///   - { method: GET, path: "/v1/password-resets/{id}", auth: public }
    /// ```
    ///
    /// ## Not a problem when
    /// `security.abuse` says what stops guessing, or the endpoint has a limit of its own.
    ///
    /// ## See
    /// seed 001:219-224 · seed 003:33 · OWASP Forgot Password · OWASP API2:2023
    id: "auth/unlimited-recovery",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

const OPENING: [&str; 16] = [
    "password reset",
    "password resets",
    "reset password",
    "forgot password",
    "forgotten password",
    "otp",
    "otps",
    "verify otp",
    "one time passwords",
    "verification codes",
    "verify code",
    "magic links",
    "magic link",
    "recover account",
    "account recovery",
    "mfa challenges",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some((segment, _)) = endpoint.segments().last() else { return };
    if endpoint.method() != Method::Post || !is_any(segment, &OPENING) || endpoint.is_sign_in() {
        return;
    }
    let guarded = endpoint.model.security().is_some_and(|security| !security.abuse.items().is_empty());
    // A limit that comes by policy is the one of all endpoints.
    let own = endpoint.at.value.rate_limit.as_ref().is_some_and(|limit| endpoint.is_own(limit.span));
    if !guarded && !own {
        report
            .find(endpoint.heading(), format!("`{}` has no limit of its own", super::brief(&endpoint.label())))
            .fix(Fix::suggested("Allow 5/min per ip", endpoint.set("rate_limit", "5/min per ip")));
    }
}

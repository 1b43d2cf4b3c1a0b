use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Passwords may be tried as often as anything else may be called.
    ///
    /// ## Why
    /// Lists of leaked passwords are tried against every sign-in page there is. At the pace of an ordinary endpoint a
    /// million of them take less than a week from a single address.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /auth/login
    /// #         ^^^^^^^^^^^ `POST /auth/login` has no limit of its own
    ///     auth: public
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, login: POST /auth/login }
    ///   rate_limit: 100/min per user
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /auth/login
    ///     auth: public
    ///     rate_limit: 5/min per ip
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, login: POST /auth/login }
    ///   rate_limit: 100/min per user
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /auth/login, auth: public }
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, login: POST /auth/login }
    ///   abuse: [account lockout after 10 failures]
    /// ```
    ///
    /// ## Not a problem when
    /// `security.abuse` says what stops guessing, or the endpoint has a limit of its own.
    ///
    /// ## See
    /// seed 001:219-224 · seed 003:33 · OWASP Credential Stuffing Prevention · OWASP API2:2023
    id: "auth/unlimited-login",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(login) = &scheme.login else { return };
    let model = scheme.model;
    let Some(endpoint) = model.endpoints_meant_by(&login.value).next() else { return };
    let guarded = model.security().is_some_and(|security| !security.abuse.items().is_empty());
    // A limit that comes by policy is the one of all endpoints.
    let own = endpoint.at.value.rate_limit.as_ref().is_some_and(|limit| endpoint.at.span.contains(limit.span));
    if !guarded && !own {
        report
            .find(endpoint.heading(), format!("`{}` has no limit of its own", endpoint.label()))
            .related(login.span, "people sign in there")
            .fix(Fix::suggested("Allow 5/min per ip", endpoint.set("rate_limit", "5/min per ip")));
    }
}

use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::GrantFlow;
use crate::text::Edit;

rule! {
    /// A client collects people's passwords and swaps them for tokens.
    ///
    /// ## Why
    /// People learn to type their password into whatever asks for it, each client can keep it, and a second factor has
    /// no place. OAuth 2.1 no longer has the grant.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: login, kind: oauth2, flow: password }
    /// #                                        ^^^^^^^^ with `password` the client sees people's passwords
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: login, kind: oauth2, flow: authorization-code-pkce }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, login: POST /auth/login }
    /// ```
    ///
    /// ## Not a problem when
    /// The system signs its own users in at its own endpoint: that is `login`, not a grant to a client.
    ///
    /// ## See
    /// seed 000:92 · RFC 9700, 2.4 · OAuth 2.1
    id: "auth/password-grant",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(flow) = scheme.flow.as_ref().filter(|flow| flow.value == GrantFlow::Password) else { return };
    let edits = vec![Edit::replace(flow.span, GrantFlow::AuthorizationCodePkce.word())];
    report
        .find(flow.span, "with `password` the client sees people's passwords")
        .fix(Fix::suggested("Use the authorization code with PKCE", edits));
}

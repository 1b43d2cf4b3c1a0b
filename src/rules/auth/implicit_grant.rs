use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::GrantFlow;
use crate::text::Edit;

rule! {
    /// Tokens are handed out in the address bar.
    ///
    /// ## Why
    /// With the implicit grant a token stands in a URL: in the browser's history, in logs, in the `Referer` of the next
    /// page. Any script on the page can read it, and OAuth 2.1 no longer has the grant.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: login, kind: oidc, flow: implicit }
    /// #                                      ^^^^^^^^ `implicit` puts tokens into URLs
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: login, kind: oidc, flow: authorization-code-pkce }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: login, kind: oidc, flow: device-code }
    /// ```
    ///
    /// ## Not a problem when
    /// It always is one today: every browser can do the code flow with PKCE.
    ///
    /// ## See
    /// seed 000:92 · RFC 9700, 2.1.2 · OAuth 2.1
    id: "auth/implicit-grant",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(flow) = scheme.flow.as_ref().filter(|flow| flow.value == GrantFlow::Implicit) else { return };
    let edits = vec![Edit::replace(flow.span, GrantFlow::AuthorizationCodePkce.word())];
    report
        .find(flow.span, "`implicit` puts tokens into URLs")
        .fix(Fix::suggested("Use the authorization code with PKCE", edits));
}

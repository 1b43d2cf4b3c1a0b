use crate::lint::Report;
use crate::model::Scheme;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::security::GrantFlow;
use crate::text::Edit;

rule! {
    /// A client that cannot keep a secret gets its tokens without PKCE.
    ///
    /// ## Why
    /// The code travels through the device of the person, where another app or page can catch it. Without the proof of
    /// PKCE whoever holds the code gets the tokens.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: login
    ///       kind: oidc
    ///       flow: authorization-code
    /// #           ^^^^^^^^^^^^^^^^^^ `ios` cannot keep a secret, so its code needs PKCE
    ///       clients: [web, ios]
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: login
    ///       kind: oidc
    ///       flow: authorization-code-pkce
    ///       clients: [web, ios]
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - name: login
    ///       kind: oidc
    ///       flow: authorization-code
    ///       clients: [web]
    /// ```
    ///
    /// ## Not a problem when
    /// All clients run on servers. A web application may be one of them, so `web` alone is not reported.
    ///
    /// ## See
    /// seed 000:92 · RFC 7636 · RFC 9700, 2.1.1
    id: "auth/public-client-without-pkce",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Safe,
}

/// Clients that run at people's hands, where nothing can be hidden.
const PUBLIC: [&str; 12] = [
    "spa",
    "single page app",
    "ios",
    "android",
    "mobile",
    "mobile app",
    "native",
    "desktop",
    "cli",
    "tv",
    "browser",
    "extension",
];

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let flow = scheme.at.value.flow.as_ref().filter(|flow| flow.value == GrantFlow::AuthorizationCode);
    let client = scheme.at.value.clients.items().iter().find(|client| is_any(client, &PUBLIC));
    let (Some(flow), Some(client)) = (flow, client) else { return };
    let edits = vec![Edit::replace(flow.span, GrantFlow::AuthorizationCodePkce.word())];
    report
        .find(flow.span, format!("`{}` cannot keep a secret, so its code needs PKCE", client.value))
        .related(client.span, "runs at people's hands")
        .fix(Fix::safe("Use PKCE", edits));
}

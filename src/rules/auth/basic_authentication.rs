use crate::lint::Report;
use crate::model::{Endpoint, Scheme};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::spec::security::SchemeKind;
use crate::text::Edit;

rule! {
    /// Callers send name and password with each request.
    ///
    /// ## Why
    /// The password itself travels thousands of times a day, through every proxy and log on the way. It cannot be
    /// limited to one purpose, ended early or joined by a second factor.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: partners, kind: basic }
    /// #                             ^^^^^ `basic` sends the password with each request
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: partners, kind: oauth2 }
    /// ```
    /// ```yaml good
    /// services: [{ name: metrics, public: false }]
    /// security:
    ///   authentication:
    ///     - { name: scrape, kind: basic }
    /// ```
    ///
    /// ## Not a problem when
    /// Nobody from outside calls: every service is `public: false`. Or clients show their own secret with it, only where they
    /// get tokens (RFC 6749, 2.3.1), as in `POST /oauth/token`.
    ///
    /// ## See
    /// seed 000:92 · RFC 7617, 4 · OWASP API2:2023
    id: "auth/basic-authentication",
    severity: Warning,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

/// Whether clients show their own secret there to get a token, to ask about one, or to end it.
fn gives_tokens(endpoint: Endpoint<'_>) -> bool {
    const LAST: [&str; 6] = ["token", "tokens", "access_token", "introspect", "revoke", "par"];
    let last = endpoint.segments().last().map(|(segment, _)| segment).unwrap_or_default();
    endpoint.method() == Method::Post && LAST.contains(&last)
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(kind) = scheme.kind.as_ref().filter(|kind| kind.value == SchemeKind::Basic) else { return };
    let mut services = scheme.model.services().peekable();
    if services.peek().is_some() && services.all(|service| service.public.as_ref().is_some_and(|it| !it.value)) {
        return;
    }
    let name = scheme.name.as_ref().map(|it| it.value.0.as_str());
    let by_it = |it: &Endpoint<'_>| {
        let named = it.auth().and_then(|auth| auth.scheme.as_ref()).map(|it| it.value.0.as_str());
        name.is_some() && named == name
    };
    let mut users = scheme.model.endpoints().filter(by_it).peekable();
    if users.peek().is_some() && users.all(gives_tokens) {
        return;
    }
    report
        .find(kind.span, "`basic` sends the password with each request")
        .fix(Fix::suggested("Use tokens", vec![Edit::replace(kind.span, "oauth2")]));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn clients_show_their_secret_where_they_get_tokens() {
        let scheme = "security: { authentication: [{ name: app, kind: basic }] }\n";
        silent(&RULE, &format!("api: [{{ method: POST, path: /oauth/token, auth: app }}]\n{scheme}"));
        let marked =
            "#                                               ^^^^^ `basic` sends the password with each request\n";
        expect(&RULE, &format!("api: [{{ method: GET, path: /orders, auth: app }}]\n{scheme}{marked}"));
    }
}

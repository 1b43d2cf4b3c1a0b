use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
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
    /// Nobody from outside calls: every service is `public: false`.
    ///
    /// ## See
    /// seed 000:92 · RFC 7617, 4 · OWASP API2:2023
    id: "auth/basic-authentication",
    severity: Warning,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(kind) = scheme.kind.as_ref().filter(|kind| kind.value == SchemeKind::Basic) else { return };
    let mut services = scheme.model.services().peekable();
    if services.peek().is_some() && services.all(|service| service.public.as_ref().is_some_and(|it| !it.value)) {
        return;
    }
    report
        .find(kind.span, "`basic` sends the password with each request")
        .fix(Fix::suggested("Use tokens", vec![Edit::replace(kind.span, "oauth2")]));
}

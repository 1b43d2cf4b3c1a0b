use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A key or token that proves who is calling stands in the URL.
    ///
    /// ## Why
    /// URLs are written down everywhere: access logs, proxies, browser histories, error reports, the `Referer` of the
    /// next request. A key in the query string is a key in all of them.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: partner-key, kind: api-key, in: query }
    /// #                                             ^^^^^ in the `query` the key ends up in every log on the way
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: partner-key, kind: api-key, in: header }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: session, kind: session, in: cookie }
    /// ```
    ///
    /// ## Not a problem when
    /// The value is signed for one URL and soon ends, as a link to download one file is; that is no scheme.
    ///
    /// ## See
    /// seed 000:95 · RFC 6750, 5.3 · OWASP API2:2023
    id: "auth/key-in-url",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(place) = scheme.r#in.as_ref() else { return };
    if matches!(place.to_lowercase().as_str(), "query" | "path" | "url" | "uri") {
        report
            .find(place.span, format!("in the `{}` the key ends up in every log on the way", place.value))
            .fix(Fix::suggested("Send it in a header", vec![Edit::replace(place.span, "header")]));
    }
}

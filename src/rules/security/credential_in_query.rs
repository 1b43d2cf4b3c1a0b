use crate::lint::Report;
use crate::model::Endpoint;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};
use crate::spec::Entries;
use crate::spec::endpoint::ParameterPlace;

rule! {
    /// A password, key or token is a parameter of the URL.
    ///
    /// ## Why
    /// URLs are written down everywhere: access logs, proxies, browser histories, error reports, the `Referer` of the
    /// next request. Each of them then holds the credential, for as long as it is kept.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/reports
    ///     parameters:
    ///       api_key: string
    /// #     ^^^^^^^ `api_key` ends up in every log on the way
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/reports
    ///     parameters:
    ///       api_key: { type: string, in: header }
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: GET
    ///     path: /v1/reports
    ///     parameters:
    ///       api_key: { type: string, in: header }
    ///       page_token: string?
    ///       token: string
    /// ```
    ///
    /// ## Not a problem when
    /// The value is good for one use and soon ends, as the `token` of a confirmation link is; that name is not reported.
    ///
    /// ## See
    /// seed 000:94-95 · OWASP API2:2023 · CWE-598
    id: "security/credential-in-query",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

const CREDENTIALS: [&str; 9] = [
    "password",
    "passwd",
    "api key",
    "access token",
    "refresh token",
    "private key",
    "secret key",
    "session id",
    "session token",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    for (name, parameter) in endpoint.at.value.parameters.entries() {
        let place = parameter.r#in.as_ref().map(|place| place.value);
        let secret = parameter.r#type.as_ref().is_some_and(|ty| ty.secret);
        let hidden = matches!(place, Some(ParameterPlace::Header | ParameterPlace::Cookie));
        if !hidden && (secret || is_any(&name.value, &CREDENTIALS)) {
            report
                .find(name.span, format!("`{}` ends up in every log on the way", name.value))
                .fix(Fix::suggested("Send it in a header", endpoint.model.spec.set(parameter, "in", "header")));
        }
    }
}

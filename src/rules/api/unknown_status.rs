use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;

rule! {
    /// A status code is none that HTTP knows.
    ///
    /// ## Why
    /// Clients treat a code that they do not know by its first digit, so a made-up 432 is an unspecific failure to all of
    /// them: no retry, no sign-in, no message. A mistyped code hides the real one from every generated client.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     responses: [201, 442]
    /// #                    ^^^ HTTP has no status `442`
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, responses: { 201: string, 4XX: string, default: string } }
    /// ```
    ///
    /// ## Not a problem when
    /// It is a class (`4XX`) or `default`, as OpenAPI writes them.
    ///
    /// ## See
    /// seed 001:31-42 · IANA HTTP Status Code Registry · Zalando #150
    id: "api/unknown-status",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    for status in endpoint.statuses() {
        let code = status.code.value.as_str();
        let class = ["1XX", "2XX", "3XX", "4XX", "5XX"].iter().any(|class| class.eq_ignore_ascii_case(code));
        if !class && code != "default" && !status.number().is_some_and(is_registered) {
            report.find(status.code.span, format!("HTTP has no status `{}`", super::short(code)));
        }
    }
}

/// Whether the registry of IANA has it.
const fn is_registered(code: u16) -> bool {
    matches!(
        code,
        100..=104 | 200..=208 | 226 | 300..=308 | 400..=418 | 421..=426 | 428 | 429 | 431 | 451 | 500..=508 | 510 | 511
    )
}

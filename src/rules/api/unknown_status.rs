use crate::lint::Report;
use crate::model::Endpoint;
use crate::order;
use crate::rule::{Fix, rule};
use crate::text::Edit;

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
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     responses: [201, 422]
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
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    for status in endpoint.statuses() {
        let code = status.code.value.as_str();
        let class = ["1XX", "2XX", "3XX", "4XX", "5XX"].iter().any(|class| class.eq_ignore_ascii_case(code));
        if !class && code != "default" && !status.number().is_some_and(is_registered) {
            let finding = report.find(status.code.span, format!("HTTP has no status `{}`", super::short(code)));
            for near in nearest(code).filter(|near| !endpoint.statuses().any(|it| it.number() == Some(*near))).take(3) {
                let edits = vec![Edit::replace(status.code.span, near.to_string())];
                finding.fix(Fix::suggested(format!("Write {near}"), edits));
            }
        }
    }
}

/// The statuses of everyday that differ by one digit, or by two that changed places; the nearest number first.
fn nearest(code: &str) -> impl Iterator<Item = u16> {
    const USUAL: [u16; 27] = [
        200, 201, 202, 204, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422,
        429, 500, 502, 503, 504,
    ];
    let alike = |it: &u16| {
        let usual = it.to_string();
        let differ: Vec<(char, char)> = usual.chars().zip(code.chars()).filter(|(one, other)| one != other).collect();
        let swapped = matches!(differ.as_slice(), [(a, b), (c, d)] if a == d && b == c);
        usual.len() == code.len() && usual.chars().next() == code.chars().next() && (differ.len() == 1 || swapped)
    };
    let said: u16 = code.parse().unwrap_or_default();
    let mut found: Vec<u16> = USUAL.into_iter().filter(alike).collect();
    order::by_key(&mut found, |it| it.abs_diff(said));
    found.into_iter()
}

/// Whether the registry of IANA has it.
const fn is_registered(code: u16) -> bool {
    matches!(
        code,
        100..=104 | 200..=208 | 226 | 300..=308 | 400..=418 | 421..=426 | 428 | 429 | 431 | 451 | 500..=508 | 510 | 511
    )
}

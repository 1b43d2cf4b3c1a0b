use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A path does not begin with one slash, has an empty segment, or ends in a slash where others do not.
    ///
    /// ## Why
    /// To a router `/orders`, `/orders/` and `//orders` are three paths. Clients that join addresses by hand hit the wrong
    /// one, and a redirect between them turns their POST into a GET.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET v1/orders
    /// #       ^^^^^^^^^ a path begins with a slash
    ///   - GET /v1//customers
    /// #       ^^^^^^^^^^^^^^ a segment of the path is empty
    ///   - POST /v1/customers/
    /// #        ^^^^^^^^^^^^^^ the path ends in a slash, unlike the others
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    ///   - POST /v1/customers
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /
    ///   - GET /v1/orders/
    ///   - POST /v1/orders/
    /// ```
    ///
    /// ## Not a problem when
    /// Every path ends in a slash, as some frameworks want it.
    ///
    /// ## See
    /// seed 001:13-18 · Zalando #136 · Redocly no-path-trailing-slash
    id: "api/malformed-path",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let path = endpoint.path();
    let text = path.value.as_str();
    let plain = text.split(['?', '#']).next().unwrap_or_default();
    let message = if text.contains("://") {
        "this is a whole address, a path begins after the host"
    } else if !text.starts_with('/') {
        "a path begins with a slash"
    } else if plain.contains("//") {
        "a segment of the path is empty"
    } else if plain.len() > 1 && plain.ends_with('/') && !usually_ends_in_slash(endpoint.model) {
        "the path ends in a slash, unlike the others"
    } else {
        return;
    };
    let address = text.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, rest)| rest);
    let mut better = String::new();
    for segment in address.unwrap_or(text).split('/').filter(|segment| !segment.is_empty()) {
        better.push('/');
        better.push_str(segment);
    }
    let finding = report.find(path.span, message);
    // A path that is written with escapes or in quotes is left to its author.
    if path.span.of(report_text(endpoint)) == text {
        finding.fix(Fix::suggested(format!("Write `{better}`"), vec![Edit::replace(path.span, better)]));
    }
}

fn report_text(endpoint: Endpoint<'_>) -> &str {
    endpoint.model.spec.text()
}

/// Whether a slash at the end is the custom here: at least half of the paths have it.
fn usually_ends_in_slash(model: &Model<'_>) -> bool {
    let paths: Vec<_> = model.endpoints().filter(|it| it.path().value.len() > 1).collect();
    paths.iter().filter(|it| it.path().value.ends_with('/')).count() * 2 >= paths.len()
}

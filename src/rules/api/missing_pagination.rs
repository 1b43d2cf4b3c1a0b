use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};

rule! {
    /// A list that grows without end is returned whole.
    ///
    /// ## Why
    /// It works with the hundred rows of the test data. A year later each call reads every row, the response takes seconds
    /// and megabytes, and one client that lists everything slows down all others.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/orders
    /// #   ^^^^^^^^^^^^^^ all of `orders` comes in one response
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: cursor }
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/countries, bounded: true }
    ///   - GET /v1/orders/{id}/items
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    /// data_model:
    ///   - orders
    ///   - items
    ///   - { name: countries, rows: 250 }
    /// schemas:
    ///   OrderPage: { data: "string[]", nextCursor: string? }
    /// ```
    ///
    /// ## Not a problem when
    /// The list is short by nature (`bounded: true`), its table stays below 1000 `rows`, it is a part of one thing
    /// (`/orders/{id}/items` where items are reached in no other way), or parameters such as `limit` and `cursor` cut it.
    ///
    /// ## See
    /// seed 000:50 · seed 001:69-82 · Zalando #159 · Google AIP-158
    id: "api/missing-pagination",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

/// Parameters that cut a list, in plain letters.
const CUTS: [&str; 12] = [
    "page",
    "limit",
    "cursor",
    "offset",
    "after",
    "before",
    "pagesize",
    "pagetoken",
    "perpage",
    "size",
    "first",
    "top",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    if !endpoint.returns_list() || endpoint.pagination().is_some() || is_bounded(endpoint) {
        return;
    }
    let what = match endpoint.collection() {
        Some(table) => format!("all of `{}` comes", table.name()),
        None => "the whole list comes".to_owned(),
    };
    report
        .find(endpoint.heading(), format!("{what} in one response"))
        .fix(Fix::suggested("Cut it into pages by cursor", endpoint.set("pagination", "cursor")));
}

/// Whether the list is short by nature or cut in another way, or is a part of one thing.
fn is_bounded(endpoint: Endpoint<'_>) -> bool {
    let stated = endpoint.at.value.bounded.as_ref().is_some_and(|it| it.value);
    let small = endpoint.collection().and_then(|it| it.at.value.rows.as_ref().map(|rows| rows.value <= 1000));
    let cut = endpoint.parameters().any(|(name, _)| CUTS.contains(&crate::model::plain(&name.value).as_str()));
    stated || small == Some(true) || cut || is_part(endpoint)
}

/// Whether it lists what belongs to one thing and is reached in no other way.
fn is_part(endpoint: Endpoint<'_>) -> bool {
    if endpoint.path_parameters().next().is_none() {
        return false;
    }
    let Some(table) = endpoint.collection() else { return true };
    let reached = |other: Endpoint<'_>| {
        let mut segments = other.segments().filter(|(segment, _)| !crate::model::is_version(segment));
        let first = segments.next().and_then(|(segment, _)| other.model.collection(segment));
        first.is_some_and(|it| it.name() == table.name())
    };
    !endpoint.model.endpoints().any(reached)
}

use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// The path of a GET names an action that changes something.
    ///
    /// ## Why
    /// GET promises to change nothing. Crawlers follow it, browsers fetch it ahead of time, proxies answer it from a cache
    /// and clients repeat it: each of them deletes an order that nobody wanted to delete.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /deleteOrder
    /// #   ^^^ a GET must change nothing, yet its path says `delete`
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - DELETE /deleteOrder
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml good
    /// api:
    ///   - POST /orders/{id}/remove
    ///   - GET /deleted-orders
    /// data_model:
    ///   - orders
    /// ```
    ///
    /// ## Not a problem when
    /// The word is an adjective (`/deleted-orders`), or the page is a form for people (`/orders/new`, `/orders/{id}/edit`).
    ///
    /// ## See
    /// seed 001:20-30 · RFC 9110, 9.2.1
    id: "api/contradicting-verb",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

/// Verbs that change something, and the method that says so.
const CHANGES: [(&str, Method); 8] = [
    ("create", Method::Post),
    ("add", Method::Post),
    ("save", Method::Post),
    ("update", Method::Patch),
    ("edit", Method::Patch),
    ("delete", Method::Delete),
    ("remove", Method::Delete),
    ("cancel", Method::Post),
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(method) = endpoint.at.value.method.as_ref().filter(|it| matches!(it.value, Method::Get | Method::Head))
    else {
        return;
    };
    let Some((verb, instead)) = contradiction(endpoint) else { return };
    report
        .find(method.span, format!("a {} must change nothing, yet its path says `{verb}`", method.value))
        .fix(Fix::suggested(format!("Make it a {instead}"), endpoint.change_method(instead)));
}

/// The verb in front of a modelled thing, or after the thing that it is done to.
pub(super) fn contradiction(endpoint: Endpoint<'_>) -> Option<(&'static str, Method)> {
    let segments: Vec<_> = endpoint.segments().map(|(segment, _)| segment).collect();
    let before_thing = segments.iter().find_map(|segment| {
        let lower = segment.to_ascii_lowercase();
        CHANGES.into_iter().find(|(verb, _)| {
            let rest = lower.strip_prefix(verb).unwrap_or_default().trim_start_matches(['-', '_']);
            !rest.is_empty() && endpoint.model.entity(rest).is_some()
        })
    });
    before_thing.or_else(|| {
        let [.., thing, last] = segments.as_slice() else { return None };
        let done_to = crate::model::parameter_name(thing).is_some();
        CHANGES.into_iter().find(|(verb, _)| done_to && matches!(*verb, "delete" | "remove" | "cancel") && verb == last)
    })
}

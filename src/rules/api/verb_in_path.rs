use crate::lint::Report;
use crate::model::{Endpoint, plural, singular};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A path segment names an action on a modelled thing instead of the thing.
    ///
    /// ## Why
    /// The method already says what happens. A verb in the path says it twice, and sooner or later the two disagree: a
    /// `POST /getOrders` that nobody dares to cache, a `GET /deleteOrder` that a crawler follows.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /getOrders
    /// #        ^^^^^^^^^ `get` repeats what the method says
    /// services:
    ///   - name: shop
    ///   - { name: web, calls: [{ to: shop, endpoint: GET /getOrders, timeout: 1s }] }
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /orders
    /// services:
    ///   - name: shop
    ///   - { name: web, calls: [{ to: shop, endpoint: GET /orders, timeout: 1s }] }
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /getaways
    ///   - POST /orders/{id}/cancel
    /// data_model:
    ///   - orders
    /// ```
    ///
    /// ## Not a problem when
    /// The action has no noun of its own (`POST /orders/{id}/cancel`); those are not reported, and neither is a word
    /// that merely begins like a verb.
    ///
    /// ## See
    /// seed 001:19-21 · seed 000:43 · seed 002:17 · Zalando #141 · Google AIP-136
    id: "api/verb-in-path",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

/// The verbs that repeat a method. Each counts only in front of a thing that the spec models.
const VERBS: [&str; 12] =
    ["get", "list", "fetch", "find", "create", "add", "make", "update", "edit", "delete", "remove", "save"];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    // A verb that contradicts the method has its own finding.
    let reads = matches!(endpoint.method(), Method::Get | Method::Head);
    if reads && super::contradicting_verb::contradiction(endpoint).is_some() {
        return;
    }
    for (segment, span) in endpoint.segments() {
        let lower = segment.to_ascii_lowercase();
        let Some((verb, cut)) = VERBS.iter().find_map(|verb| {
            let rest = lower.strip_prefix(verb)?.trim_start_matches(['-', '_']);
            let collection = |word: &str| endpoint.model.collection(word);
            collection(rest).or_else(|| collection(&plural(rest)))?;
            Some((verb, segment.len() - rest.len()))
        }) else {
            continue;
        };
        let noun = segment.get(cut..).unwrap_or_default();
        let noun = noun.chars().take(1).flat_map(char::to_lowercase).chain(noun.chars().skip(1)).collect::<String>();
        let noun = plural(&singular(&noun));
        report
            .find(span, format!("`{verb}` repeats what the method says"))
            .fix(Fix::suggested(format!("Name the resource: `{noun}`"), endpoint.rename_segment(span, &noun)));
    }
}

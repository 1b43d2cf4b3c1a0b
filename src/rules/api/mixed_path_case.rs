use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Case, Endpoint, Model};
use crate::rule::{Fix, rule};

rule! {
    /// A path segment is spelled unlike the others.
    ///
    /// ## Why
    /// Paths are typed, guessed and written into rules of gateways and caches. `/orderItems` among `/line-items` is the
    /// one that everybody gets wrong first, and a wrong path is a 404 rather than a hint.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/order-items
    ///   - GET /v1/gift-cards
    ///   - GET /v1/price-lists
    ///   - GET /v1/tax-rates
    ///   - GET /v1/stockLevels
    /// #           ^^^^^^^^^^^ other paths are written in kebab-case
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/order-items
    ///   - GET /v1/gift-cards
    ///   - GET /v1/price-lists
    ///   - GET /v1/tax-rates
    ///   - GET /v1/stock-levels
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/order-items
    ///   - GET /v1/giftCards
    ///   - GET /v1/price_lists
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom yet: fewer than five such segments, or fewer than four in five alike.
    /// `api_design: { naming: { paths: kebab-case } }` settles it.
    ///
    /// ## See
    /// seed 001:13-18 · Zalando #129
    id: "api/mixed-path-case",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    // Each segment counts once, however many endpoints lie below it.
    let mut places: BTreeMap<&str, Vec<(Endpoint<'_>, crate::text::Span)>> = BTreeMap::new();
    for endpoint in model.endpoints() {
        for (segment, span) in endpoint.segments() {
            places.entry(segment).or_default().push((endpoint, span));
        }
    }
    let configured = model.system().api_design.as_ref().and_then(|it| it.naming.as_ref()?.paths.as_ref());
    let configured = configured.and_then(|it| Case::parse(&it.value));
    let Some(custom) = configured.or_else(|| Case::custom(places.keys().copied())) else { return };
    for (segment, at) in &places {
        let Some((_, first)) = at.first().filter(|_| Case::of(segment).is_some_and(|case| case != custom)) else {
            continue;
        };
        let better = custom.spell(segment);
        let mut edits: Vec<crate::text::Edit> = Vec::new();
        for edit in at.iter().flat_map(|(endpoint, span)| endpoint.rename_segment(*span, &better)) {
            if !edits.iter().any(|it| it.span == edit.span) {
                edits.push(edit);
            }
        }
        let finding = report.find(*first, format!("other paths are written in {}", custom.word()));
        finding.fix(Fix::suggested(format!("Call it `{}`", super::short(&better)), edits));
        for (_, span) in at.iter().skip(1) {
            finding.related(*span, "here too");
        }
    }
}

use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::endpoint::Pagination;
use crate::text::Edit;

rule! {
    /// A page may be as long as the caller wants.
    ///
    /// ## Why
    /// `?limit=1000000` undoes the pagination. One such call reads the whole table, and there is always one client that
    /// sends it.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     pagination: cursor
    /// #               ^^^^^^ a page has no maximum
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     pagination: { kind: cursor, default: 20, max: 100 }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: cursor }
    ///   - { method: GET, path: /v1/carts, pagination: cursor, parameters: { limit: "integer(1..50)" } }
    /// api_design:
    ///   pagination: { kind: cursor, default: 20, max: 100 }
    /// ```
    ///
    /// ## Not a problem when
    /// `api_design.pagination` has a maximum for all, or a parameter such as `limit` has one.
    ///
    /// ## See
    /// seed 001:70-71 · OWASP API4:2023
    id: "api/unbounded-page",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let policy = model.system().api_design.as_ref().and_then(|it| it.pagination.as_ref());
    if policy.is_some_and(|it| it.max.is_some()) {
        return;
    }
    let open = model.endpoints().filter(|it| !bounded_by_parameter(*it)).filter_map(|it| it.pagination());
    let open: Vec<&At<Pagination>> = open.filter(|it| it.max.is_none()).collect();
    let Some(first) = policy.filter(|policy| open.iter().any(|it| it.node == policy.node)).or(open.first().copied())
    else {
        return;
    };
    let finding = report.find(first.span, "a page has no maximum");
    let mut others: Vec<_> = open.iter().map(|it| it.span).filter(|span| *span != first.span).collect();
    others.dedup();
    for span in others {
        finding.related(span, "here neither");
    }
    let kind = first.kind.as_ref().map(|kind| kind.value.word());
    let scalar = model.spec.tree.node(first.node).is_some_and(|node| node.as_str().is_some());
    let edits = match kind.filter(|_| scalar) {
        Some(kind) => vec![Edit::replace(first.span, format!("{{ kind: {kind}, default: 20, max: 100 }}"))],
        None => model.spec.tree.set(first.node, "max", "100"),
    };
    finding.fix(Fix::suggested("Allow at most 100", edits));
}

fn bounded_by_parameter(endpoint: crate::model::Endpoint<'_>) -> bool {
    const SIZES: [&str; 8] = ["limit", "pagesize", "perpage", "size", "first", "count", "maxresults", "top"];
    endpoint.parameters().any(|(name, parameter)| {
        let range = parameter.r#type.as_ref().and_then(|it| it.range);
        SIZES.contains(&crate::model::plain(&name.value).as_str()) && range.is_some_and(|(_, most)| most.is_some())
    })
}

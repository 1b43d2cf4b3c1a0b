use crate::lint::Report;
use crate::model::{Case, Model};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::ParameterPlace;
use crate::text::Span;
use crate::yaml::NodeId;

rule! {
    /// A query parameter is spelled unlike the others.
    ///
    /// ## Why
    /// A parameter that the server does not know is ignored by most. A client that sends `createdAfter` where
    /// `created_after` is meant gets everything, and notices nothing.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, filter: [createdAfter, createdBefore, customerId] }
    ///   - { method: GET, path: /v1/carts, parameters: { pageSize: integer?, customer_id: uuid? } }
    /// #                                                                     ^^^^^^^^^^^ other parameters are written in camelCase
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, filter: [createdAfter, createdBefore, customerId] }
    ///   - { method: GET, path: /v1/carts, parameters: { pageSize: integer?, customerId: uuid? } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     filter: [createdAfter, createdBefore, customerId, updatedAfter]
    ///     parameters: { X-Request-Id: { in: header, type: uuid }, page_size: integer? }
    ///   - { method: GET, path: /v1/carts, sort: [created_at] }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom yet: fewer than five such names, or fewer than four in five alike.
    /// `api_design: { naming: { query: camelCase } }` settles it. Headers, cookies and paths have customs of their own.
    ///
    /// ## See
    /// seed 001:84-86 · Zalando #130
    id: "api/mixed-parameter-case",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// A name that callers write into a query.
struct Written<'m> {
    name: &'m str,
    span: Span,
    node: NodeId,
    is_key: bool,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let names = names(model);
    let configured = model.system().api_design.as_ref().and_then(|it| it.naming.as_ref()?.query.as_ref());
    let configured = configured.and_then(|it| Case::parse(&it.value));
    let Some(custom) = configured.or_else(|| Case::custom(names.iter().map(|it| it.name))) else { return };
    for written in names.iter().filter(|it| Case::of(it.name).is_some_and(|case| case != custom)) {
        let better = custom.spell(written.name);
        let tree = &model.spec.tree;
        let edits =
            if written.is_key { tree.rename_key(written.node, &better) } else { tree.replace(written.node, &better) };
        report
            .find(written.span, format!("other parameters are written in {}", custom.word()))
            .fix(Fix::suggested(format!("Call it `{}`", super::short(&better)), edits));
    }
}

fn names<'m>(model: &'m Model<'m>) -> Vec<Written<'m>> {
    let mut names = Vec::new();
    for endpoint in model.endpoints() {
        let in_path: Vec<&str> = endpoint.path_parameters().map(|(name, _)| name).collect();
        for (name, parameter) in endpoint.parameters() {
            let place = parameter.r#in.as_ref().map(|it| it.value);
            let in_query = place.map_or(!in_path.contains(&name.value.as_str()), |it| it == ParameterPlace::Query);
            // A name such as `X-Request-Id` is a header's even where nobody says so.
            if in_query && !name.value.contains('-') && endpoint.is_own(name.span) {
                names.push(Written { name: &name.value, span: name.span, node: name.node, is_key: true });
            }
        }
        let listed = endpoint.at.value.filter.items().iter().chain(endpoint.at.value.sort.items());
        let own = listed.filter(|it| endpoint.is_own(it.span));
        names.extend(own.map(|it| Written { name: &it.value, span: it.span, node: it.node, is_key: false }));
    }
    names
}

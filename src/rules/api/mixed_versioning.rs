use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Versioning;
use crate::text::Edit;

rule! {
    /// The version of the API is said in two ways.
    ///
    /// ## Why
    /// A request to `/v1` with the header for version 2 has two answers. Caches, gateways and clients each look at another
    /// one.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    /// api_design:
    ///   versioning: header
    /// #             ^^^^^^ the paths say a version too
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    /// api_design:
    ///   versioning: path
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/orders
    /// api_design:
    ///   versioning: path
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is on its way out; say so in an `ignore` with a date.
    ///
    /// ## See
    /// seed 001:87-95
    id: "api/mixed-versioning",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let policy = model.system().api_design.as_ref().and_then(|it| it.versioning.as_ref());
    let Some(in_path) = model.endpoints().find(|it| it.has_version() && !it.is_operational()) else { return };
    if let Some(policy) = policy.filter(|it| it.value != Versioning::Path) {
        report
            .find(policy.span, "the paths say a version too")
            .related(in_path.path().span, "for example here")
            .fix(Fix::suggested("Say it in the path", vec![Edit::replace(policy.span, Versioning::Path.word())]));
        return;
    }
    let versioned = model.endpoints().filter(|it| it.has_version());
    let found = versioned.filter_map(|it| Some((it, super::version_parameter(it)?.key))).next();
    if let Some((endpoint, key)) = found {
        let parameters = endpoint.at.value.parameters.as_ref().filter(|it| endpoint.is_own(it.key));
        let name = key.of(model.spec.text());
        let edits = parameters.map(|it| model.spec.tree.remove_entry(it.node, name)).unwrap_or_default();
        report
            .find(key, "the path says a version too")
            .related(in_path.path().span, "for example here")
            .fix(Fix::suggested("Say it in the path only", edits));
    }
}

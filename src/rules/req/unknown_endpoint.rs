use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::EndpointRef;
use crate::spec::read::{nearest, shorten};

rule! {
    /// A requirement is realised by an endpoint that does not exist.
    ///
    /// ## Why
    /// Somebody renamed the endpoint or dropped it, and with it the requirement. The list still says that all is done.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   functional:
    ///     - { id: R-1, text: People order cakes., endpoints: [POST /v1/order] }
    /// #                                                       ^^^^^^^^^^^^^^ no endpoint is called `POST /v1/order`
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   functional:
    ///     - { id: R-1, text: People order cakes., endpoints: [POST /v1/orders] }
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// ```
    /// ```yaml good
    /// requirements:
    ///   functional:
    ///     - { id: R-1, text: People order cakes., endpoints: [POST /v1/orders, placeOrder] }
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// ```
    ///
    /// ## Not a problem when
    /// The spec has no endpoints yet, or the words name something other than method and path.
    ///
    /// ## See
    /// seed 002:9 · seed 000:26
    id: "req/unknown-endpoint",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let all = model.system().requirements.as_ref().map(|it| it.functional.items()).unwrap_or_default();
    if model.endpoints().next().is_none() {
        return;
    }
    for name in all.iter().flat_map(|it| it.endpoints.items()) {
        let Some(reference) = EndpointRef::parse(&name.value) else { continue };
        let known = model.endpoints_meant_by(&reference).next().is_some() || model.serves_path(&reference);
        if known {
            continue;
        }
        let finding = report.find(name.span, format!("no endpoint is called `{}`", shorten(&name.value)));
        let labels: Vec<String> = model.endpoints().map(Endpoint::label).collect();
        if let Some(meant) = nearest(&name.value, labels.iter().map(String::as_str)) {
            finding.fix(Fix::suggested(format!("Write `{meant}`"), model.spec.tree.replace(name.node, meant)));
        }
    }
}

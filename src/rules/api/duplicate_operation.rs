use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// One service has the same method and path twice.
    ///
    /// ## Why
    /// One of the two is never reached. Which one depends on the framework, so the rules that a reader sees for it (who may
    /// call, how often) may not be those in force.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop
    ///     api:
    ///       - GET /v1/orders/{id}
    ///       - GET /v1/orders/{orderId}
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^ `GET /v1/orders/{id}` is declared already
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop
    ///     api:
    ///       - GET /v1/orders/{id}
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shop
    ///     api:
    ///       - GET /v1/orders/{id}
    ///       - DELETE /v1/orders/{id}
    ///   - name: archive
    ///     api:
    ///       - GET /v1/orders/{id}
    /// ```
    ///
    /// ## Not a problem when
    /// The two belong to different services, each with its own address.
    ///
    /// ## See
    /// seed 000:43 · Redocly no-identical-paths
    id: "api/duplicate-operation",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let mut known: BTreeMap<(Method, String), Vec<Endpoint<'_>>> = BTreeMap::new();
    for endpoint in model.endpoints() {
        // A path with a query has its own finding, and is often the reason for a second entry.
        let has_query = endpoint.path().value.contains(['?', '#']);
        let alike = known.entry(endpoint.address()).or_default();
        let first = alike.iter().find(|first| !has_query && first.shares_interface_with(endpoint)).copied();
        alike.push(endpoint);
        if let Some(first) = first {
            report
                .find(endpoint.heading(), format!("`{}` is declared already", super::short(&first.label())))
                .related(first.heading(), "first here")
                .fix(Fix::suggested("Remove this one", endpoint.remove()));
        }
    }
}

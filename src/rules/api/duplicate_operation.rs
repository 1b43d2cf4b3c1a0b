use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;

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
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let endpoints: Vec<_> = model.endpoints().collect();
    for (index, endpoint) in endpoints.iter().enumerate() {
        // A path with a query has its own finding, and is often the reason for a second entry.
        if endpoint.path().value.contains(['?', '#']) {
            continue;
        }
        let mut alike = endpoints.iter().take(index).filter(|first| first.method() == endpoint.method());
        let first = alike.find(|first| {
            let reference =
                crate::spec::endpoint::EndpointRef { method: first.method(), path: first.path().value.clone() };
            first.shares_interface_with(*endpoint) && endpoint.is_meant_by(&reference)
        });
        if let Some(first) = first {
            report
                .find(endpoint.heading(), format!("`{}` is declared already", super::short(&first.label())))
                .related(first.heading(), "first here");
        }
    }
}

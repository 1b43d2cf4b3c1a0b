use crate::lint::Report;
use crate::model::{Endpoint, parameter_name, plural};
use crate::rule::{Fix, rule};

rule! {
    /// A collection of a modelled thing is named in the singular.
    ///
    /// ## Why
    /// Clients guess paths. Where one collection is `/users` and the next `/order`, every second guess is a 404, and the
    /// list of an `/order` reads like one order.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop
    ///     api:
    ///       - GET /v1/order/{id}
    /// #               ^^^^^ `order` holds many, so its name is `orders`
    ///   - name: billing
    ///     calls:
    ///       - { to: shop, endpoint: "GET /v1/order/{id}", timeout: 1s }
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop
    ///     api:
    ///       - GET /v1/orders/{id}
    ///   - name: billing
    ///     calls:
    ///       - { to: shop, endpoint: "GET /v1/orders/{id}", timeout: 1s }
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/me/{section}
    ///   - GET /v1/orders/{id}/invoice
    /// data_model:
    ///   - orders
    ///   - invoices
    /// ```
    ///
    /// ## Not a problem when
    /// There is one of it: `/orders/{id}/invoice` is the invoice of that order. Only a name in front of a parameter is
    /// looked at, and only where the spec models the thing.
    ///
    /// ## See
    /// seed 001:13-18 · seed 001:19-22 · seed 002:17 · Zalando #134 · Google AIP-122
    id: "api/singular-collection",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let segments: Vec<_> = endpoint.segments().collect();
    for ((segment, span), (next, _)) in segments.iter().zip(segments.iter().skip(1)) {
        let many = plural(segment);
        let is_plural = endpoint.model.collection(segment).is_some();
        if parameter_name(next).is_none() || is_plural || endpoint.model.collection(&many).is_none() {
            continue;
        }
        report
            .find(*span, format!("`{segment}` holds many, so its name is `{many}`"))
            .fix(Fix::suggested(format!("Rename it to `{many}`"), endpoint.rename_segment(*span, &many)));
    }
}

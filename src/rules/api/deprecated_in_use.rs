use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::EndpointRef;
use crate::text::{Edit, Span};

rule! {
    /// A service of ours calls an endpoint that will go.
    ///
    /// ## Why
    /// On the day of the sunset it breaks, in the middle of whatever that call was for. The team that owns the caller is
    /// often the last to read the notice.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", deprecated: { sunset: 2027-06-30, use: "GET /v2/orders/{id}" } }
    ///       - GET /v2/orders/{id}
    ///   - name: billing
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", timeout: 1s }
    /// #                               ^^^^^^^^^^^^^^^^^^^^^ `GET /v1/orders/{id}` is deprecated
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", deprecated: { sunset: 2027-06-30, use: "GET /v2/orders/{id}" } }
    ///       - GET /v2/orders/{id}
    ///   - name: billing
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v2/orders/{id}", timeout: 1s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", deprecated: { sunset: 2027-06-30 } }
    ///   - name: billing
    ///     calls:
    ///       - { to: orders, timeout: 1s }
    /// ```
    ///
    /// ## Not a problem when
    /// The move is planned before the sunset; say so in an `ignore` with that date.
    ///
    /// ## See
    /// seed 000:49
    id: "api/deprecated-in-use",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(reference) = &call.at.value.endpoint else { return };
    let Some(target) = call.target() else { return };
    let Some(deprecated) = target.at.value.deprecated.as_ref().filter(|it| it.is_on()) else { return };
    let old = reference.value.to_string();
    let finding = report.find(reference.span, format!("`{}` is deprecated", super::short(&old)));
    finding.related(deprecated.key, "said here");
    let instead = deprecated.value.details().and_then(|it| it.r#use.as_ref());
    let Some(instead) = instead.filter(|it| has(call, &it.value)) else { return };
    if let Some(lead) = reference.span.of(call.model.spec.text()).find(&old) {
        let span = Span::new(reference.span.start + lead, reference.span.start + lead + old.len());
        let title = format!("Call `{}`", super::short(&instead.value));
        finding.fix(Fix::suggested(title, vec![Edit::replace(span, instead.value.clone())]));
    }
}

/// Whether the service that is called has this endpoint.
fn has(call: Call<'_>, label: &str) -> bool {
    let Some(path) = label.split_once(' ').map(|(_, path)| path.trim().to_owned()) else { return false };
    let means = |it: crate::model::Endpoint<'_>| {
        label.starts_with(it.method().word())
            && it.is_meant_by(&EndpointRef { method: it.method(), path: path.clone() })
    };
    call.service().is_some_and(|service| service.endpoints().any(means))
}

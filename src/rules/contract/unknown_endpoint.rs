use crate::lint::Report;
use crate::model::{Endpoint, Model, Service};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::{EndpointRef, Method};
use crate::text::{Edit, Span};

rule! {
    /// A call, a step or a sign-in names an endpoint that the service does not have.
    ///
    /// ## Why
    /// Two teams build against two different designs. Each side's tests pass, and the first real request is a 404.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     api: [POST /v1/payments]
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, endpoint: POST /v1/payment, timeout: 1s }
    /// #                                 ^^^^^^^^^^^^^^^^ `payments` has no `POST /v1/payment`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     api: [POST /v1/payments]
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, endpoint: POST /v1/payments, timeout: 1s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     api: ["GET /v1/payments/{id}"]
    ///   - mails
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, endpoint: "GET /v1/payments/{paymentId}", timeout: 1s }
    ///       - { to: mails, endpoint: POST /v1/mails, timeout: 1s }
    /// ```
    ///
    /// ## Not a problem when
    /// The service does not say its endpoints yet. Names of parameters do not matter.
    ///
    /// ## See
    /// seed 000:59 · seed 001:7 · seed 003:49 · seed 000:61 · seed 000:53
    id: "contract/unknown-endpoint",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for call in model.calls() {
        if let (Some(reference), Some(service)) = (&call.at.value.endpoint, call.service()) {
            look(&reference.value, reference.span, service, report);
        }
    }
    for step in model.flows().flat_map(|it| it.at.value.steps.items()) {
        let target = step.to.as_ref().and_then(|it| model.service(&it.value.0));
        if let (Some(reference), Some(service), Some(does)) = (step.endpoint(), target, &step.does) {
            look(&reference, does.span, service, report);
        }
    }
    let all: Vec<Endpoint<'_>> = model.endpoints().collect();
    for scheme in model.schemes().filter(|it| it.at.value.provider.is_none()) {
        for reference in scheme.at.value.login.iter().chain(&scheme.at.value.refresh).chain(&scheme.at.value.logout) {
            look_anywhere(&reference.value, reference.span, &all, report);
        }
    }
    for endpoint in &all {
        let status = endpoint.at.value.r#async.as_ref().and_then(|it| it.value.details()?.status.as_ref());
        if let Some(status) = status.filter(|it| endpoint.is_own(it.span)) {
            look_anywhere(&status.value, status.span, &all, report);
        }
        let successor = endpoint.at.value.deprecated.as_ref().and_then(|it| it.value.details()?.r#use.as_ref());
        if let Some((reference, at)) = successor.and_then(|at| Some((EndpointRef::parse(&at.value)?, at))) {
            look_anywhere(&reference, at.span, &all, report);
        }
    }
}

/// Looks for an endpoint that any service may have.
fn look_anywhere(reference: &EndpointRef, span: Span, all: &[Endpoint<'_>], report: &mut Report<'_>) {
    if !all.is_empty() && !is_known(report.model, reference, all) {
        tell(reference, span, "the system", all, report);
    }
}

fn look(reference: &EndpointRef, span: Span, service: Service<'_>, report: &mut Report<'_>) {
    let model = service.model;
    let own: Vec<Endpoint<'_>> = service.endpoints().collect();
    // One that passes requests on answers for the endpoints behind it, below paths that are not stated. Endpoints of
    // the flat list that name no service may belong to this one.
    let unassigned = model.endpoints().any(|it| it.service().is_none());
    if own.is_empty() || service.passes_on() || unassigned || is_known(model, reference, &own) {
        return;
    }
    let name = format!("`{}`", super::short(service.name()));
    tell(reference, span, &name, &own, report);
}

fn is_known(model: &Model<'_>, reference: &EndpointRef, endpoints: &[Endpoint<'_>]) -> bool {
    let head = EndpointRef { method: Method::Get, path: reference.path.clone() };
    let answers =
        |it: &Endpoint<'_>| it.is_meant_by(reference) || reference.method == Method::Head && it.is_meant_by(&head);
    endpoints.iter().any(answers) || model.serves_path(reference)
}

fn tell(reference: &EndpointRef, span: Span, who: &str, endpoints: &[Endpoint<'_>], report: &mut Report<'_>) {
    let label = reference.to_string();
    let finding_message = format!("{who} has no `{}`", super::short(&label));
    let labels: Vec<String> = endpoints.iter().map(|it| it.label()).collect();
    let best = crate::spec::read::nearest(&label, labels.iter().map(String::as_str));
    let same_path = || endpoints.iter().find(|it| it.path().value == reference.path);
    let best = endpoints.iter().find(|it| Some(it.label().as_str()) == best).or_else(same_path);
    let text = report.model.spec.text();
    let start = span.of(text).find(&label);
    let finding = report.find(span, finding_message);
    let Some(best) = best else { return };
    finding.related(best.heading(), "did you mean this one?");
    if let Some(start) = start {
        let place = Span::new(span.start + start, span.start + start + label.len());
        let better = best.label();
        finding.fix(Fix::suggested(format!("Write `{}`", super::short(&better)), vec![Edit::replace(place, better)]));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_status_and_a_successor_are_looked_for() {
        expect(
            &RULE,
            "\
api:
  - { method: POST, path: /v1/exports, async: { status: \"GET /v1/export/{id}\" } }
#                                                       ^^^^^^^^^^^^^^^^^^^^^ the system has no `GET /v1/export/{id}`
  - GET /v1/exports/{id}
  - { method: GET, path: /v1/carts, deprecated: { sunset: 2027-06-30, use: GET /v2/carts } }
#                                                                          ^^^^^^^^^^^^^ the system has no `GET /v2/carts`
",
        );
    }
}

use crate::lint::Report;
use crate::model::{Endpoint, is_version};
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;

rule! {
    /// An endpoint that is meant for inside can be reached from outside.
    ///
    /// ## Why
    /// Internal endpoints trust their callers: they skip checks of permission, limits and validation, because "only we
    /// call them". Scanners try `/internal` on every host they find.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: gateway
    ///     kind: gateway
    ///     calls:
    ///       - { to: billing, endpoint: POST /internal/recalculate }
    ///   - name: billing
    ///     public: false
    ///     api:
    ///       - POST /internal/recalculate
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^ `POST /internal/recalculate` is meant for inside, and `gateway` passes it on
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: gateway
    ///     kind: gateway
    ///   - name: billing
    ///     public: false
    ///     api:
    ///       - POST /internal/recalculate
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: gateway
    ///     kind: gateway
    ///     calls:
    ///       - { to: billing, endpoint: GET /v1/invoices }
    ///   - { name: nightly, kind: scheduler, calls: [{ to: billing, endpoint: POST /internal/recalculate }] }
    ///   - name: billing
    ///     public: false
    ///     api: [POST /internal/recalculate, GET /v1/invoices]
    /// ```
    ///
    /// ## Not a problem when
    /// `internal` is a thing of the domain, such as an internal note, and not the first part of the path.
    ///
    /// ## See
    /// seed 000:69 · OWASP API9:2023 · CWE-749
    id: "security/exposed-internal-endpoint",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(service) = endpoint.service().filter(|_| is_inner(endpoint)) else { return };
    let outside = |kind| matches!(kind, ServiceKind::Gateway | ServiceKind::Bff | ServiceKind::Frontend);
    let calls = |target: Endpoint<'_>| std::ptr::eq(target.at, endpoint.at);
    let mut callers = service.callers().filter(|call| outside(call.caller().kind()));
    let label = super::brief(&endpoint.label());
    if let Some(call) = callers.find(|call| call.target().is_some_and(calls)) {
        let message =
            format!("`{label}` is meant for inside, and `{}` passes it on", super::brief(call.caller().name()));
        let edits = endpoint.model.spec.drop_item(call.caller().at, "calls", call.at.node);
        report
            .find(endpoint.heading(), message)
            .related(call.place(), "here")
            .fix(Fix::suggested(format!("Let `{}` not pass it on", call.caller().name()), edits));
    } else if let Some(public) = service.at.value.public.as_ref().filter(|public| public.value) {
        let message = format!("`{label}` is meant for inside, and `{}` is public", super::brief(service.name()));
        let edits = if service.endpoints().all(is_inner) { service.set("public", "false") } else { Vec::new() };
        report
            .find(endpoint.heading(), message)
            .related(public.span, "the public reaches it")
            .fix(Fix::suggested(format!("Hide `{}` from the public", service.name()), edits));
    }
}

/// Whether its path begins with the word for what is meant for inside.
fn is_inner(endpoint: Endpoint<'_>) -> bool {
    let mut segments = endpoint.segments().map(|(segment, _)| segment).filter(|it| *it != "api" && !is_version(it));
    matches!(segments.next(), Some("internal" | "_internal"))
}

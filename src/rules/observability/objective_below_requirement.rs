use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An objective is weaker than what the whole is required to keep.
    ///
    /// ## Why
    /// The objective is met, the budget is green, and the requirement is missed each month. Nobody is called, because
    /// nothing that is watched is wrong.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { availability: 99.9% } }
    /// #                                        ^^^^^ 99.9% are required, but `orders` aims at 99.5% only
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// observability:
    ///   metrics: prometheus
    ///   slos: [{ name: orders up, service: orders, sli: availability, target: 99.5% }]
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { availability: 99.9% } }
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// observability:
    ///   metrics: prometheus
    ///   slos: [{ name: orders up, service: orders, sli: availability, target: 99.9% }]
    /// ```
    /// ```yaml good
    /// requirements: { quality: { availability: 99.9% } }
    /// services: [{ name: orders, api: [POST /v1/orders] }, { name: mails, summary: Sends what can wait. }]
    /// observability:
    ///   metrics: prometheus
    ///   slos:
    ///     - { name: orders up, service: orders, sli: availability, target: 99.95% }
    ///     - { name: mails up, service: mails, sli: availability, target: 99% }
    /// ```
    ///
    /// ## Not a problem when
    /// The system works without that service, or the service states its `availability`: then the product of all parts
    /// is compared.
    ///
    /// ## See
    /// seed 002:10 · seed 002:46
    id: "observability/objective-below-requirement",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(required) = quality.and_then(|quality| quality.availability.as_ref()) else { return };
    let promises: Vec<_> = model.promises().into_iter().filter(|it| std::ptr::eq(it.target, required)).collect();
    let needed = |service: Service<'_>| {
        promises.iter().any(|it| it.parts.iter().any(|part| part.service.is_some_and(|part| part.is(service))))
    };
    let weaker = model.availability_objectives().filter(|(service, target)| {
        target.value.0 < required.value.0 - 1e-9 && service.availability().is_none() && needed(*service)
    });
    let Some((service, target)) = weaker.min_by(|a, b| a.1.value.0.total_cmp(&b.1.value.0)) else { return };
    let message = format!("{} are required, but `{}` aims at {} only", required.value, service.name(), target.value);
    report
        .find(required.span, message)
        .related(target.span, "the objective")
        .step(required.value.allowance())
        .step(target.value.allowance())
        .fix(Fix::suggested(
            format!("Aim at {}", required.value),
            vec![Edit::replace(target.span, required.value.to_string())],
        ));
}

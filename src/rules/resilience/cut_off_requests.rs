use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::{Fix, rule};

rule! {
    /// An instance that is to end may stop before the requests that it has taken are answered.
    ///
    /// ## Why
    /// Every deployment and every scaling down ends instances. What they were still working on is cut off in the
    /// middle, and its callers see failures during a rollout in which nothing is wrong.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: reports, api: [{ method: POST, path: /v1/reports, timeout: 45s }] }
    /// resilience: { graceful_shutdown: 20s }
    /// #                                ^^^ an instance ends after 20s, but `POST /v1/reports` may take 45s
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: reports, api: [{ method: POST, path: /v1/reports, timeout: 45s }] }
    /// resilience: { graceful_shutdown: 50s }
    /// ```
    /// ```yaml bad
    /// services:
    ///   - { name: reports, api: [{ method: POST, path: /v1/reports, timeout: 45s }] }
    /// deployment: { platform: kubernetes }
    /// #                       ^^^^^^^^^^ an instance ends after 30s, but `POST /v1/reports` may take 45s
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: reports, api: [{ method: POST, path: /v1/reports, timeout: 45s }] }
    /// deployment: { platform: kubernetes }
    /// resilience:
    ///   graceful_shutdown: 50s
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: reports, api: [{ method: POST, path: /v1/reports, timeout: 45s }] }
    /// resilience: { graceful_shutdown: 60s }
    /// deployment: { platform: kubernetes }
    /// ```
    ///
    /// ## Not a problem when
    /// The time to finish is stated and long enough. Handling of messages is not looked at: what is cut off comes
    /// again. Neither are functions, which the platform lets finish.
    ///
    /// ## See
    /// seed 002:52 · Kubernetes, Pod Lifecycle
    id: "resilience/cut-off-requests",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let stated = model.system().resilience.as_ref().and_then(|it| it.graceful_shutdown.as_ref());
    let own = stated.and_then(|it| Some((*it.value.details()?, it.span)));
    let known = model.grace_limit().filter(|_| stated.is_none());
    let Some((grace, place)) = own.or_else(|| known.map(|it| (it.most, it.place))) else { return };
    let runs = |service: Option<Service<'_>>| !service.is_some_and(Service::is_function);
    let endpoints = model.endpoints().filter(|it| runs(it.service()));
    let endpoints = endpoints.filter_map(|it| Some((format!("`{}`", it.label()), it.timeout()?)));
    let services = model.services().filter(|it| runs(Some(*it)));
    let services =
        services.filter_map(|it| Some((format!("a request to `{}`", it.name()), it.at.value.timeout.as_ref()?)));
    let longest = services.chain(endpoints).max_by_key(|(_, timeout)| timeout.value);
    let Some((what, timeout)) = longest.filter(|(_, timeout)| timeout.value > grace) else { return };
    let message = format!("an instance ends after {grace}, but {what} may take {}", timeout.value);
    let (stated, longer) = (model.system().resilience.as_ref(), timeout.value.above());
    let edits = model.spec.set_section(stated, "resilience", "graceful_shutdown", &longer.to_string());
    let finding = report.find(place, message);
    finding.fix(Fix::suggested(format!("Let them finish for {longer}"), edits));
    finding
        .related(timeout.span, "may take so long")
        .step(format!("{} of a request > {grace} to finish", timeout.value));
    if let Some(limit) = known {
        limit.explain(finding);
    }
}

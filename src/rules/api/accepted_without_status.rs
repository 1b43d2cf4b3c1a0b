use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A request is accepted for later, and nothing ever tells how it went.
    ///
    /// ## Why
    /// 202 promises nothing. A client that cannot ask and is not told either waits for ever, or sends the request again to
    /// be safe, and the work is done twice.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/exports
    ///     responses: [202, 400]
    /// #               ^^^ accepted, but nothing tells how it went
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/exports
    ///     responses: [202, 400]
    ///     location: true
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/exports, responses: [202], async: { status: "GET /v1/exports/{id}" } }
    ///   - { method: POST, path: /v1/reports, responses: { 202: Job } }
    ///   - { method: POST, path: /v1/events, responses: [202] }
    ///   - GET /v1/exports/{id}
    /// schemas:
    ///   Job: { jobId: uuid, statusUrl: uri }
    /// ```
    ///
    /// ## Not a problem when
    /// The body names a job or an address to ask at, an event tells (`emits`), or the caller only hands something over and
    /// wants to hear no more: webhooks, events, measurements.
    ///
    /// ## See
    /// seed 001:152-155 · RFC 9110, 15.3.3 · Google AIP-151
    id: "api/accepted-without-status",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    const HANDED_OVER: [&str; 20] = [
        "event",
        "events",
        "webhook",
        "webhooks",
        "hooks",
        "telemetry",
        "metrics",
        "logs",
        "traces",
        "spans",
        "ingest",
        "track",
        "tracking",
        "beacon",
        "clicks",
        "notifications",
        "heartbeat",
        "callback",
        "callbacks",
        "measurements",
    ];
    let Some(accepted) = endpoint.status(202).filter(|it| endpoint.is_own(it.code.span)) else { return };
    let spec = &endpoint.at.value;
    let asked = spec.r#async.as_ref().and_then(|it| it.value.details());
    let told = asked.is_some_and(|it| it.status.is_some() || it.event.is_some())
        || !spec.emits.items().is_empty()
        || !spec.links.items().is_empty()
        || endpoint.says_location();
    // A list of codes does not say what 202 holds; a body that is named and not described may hold it.
    let body = endpoint.bodies().next();
    let names_job = body.is_some_and(|it| {
        let fields = endpoint.model.fields(&it.value);
        fields.is_empty() || fields.iter().any(|(name, _)| tells_where(&name.value))
    });
    if !told && !names_job && !endpoint.is_signed_webhook() && !endpoint.path_holds(&HANDED_OVER) {
        let fix = match super::reader_of_one(endpoint) {
            Some(one) => {
                let status = format!("{{ status: {} }}", crate::yaml::quote(&one.label()));
                Fix::suggested(format!("Tell it at `{}`", super::short(&one.label())), endpoint.set("async", &status))
            }
            None => Fix::suggested("Say in `Location` where to ask", endpoint.set("location", "true")),
        };
        report.find(accepted.code.span, "accepted, but nothing tells how it went").fix(fix);
    }
}

fn tells_where(name: &str) -> bool {
    const WORDS: [&str; 12] =
        ["id", "status", "state", "url", "uri", "href", "link", "links", "job", "location", "operation", "self"];
    crate::model::words(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

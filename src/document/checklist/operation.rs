//! How a service is watched, and which tests it needs.

use super::Builder;
use crate::document::facts::{and, code, codes, dead_letter, labelled, lines, names, one_line, said, toggle, word};
use crate::model::{Call, Endpoint, Service, Subscription};
use crate::spec::{Items, Toggle};

impl Builder<'_> {
    pub(super) fn observability(&self) -> Vec<String> {
        let mut boxes = Vec::new();
        let Some(watched) = self.model.system().observability.as_ref() else { return boxes };
        let signals = watched.signals.items();
        if !signals.is_empty() {
            boxes.push(format!("Emits {}", names(signals)));
        }
        if let Some(logs) = watched.logs.as_ref().and_then(|it| it.value.details()) {
            boxes.push(lines([
                labelled("Logs in structured form", &word(&logs.format)),
                labelled("every line says", &names(logs.fields.items())),
                labelled("masked", &names(logs.redact.items())),
            ]));
        }
        let request_id = toggle(&watched.request_id);
        if !request_id.is_empty() && request_id != "no" {
            let header = if request_id == "yes" { "the request id".to_owned() } else { code(&request_id) };
            boxes.push(format!(
                "Takes {header} from the caller or makes one, logs it, and passes it on with every call and message"
            ));
        }
        if let Some(metrics) = watched.metrics.as_ref().and_then(|it| it.value.details()) {
            let method = word(&metrics.method);
            let measured = match method.as_str() {
                "red" => "rate, errors and duration".to_owned(),
                "use" => "utilisation, saturation and errors".to_owned(),
                "golden-signals" => "latency, traffic, errors and saturation".to_owned(),
                other => other.to_owned(),
            };
            let system = word(&metrics.system);
            let system = if system.is_empty() { system } else { format!(" for {system}") };
            let kept = if measured.is_empty() { "Keeps metrics".to_owned() } else { format!("Counts {measured}") };
            boxes.push(lines([format!("{kept}{system}"), labelled("labels", &names(metrics.labels.items()))]));
        }
        if let Some(traces) = watched.traces.as_ref().and_then(|it| it.value.details()) {
            let how = [word(&traces.system), word(&traces.propagation), labelled("sampling", &word(&traces.sampling))];
            boxes.push(format!(
                "Traces: {}",
                how.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
            ));
        }
        boxes.extend(self.service.and_then(|it| it.at.value.health.as_ref()).and_then(|at| {
            let node = self.model.spec.tree.node(at.node)?;
            Some(format!("Says how it is: {}", said(node)))
        }));
        let own = |it: &&crate::spec::At<crate::spec::operations::Slo>| {
            it.service.as_ref().is_some_and(|it| self.service.is_some_and(|own| own.name() == it.value.0))
        };
        for slo in watched.slos.items().iter().filter(own) {
            let within = slo.threshold.as_ref().map(|it| format!(" within {}", it.value)).unwrap_or_default();
            boxes.push(format!(
                "Measures {}: {} {}{within} over {}",
                word(&slo.name),
                word(&slo.sli),
                word(&slo.target),
                word(&slo.window)
            ));
        }
        let audited: Vec<String> = self
            .endpoints
            .iter()
            .filter(|it| it.at.value.audit.as_ref().is_some_and(|it| it.value))
            .map(|it| it.label())
            .collect();
        if !audited.is_empty() {
            boxes.push(format!("Records each use of {} in the audit trail", codes(audited.iter().map(String::as_str))));
        }
        boxes
    }

    pub(super) fn validation(&self) -> Vec<String> {
        let mut boxes: Vec<String> = self.endpoints.iter().map(|it| endpoint_tests(*it)).collect();
        if let Some(service) = self.service {
            boxes.extend(handler_tests(service));
            boxes.extend(service.calls().map(call_tests));
        }
        let Some(plan) = &self.model.system().validation else { return boxes };
        let mut kind = |label: &str, said: &Option<crate::spec::At<Toggle<String>>>| {
            let how = toggle(said);
            if !how.is_empty() && how != "no" {
                boxes.push(if how == "yes" { label.to_owned() } else { format!("{label}: {how}") });
            }
        };
        kind("Unit tests", &plan.unit);
        kind("Integration tests", &plan.integration);
        kind("Contract tests", &plan.contract);
        boxes.extend(plan.kinds.items().iter().map(|it| one_line(&it.value)));
        let ci = names(plan.ci.items());
        if !ci.is_empty() {
            boxes.push(format!("All of it runs in CI: {ci}"));
        }
        boxes
    }
}

/// The cases of an endpoint: success, each error that it declares, and what its policies promise.
fn endpoint_tests(endpoint: Endpoint<'_>) -> String {
    let said = &endpoint.at.value;
    let failed: Vec<String> =
        endpoint.statuses().filter(|it| it.is_error()).map(|it| one_line(&it.code.value)).collect();
    let mut cases = vec!["succeeds".to_owned()];
    if said.request.is_some() {
        cases.push("refuses a body that breaks its schema".to_owned());
    }
    if endpoint.auth().is_some_and(|auth| !auth.is_public()) {
        cases.push("refuses a caller who is not signed in".to_owned());
    }
    if let Some(owner) = endpoint.auth().and_then(|auth| auth.owner.as_ref().or(auth.tenant.as_ref())) {
        cases.push(format!("hides what another {} owns", code(&owner.value)));
    }
    if endpoint.idempotency().is_some_and(|it| it.holds()) {
        cases.push("does the work once for two equal requests".to_owned());
    }
    if said.pagination.is_some() {
        cases.push("walks all pages without a gap or a double".to_owned());
    }
    if said.etag.as_ref().is_some_and(|it| it.value) {
        cases.push("notices a version that has changed since".to_owned());
    }
    let emitted = codes(said.emits.items().iter().map(|it| it.value.0.as_str()));
    if !emitted.is_empty() {
        cases.push(format!("publishes {emitted}, and nothing when it fails"));
    }
    if let Some(p99) = said.latency.as_ref().and_then(|it| it.p99.as_ref()) {
        cases.push(format!("answers 99 of 100 within {}", p99.value));
    }
    let failed = if failed.is_empty() { String::new() } else { format!("answers {}", failed.join(", ")) };
    lines([format!("Tests of {}", code(&endpoint.label())), cases.join("; "), failed])
}

/// Handlers that promise the same are tested alike.
fn handler_tests(service: Service<'_>) -> Vec<String> {
    let mut tests: Vec<(String, Vec<String>)> = Vec::new();
    for subscription in service.subscriptions() {
        let cases = handler_cases(subscription);
        let event = code(subscription.event_name().unwrap_or_default());
        match tests.iter_mut().find(|(known, _)| *known == cases) {
            Some((_, events)) => events.push(event),
            None => tests.push((cases, vec![event])),
        }
    }
    let handlers = |number: usize| if number == 1 { "handler" } else { "handlers" };
    let test = |(cases, events): (String, Vec<String>)| {
        lines([format!("Tests of the {} of {}", handlers(events.len()), and(&events)), cases])
    };
    tests.into_iter().map(test).collect()
}

fn handler_cases(subscription: Subscription<'_>) -> String {
    let said = &subscription.at.value;
    let mut cases = vec!["handles one".to_owned()];
    if said.idempotent.as_ref().is_some_and(|it| it.is_on()) {
        cases.push("changes nothing when it comes twice".to_owned());
    }
    if said.retry.as_ref().is_some_and(|it| it.is_on()) {
        cases.push("tries again after a failure that passes".to_owned());
    }
    if said.dead_letter.as_ref().is_some_and(|it| it.is_on()) {
        cases.push(format!("puts what it cannot handle aside ({})", dead_letter(subscription)));
    }
    cases.join("; ")
}

fn call_tests(call: Call<'_>) -> String {
    let said = &call.at.value;
    let mut cases = Vec::new();
    cases.extend(said.timeout.as_ref().map(|it| format!("gives up after {}", it.value)));
    if call.attempts() > 1 {
        cases.push(format!("tries {} times and no more", call.attempts()));
    }
    if call.circuit_breaker().is_some_and(|it| it.is_on()) {
        cases.push("stops asking while the breaker is open".to_owned());
    }
    let fallback = toggle(&said.fallback);
    if !fallback.is_empty() && fallback != "no" {
        cases.push(format!("without it: {fallback}"));
    }
    if cases.is_empty() {
        cases.push(
            "decide what happens when it does not answer; the spec does not say it (`timeout`, `fallback`)".to_owned(),
        );
    }
    lines([format!("Tests of the call {}", code(&call.label())), cases.join("; ")])
}

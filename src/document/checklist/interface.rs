//! What a service offers and hears, and who may use it.

use super::Builder;
use crate::document::facts::{
    and, answers, code, codes, dead_letter, labelled, lines, names, one_line, said, schema, toggle, who, word,
};
use crate::document::page::shared;
use crate::model::{Endpoint, Entrance, Subscription};
use crate::spec::endpoint::IdempotencyKind;
use crate::spec::{Entries, Items};

impl Builder<'_> {
    pub(super) fn surface(&self) -> Vec<String> {
        let mut boxes: Vec<String> = self.endpoints.iter().map(|it| endpoint(*it)).collect();
        let Some(service) = self.service else { return boxes };
        let is_own = |name: Option<&str>| name == Some(service.name());
        for grpc in self.model.grpc().filter(|it| is_own(it.service_name())) {
            boxes.extend(grpc.at.value.rpcs.items().iter().map(|rpc| {
                let types = format!("takes {}, answers {}", word(&rpc.request), word(&rpc.response));
                let may = who(grpc.exposure().auth, grpc.exposure().public_reason).replace('\n', "; ");
                lines([
                    format!("Procedure {}: {types}", code(&word(&rpc.name))),
                    labelled("who may call", &may),
                    labelled("deadline", &word(&rpc.deadline)),
                ])
            }));
        }
        for graphql in self.model.graphql().filter(|it| is_own(it.service_name())) {
            let operations =
                ["query", "mutation", "subscription"].map(|of| graphql.definition().operations(of).collect::<Vec<_>>());
            let fields = operations.iter().flatten().map(|it| it.name.text.as_str());
            boxes.push(lines([
                format!("GraphQL at {}: resolve {}", code(&word(&graphql.at.value.path)), codes(fields)),
                labelled("loaded in batches", &names(graphql.at.value.loaders.items())),
            ]));
        }
        for socket in self
            .model
            .websockets()
            .filter(|it| it.at.value.service.as_ref().is_some_and(|it| it.value.0 == service.name()))
        {
            let said = &socket.at.value;
            boxes.push(lines([
                format!("WebSocket {}", code(&word(&said.path))),
                labelled("sends", &names(said.sends.items())),
                labelled("takes", &names(said.receives.items())),
            ]));
        }
        for stream in
            self.model.sse().filter(|it| it.at.value.service.as_ref().is_some_and(|it| it.value.0 == service.name()))
        {
            let events = codes(stream.at.value.events.items().iter().map(|it| it.value.0.as_str()));
            boxes.push(lines([
                format!("Event stream {}", code(&word(&stream.at.value.path))),
                labelled("carries", &events),
            ]));
        }
        for webhook in self
            .model
            .webhooks()
            .filter(|it| it.at.value.service.as_ref().is_some_and(|it| it.value.0 == service.name()))
        {
            let said = &webhook.at.value;
            let events = codes(said.events.items().iter().map(|it| it.value.0.as_str()));
            boxes.push(lines([
                format!("Webhook {}, {}", code(&word(&said.name)), word(&said.direction)),
                labelled("path", &word(&said.path)),
                labelled("carries", &events),
            ]));
        }
        let published = self.model.publications().iter().filter(|it| it.service == service.name());
        boxes.extend(alike("Every event that it publishes", published.map(|it| publication(self, it.event)).collect()));
        boxes.extend(alike("Every handler of an event", service.subscriptions().map(subscription).collect()));
        boxes
    }

    /// Who may use each way in; those with the same rule together.
    fn admissions(&self) -> Vec<String> {
        let own = |it: &Entrance<'_>| match (it.endpoint, self.service) {
            (Some(endpoint), _) => self.endpoints.iter().any(|it| std::ptr::eq(it.at, endpoint.at)),
            (None, Some(service)) => it.service.is_some_and(|it| it.name() == service.name()),
            (None, None) => false,
        };
        let ways = self.model.entrances().into_iter().filter(own).map(|it| {
            let label = if it.endpoint.is_some() { code(&it.label) } else { it.label };
            let may = who(it.exposure.auth, it.exposure.public_reason).replace('\n', "; ");
            let rule = match it.exposure.auth {
                Some(auth) if auth.is_public() && it.exposure.public_reason.is_none() => {
                    "for anybody; say why (`public_reason`)".to_owned()
                }
                Some(auth) if auth.is_public() => format!("for {may}"),
                Some(_) => format!("for {may}; 401 for anybody else, 403 for a caller without the right"),
                None => "for whom? The spec does not say who may call (`auth`)".to_owned(),
            };
            (rule, label)
        });
        let admission = |(rule, labels): (String, Vec<String>)| {
            format!("{} {} {rule}", and(&labels), if labels.len() == 1 { "is" } else { "are" })
        };
        grouped(ways).into_iter().map(admission).collect()
    }

    pub(super) fn security(&self) -> Vec<String> {
        let mut boxes = self.admissions();
        for endpoint in &self.endpoints {
            if let Some(request) = &endpoint.at.value.request {
                let fields = self.model.all_fields(&request.value).into_iter().map(|(name, field)| {
                    let node = self.model.spec.tree.node(field.node);
                    format!("{} {}", code(&name.value), node.map(said).unwrap_or_default())
                });
                let fields: Vec<String> = fields.collect();
                let check = if fields.is_empty() { schema(self.model, request) } else { fields.join("; ") };
                boxes.push(format!("{} checks its body before anything is written\n{check}", code(&endpoint.label())));
            }
        }
        let limits =
            self.endpoints.iter().filter_map(|it| Some((it.rate_limit()?.value.to_string(), code(&it.label()))));
        let limit = |(rate, labels): (String, Vec<String>)| {
            format!("{rate} on {}; 429 with `Retry-After` beyond that", and(&labels))
        };
        boxes.extend(grouped(limits).into_iter().map(limit));
        let externals = self.service.into_iter().flat_map(|it| it.calls()).filter_map(|it| it.external());
        let store = self.model.security().and_then(|it| it.secrets.as_ref()).map(|it| word(&it.store));
        let mut seen = std::collections::BTreeSet::new();
        for external in externals.filter(|it| seen.insert(it.name())) {
            let by = word(&external.at.value.auth);
            let by = match by.as_str() {
                "mtls" => "private key (mTLS)",
                "oauth2" => "client secret (OAuth 2.0)",
                "basic" => "password",
                "api-key" => "API key",
                other => other,
            };
            if !by.is_empty() {
                let from = store
                    .as_ref()
                    .map_or("outside source control".to_owned(), |it| format!("in {it}, not in source control"));
                boxes.push(format!("The {by} for {} is kept {from}", code(external.name())));
            }
        }
        let inner = self.model.security().map(|it| word(&it.service_to_service)).unwrap_or_default();
        if let Some(service) = self.service.filter(|it| !inner.is_empty() && it.callers().next().is_some()) {
            let callers: Vec<&str> = service.callers().map(|it| it.caller().name()).collect();
            boxes.push(format!("Calls from {} prove who they are by {inner}", codes(callers)));
        }
        boxes
    }
}

/// What all of several do alike as a box of its own, then what each does beside that.
fn alike(all: &str, boxes: Vec<String>) -> Vec<String> {
    if boxes.len() < 3 {
        return boxes;
    }
    let parts = boxes.iter().map(|it| it.split_once('\n').unwrap_or((it, "")));
    let (what, mut how): (Vec<&str>, Vec<String>) = parts.map(|(what, how)| (what, how.to_owned())).unzip();
    let common = shared(&mut how.iter_mut().collect::<Vec<_>>());
    let common = (!common.is_empty()).then(|| format!("{all}\n{}", common.join("\n")));
    common.into_iter().chain(what.into_iter().zip(how).map(|(what, how)| lines([what.to_owned(), how]))).collect()
}

/// Things by what they have in common, in the order of their first appearance.
fn grouped(said: impl Iterator<Item = (String, String)>) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (what, of) in said {
        match groups.iter_mut().find(|(known, _)| *known == what) {
            Some((_, all)) => all.push(of),
            None => groups.push((what, vec![of])),
        }
    }
    groups
}

fn endpoint(endpoint: Endpoint<'_>) -> String {
    let said = &endpoint.at.value;
    let model = endpoint.model;
    let parameters = said.parameters.entries().iter().map(|(name, it)| {
        let text = model.spec.tree.node(it.node).map(self::said).unwrap_or_default();
        format!("{} {text}", code(&name.value))
    });
    let parameters = parameters.collect::<Vec<_>>().join(", ");
    let request = said.request.as_ref().map(|it| schema(model, it)).unwrap_or_default();
    let pages = endpoint.pagination().filter(|_| said.pagination.is_some()).map(|it| {
        [word(&it.kind), labelled("default", &word(&it.default)), labelled("most", &word(&it.max))]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let etag = said.etag.as_ref().is_some_and(|it| it.value);
    let later =
        said.r#async.as_ref().filter(|it| it.is_on()).map(|_| "accepts with 202 and says where to ask".to_owned());
    lines([
        format!(
            "{}{}",
            code(&endpoint.label()),
            said.summary.as_ref().map(|it| format!(": {}", one_line(&it.value))).unwrap_or_default()
        ),
        labelled("takes", &request),
        labelled("parameters", &parameters),
        labelled("answers", &answers(endpoint)),
        if endpoint.says_location() { "says `Location` of what is new".to_owned() } else { String::new() },
        labelled("repeated", &repetition(endpoint)),
        labelled("pages", &pages.unwrap_or_default()),
        labelled("filters", &names(said.filter.items())),
        labelled("sorts", &names(said.sort.items())),
        if etag { "conditional: `ETag`, `If-Match` or `If-None-Match`".to_owned() } else { String::new() },
        labelled("timeout", &endpoint.timeout().map(|it| it.value.to_string()).unwrap_or_default()),
        labelled("error codes", &names(said.errors.items())),
        later.unwrap_or_default(),
        if said.deprecated.as_ref().is_some_and(|it| it.is_on()) {
            "answers with `Deprecation` and `Sunset`".to_owned()
        } else {
            String::new()
        },
    ])
}

/// How an endpoint knows a request that comes twice.
fn repetition(endpoint: Endpoint<'_>) -> String {
    let Some(idempotency) = endpoint.idempotency().filter(|it| it.holds()) else { return String::new() };
    if idempotency.kind.as_ref().is_some_and(|it| it.value == IdempotencyKind::Natural) {
        return "the second does nothing new".to_owned();
    }
    let policy = endpoint.model.system().api_design.as_ref().and_then(|it| it.idempotency_header.as_ref());
    let header = idempotency.header.as_ref().or(policy).map_or("Idempotency-Key", |it| it.value.as_str());
    let kept = idempotency.ttl.as_ref().map(|it| format!(", kept for {}", it.value)).unwrap_or_default();
    let store = idempotency.store.as_ref().map(|it| format!(" in {}", code(&it.value.0))).unwrap_or_default();
    format!("the second is answered like the first, by {}{kept}{store}", code(header))
}

fn publication(builder: &Builder<'_>, event: &str) -> String {
    let found = builder.model.event(event);
    let payload = found.and_then(|it| it.at.value.payload.as_ref()).map(|it| schema(builder.model, it));
    let channel = found.and_then(|it| it.at.value.channel.as_ref()).map(|it| code(&it.value.0)).unwrap_or_default();
    let outbox = builder.service.is_some_and(|it| it.has_outbox());
    lines([
        format!("Publishes {}", code(event)),
        labelled("on", &channel),
        labelled("payload", &payload.unwrap_or_default()),
        labelled("key", &found.map(|it| word(&it.at.value.key)).unwrap_or_default()),
        if outbox { "in the transaction of the change, through the outbox".to_owned() } else { String::new() },
    ])
}

fn subscription(subscription: Subscription<'_>) -> String {
    let said = &subscription.at.value;
    let names = |list: Vec<&str>| codes(list);
    lines([
        format!(
            "Handles {}{}",
            code(subscription.event_name().unwrap_or_default()),
            said.handler.as_ref().map(|it| format!(": {}", one_line(&it.value))).unwrap_or_default()
        ),
        labelled("duplicates", &toggle(&said.idempotent)),
        labelled("retries", &crate::document::facts::retry(subscription.retry_policy())),
        labelled("dead letters", &dead_letter(subscription)),
        labelled("writes", &names(said.writes.items().iter().map(|it| it.value.0.as_str()).collect())),
        labelled("publishes in turn", &names(said.emits.items().iter().map(|it| it.value.0.as_str()).collect())),
        labelled("timeout", &word(&said.timeout)),
    ])
}

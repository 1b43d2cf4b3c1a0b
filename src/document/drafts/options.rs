//! What is usually weighed against a decision, with what it would mean for this spec.

use super::all_of;
use crate::document::facts::{code, count, word};
use crate::model::{Dialect, Model, Service, Store, Table};
use crate::order;
use crate::spec::flow::Saga;
use crate::spec::operations::Rollout;
use crate::spec::service::ServiceKind;

/// The other options of the draft of that name.
pub(super) fn options(model: &Model<'_>, slug: &str) -> Vec<String> {
    match slug {
        "service-decomposition" => decomposition(model),
        "gateway" => gateway(model),
        "events" => events(model),
        "sagas" => sagas(model),
        "api-styles" => styles(model),
        "several-stores" => several(model),
        "shared-store" => shared(model),
        "caching" => caching(model),
        "read-models" => read_models(model),
        "event-sourcing" => event_sourcing(model),
        "tenants" => tenants(model),
        "authentication" => authentication(model),
        "regions" => regions(model),
        "rollout" => rollout(model),
        "versioning" => versioning(model),
        _ => Vec::new(),
    }
}

fn decomposition(model: &Model<'_>) -> Vec<String> {
    let number =
        model.services().filter(|it| !matches!(it.kind(), ServiceKind::Frontend | ServiceKind::Legacy)).count();
    let calls = model.calls().filter(|it| it.service().is_some()).count();
    let calls =
        if calls == 0 { String::new() } else { format!("{} would stay within a process, and ", count(calls, "call")) };
    let teams = order::set(model.services().map(|it| word(&it.at.value.team)).filter(|it| !it.is_empty()));
    let who = if teams.len() > 1 { count(teams.len(), "team") } else { "everybody".to_owned() };
    vec![format!("One deployable of {}: {calls}{who} would release together", count(number, "module"))]
}

fn gateway(model: &Model<'_>) -> Vec<String> {
    let is_gate = |it: &Service<'_>| matches!(it.kind(), ServiceKind::Gateway | ServiceKind::Bff);
    let gates: Vec<Service<'_>> = model.services().filter(is_gate).collect();
    let behind = order::set(gates.iter().flat_map(|it| it.calls()).filter_map(|it| it.service()).map(Service::name));
    let mut options = Vec::new();
    if !behind.is_empty() {
        options.push(format!("No gate: clients call {} themselves, and each checks who calls", all_of(behind)));
    }
    if gates.len() > 1 {
        options.push(format!("One gate for all clients instead of {}", all_of(gates.iter().map(|it| it.name()))));
    }
    options
}

fn events(model: &Model<'_>) -> Vec<String> {
    let publishers = order::set(model.publications().iter().map(|it| it.service));
    let handlers = model.subscriptions().count();
    let mut options = vec![format!(
        "Calls: {} would wait for {}, and fail where one of them does",
        all_of(publishers.iter().copied()),
        count(handlers, "handler")
    )];
    if !model.services().any(|it| it.has_outbox()) {
        options.push("Change data capture: what the stores note down is published, not what the code says".to_owned());
    }
    options
}

fn sagas(model: &Model<'_>) -> Vec<String> {
    let sagas: Vec<_> = model.flows().filter(|it| it.is_saga()).collect();
    let steps: usize = sagas.iter().map(|it| it.steps().len()).sum();
    let is = |kind: Saga| sagas.iter().any(|it| it.at.value.saga.as_ref().is_some_and(|it| it.value == kind));
    let services = order::set(
        sagas.iter().flat_map(|it| it.steps()).filter_map(|it| it.from.as_ref()).map(|it| it.value.0.as_str()),
    );
    let mut options = Vec::new();
    if !is(Saga::Orchestration) {
        options.push(format!("Orchestration: one service knows all {} and how far each run is", count(steps, "step")));
    }
    if !is(Saga::Choreography) {
        options.push(format!(
            "Choreography: {} react to what they hear, and nobody has to know all {}",
            all_of(services.iter().copied()),
            count(steps, "step")
        ));
    }
    if services.len() > 1 {
        options
            .push(format!("One service instead of {}: a transaction of its store holds it together", all_of(services)));
    }
    options
}

fn styles(model: &Model<'_>) -> Vec<String> {
    let mut options = Vec::new();
    if model.graphql().next().is_some() || model.grpc().next().is_some() {
        let beside = match model.endpoints().count() {
            0 => String::new(),
            number => format!(", as {} are already", count(number, "endpoint")),
        };
        options.push(format!("Resources over HTTP for all of it{beside}: one kind of contract, cache and test"));
    }
    if model.websockets().next().is_some() {
        options.push(
            "Server-sent events with requests beside them: no state of a connection that goes both ways".to_owned(),
        );
    }
    options
}

fn several(model: &Model<'_>) -> Vec<String> {
    let most = model.stores().filter(|it| it.at.value.engine.is_some()).max_by_key(|it| it.tables().count());
    most.map(|store| {
        let others = model.stores().filter(|it| it.name() != store.name() && it.kind() != store.kind());
        let engine = word(&store.at.value.engine);
        format!("{engine} for all of it, {} as well", all_of(others.map(Store::name)))
    })
    .into_iter()
    .collect()
}

fn shared(model: &Model<'_>) -> Vec<String> {
    let shared = model.stores().filter(|it| it.writers().len() > 1);
    let option = |store: Store<'_>| {
        let writers: Vec<&str> = store.writers().into_iter().map(|(service, _)| service.name()).collect();
        format!("One owner of {}; the others of {} ask it or hear its events", code(store.name()), all_of(writers))
    };
    shared.map(option).collect()
}

fn caching(model: &Model<'_>) -> Vec<String> {
    let of = order::set(model.caches().filter_map(|it| it.at.value.of.as_ref()).map(|it| it.value.0.as_str()));
    let of = if of.is_empty() { String::new() } else { format!(" of {}", all_of(of)) };
    vec![
        format!("No cache: every read{of} is up to date and reaches its store"),
        "Caching at the client, by `ETag` and `Cache-Control`: nothing to run and nothing to remove".to_owned(),
    ]
}

fn read_models(model: &Model<'_>) -> Vec<String> {
    let services: Vec<&str> = model.services().filter(|it| it.at.value.cqrs.is_some()).map(Service::name).collect();
    vec![format!("Read where {} write: nothing lags, and queries and writes share indexes and load", all_of(services))]
}

fn event_sourcing(model: &Model<'_>) -> Vec<String> {
    let services: Vec<&str> = model.services().filter(|it| it.is_event_sourced()).map(Service::name).collect();
    vec![format!("Rows with the present state of {}, and a history beside them for who has to know", all_of(services))]
}

fn tenants(model: &Model<'_>) -> Vec<String> {
    let tables: Vec<Table<'_>> = model.tables().filter(|it| it.at.value.tenant_key.is_some()).collect();
    let mut options = vec![format!(
        "A schema or a database for each tenant: no query can forget the tenant, and {} and their migrations are there once for each",
        count(tables.len(), "table")
    )];
    let mut stores = tables.iter().filter_map(|it| it.store()).peekable();
    if stores.peek().is_some() && stores.all(|it| it.dialect() == Some(Dialect::Postgres)) {
        options.push("Row-level security on the same column: PostgreSQL adds the condition itself".to_owned());
    }
    options
}

fn authentication(model: &Model<'_>) -> Vec<String> {
    let ttls = model.schemes().filter_map(|it| it.at.value.access_token.as_ref()?.ttl.as_ref());
    let longest = ttls.map(|it| it.value).max();
    let mut options = Vec::new();
    options.extend(longest.map(|ttl| {
        format!(
            "Sessions at the server: what is taken away ends at once and not after {ttl}, and each request asks a store"
        )
    }));
    let says =
        |text: &str| model.schemes().any(|it| word(&it.at.value.kind) == text || word(&it.at.value.flow) == text);
    if says("session") || says("basic") {
        options.push("Signed tokens (JWT): no store is asked, and what is taken away ends with the token".to_owned());
    }
    if says("api-key") || says("mtls") {
        options.push("Tokens of short life by client credentials: what leaks is soon worth nothing".to_owned());
    }
    if says("client-credentials") || says("api-key") {
        options
            .push("Certificates of the callers (mTLS): no secret is sent, and each caller renews its own".to_owned());
    }
    options
}

fn regions(model: &Model<'_>) -> Vec<String> {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let rto = quality.and_then(|it| it.rto.as_ref()).map(|it| format!(" within {}", it.value)).unwrap_or_default();
    vec![format!("One region, and backups from which another is set up{rto}: no copies that lag, and a longer outage")]
}

fn rollout(model: &Model<'_>) -> Vec<String> {
    let deployment = model.system().deployment.as_ref();
    let stated = deployment.and_then(|it| it.rollout.as_ref()).and_then(|it| it.strategy.as_ref()).map(|it| it.value);
    let instances: u64 = model.services().filter_map(Service::min_instances).sum();
    let twice = if instances > 1 { format!(": for a while twice the {instances} instances") } else { String::new() };
    [
        (Rollout::Rolling, "Rolling: instance by instance, seen by everybody from the first on".to_owned()),
        (Rollout::Canary, "Canary: a few requests first, and measures that tell the two versions apart".to_owned()),
        (Rollout::BlueGreen, format!("Blue-green{twice}, and the way back is a switch")),
    ]
    .into_iter()
    .filter(|(rollout, _)| Some(*rollout) != stated)
    .map(|(_, text)| text)
    .collect()
}

fn versioning(model: &Model<'_>) -> Vec<String> {
    let design = model.system().api_design.as_ref();
    let stated = design.and_then(|it| it.versioning.as_ref()).map(|it| it.value.to_string()).unwrap_or_default();
    let number = count(model.endpoints().count(), "endpoint");
    [
        ("path", format!("In the path: the version of {number} is seen in every log and link")),
        ("header", format!("In a header: {number} keep their addresses, and caches have to look at the header")),
        ("none", "None: what is there only grows, and nothing is ever taken away".to_owned()),
    ]
    .into_iter()
    .filter(|(way, _)| *way != stated)
    .map(|(_, text)| text)
    .collect()
}

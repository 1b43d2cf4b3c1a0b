//! OpenAPI 3.1: one document a service that has endpoints, event streams or webhooks.

mod examples;
mod headers;
mod operation;
mod parameters;
mod path;
mod responses;
mod security;
mod status;
mod streams;
mod webhooks;

pub(super) use security::{scheme_name, who_may_call, written};

use std::collections::{BTreeMap, BTreeSet};

use super::json_schema::{Schemas, unique};
use super::markdown::paragraphs;
use super::value::{Object, Value, yaml};
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Endpoint, Model, Service, Sse, Webhook};
use crate::spec::endpoint::Parameter;
use crate::spec::realtime::Direction;
use crate::spec::shape::{EVENT, SERVICE};
use crate::spec::{At, Items, Ref};

pub(super) const KIND: Kind =
    Kind { id: "openapi", tab: "OpenAPI", needs: "endpoints under `api:`, `sse:`, or `webhooks:`", entries, write };

/// What a document is about: a service, or the endpoints that name none.
#[derive(Debug)]
struct Api<'m> {
    service: Option<Service<'m>>,
    /// Each with the path under which it is offered here.
    endpoints: Vec<(Endpoint<'m>, String)>,
    streams: Vec<Sse<'m>>,
    /// Those that it receives at a path, and those that it sends.
    received: Vec<Webhook<'m>>,
    sent: Vec<Webhook<'m>>,
}

/// What the parts of a document share while it is written.
#[derive(Debug)]
struct Writer<'m> {
    model: &'m Model<'m>,
    schemas: Schemas<'m>,
    /// Operation ids that are given.
    ids: BTreeSet<String>,
    tags: Vec<String>,
    tagged: BTreeSet<String>,
    /// The security schemes that operations name.
    asked: BTreeSet<String>,
    /// Failures that operations share, by the names of their components.
    failures: BTreeMap<&'static str, Object>,
    /// Headers that answers share, by name.
    headers: BTreeMap<String, Object>,
    /// The types of path parameters, by the path up to them without names.
    places: BTreeMap<String, &'m At<Parameter>>,
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let mut files = BTreeSet::new();
    let entry = |api: Api<'m>| {
        let (name, id) = match api.service {
            Some(service) => (service.name(), format!("openapi:{}", service.name())),
            None => (model.name(), "openapi".to_owned()),
        };
        Entry {
            id,
            tab: KIND.tab,
            title: name.to_owned(),
            path: format!("openapi/{}.yaml", unique(&mut files, &file_name(name))),
            format: Format::Yaml,
        }
    };
    apis(model).into_iter().map(entry).collect()
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let is_meant = |api: &Api<'_>| api.service.map_or("", Service::name) == name;
    let api = apis(model).into_iter().find(is_meant)?;
    let writer = Writer {
        model,
        schemas: Schemas::new(model),
        ids: BTreeSet::new(),
        tags: Vec::new(),
        tagged: BTreeSet::new(),
        asked: BTreeSet::new(),
        failures: BTreeMap::new(),
        headers: BTreeMap::new(),
        places: parameters::places(&api),
    };
    Some(yaml(&writer.document(&api)))
}

/// The services in the order of the spec, then what belongs to none.
fn apis<'m>(model: &'m Model<'m>) -> Vec<Api<'m>> {
    let mut seen = BTreeSet::new();
    let named = model.services().filter(|service| !service.name().is_empty() && seen.insert(service.name()));
    let of_service = |service: Service<'m>| {
        let endpoints = service.endpoints().map(own).chain(passed_on(service)).collect();
        api(model, Some(service), endpoints)
    };
    let nobodys = model.endpoints().filter(|it| it.service().is_none_or(|it| it.name().is_empty())).map(own).collect();
    let apis = named.map(of_service).chain([api(model, None, nobodys)]);
    apis.filter(Api::has_something).collect()
}

fn api<'m>(model: &'m Model<'m>, service: Option<Service<'m>>, endpoints: Vec<(Endpoint<'m>, String)>) -> Api<'m> {
    let is_its = |named: Option<&At<Ref<SERVICE>>>| {
        let only = || model.services().next().filter(|_| named.is_none() && model.services().count() == 1);
        let known = named.and_then(|name| model.service(&name.value.0)).or_else(only);
        known.map(Service::name) == service.map(Service::name)
    };
    let webhooks = || model.webhooks().filter(|it| is_its(it.service.as_ref()));
    let goes = |it: &Webhook<'_>, way: Direction| it.direction.as_ref().is_some_and(|it| it.value == way);
    Api {
        service,
        endpoints,
        streams: model.sse().filter(|it| it.path.is_some() && is_its(it.service.as_ref())).collect(),
        received: webhooks().filter(|it| goes(it, Direction::Inbound) && it.path.is_some()).collect(),
        sent: webhooks().filter(|it| goes(it, Direction::Outbound)).collect(),
    }
}

impl Api<'_> {
    fn has_something(&self) -> bool {
        !(self.endpoints.is_empty() && self.streams.is_empty() && self.received.is_empty() && self.sent.is_empty())
    }
}

fn own(endpoint: Endpoint<'_>) -> (Endpoint<'_>, String) {
    (endpoint, endpoint.path().value.clone())
}

/// What a gateway offers of the services behind it: the endpoints that its calls name, else all but those for operators.
fn passed_on<'m>(gateway: Service<'m>) -> impl Iterator<Item = (Endpoint<'m>, String)> {
    let calls = gateway.calls().filter(move |call| gateway.passes_on() && call.is_synchronous());
    calls.flat_map(|call| {
        let behind = call.service().into_iter().flat_map(|service| service.endpoints());
        let meant = move |endpoint: &Endpoint<'m>| match &call.at.value.endpoint {
            Some(named) => endpoint.is_meant_by(&named.value),
            None => !endpoint.is_operational() && call.at.value.rpc.is_none() && call.at.value.operation.is_none(),
        };
        behind.filter(meant).map(move |endpoint| (endpoint, call.route(endpoint)))
    })
}

impl<'m> Writer<'m> {
    fn document(mut self, api: &Api<'m>) -> Object {
        let said = || api.endpoints.iter().map(|(endpoint, _)| endpoint.at);
        let answers = said().flat_map(|it| it.response.iter().chain(it.responses.iter().flat_map(|it| it.bodies())));
        let model = self.model;
        let payload = |it: &'m At<Ref<EVENT>>| model.event(&it.value.0)?.at.value.payload.as_ref();
        let heard = api.streams.iter().flat_map(|it| it.at.value.events.items()).filter_map(payload);
        let told = api.sent.iter().flat_map(|it| it.at.value.events.items()).filter_map(payload);
        self.schemas.split(said().filter_map(|it| it.request.as_ref()), answers.chain(heard), told);
        let paths = self.paths(api);
        let webhooks = self.webhooks(api);
        let tags: Vec<Object> = self.tags.iter().map(|tag| Object::new().with("name", tag.as_str())).collect();
        let security = self.security_schemes();
        let document = Object::new()
            .with("openapi", "3.1.0")
            .with("info", self.info(api))
            // Where it will run is not part of a design; a path from the root is what the standard takes by itself.
            .with("servers", vec![Object::new().with("url", "/")])
            .unless_empty("tags", tags)
            .with("paths", paths)
            .unless_empty("webhooks", webhooks);
        let by_name =
            |all: Vec<(String, Object)>| Object(all.into_iter().map(|(name, it)| (name, it.into())).collect());
        let failures = self.failures.into_iter().map(|(name, it)| (name.to_owned(), it)).collect();
        let components = Object::new()
            .unless_empty("schemas", self.schemas.components())
            .unless_empty("responses", by_name(failures))
            .unless_empty("headers", by_name(self.headers.into_iter().collect()))
            .unless_empty("securitySchemes", security);
        let document = document.unless_empty("components", components);
        let docs = self.model.system().api_design.as_ref().and_then(|it| it.docs.as_ref());
        let shown = docs.and_then(|it| it.details()).and_then(|it| it.examples.as_ref()).is_some_and(|it| it.value);
        if shown { examples::shown(document) } else { document }
    }

    fn info(&self, api: &Api<'_>) -> Object {
        let system = self.model.system();
        let name = self.model.name();
        let (title, summary, owner) = match api.service {
            Some(service) if service.name() != name => {
                let said = &service.at.value;
                (format!("{name}: {}", service.name()), said.summary.as_ref(), said.team.as_ref())
            }
            _ => (name.to_owned(), system.summary.as_ref(), None),
        };
        let version = api.endpoints.iter().filter_map(|(it, _)| it.version()).map(|(version, _)| version).max();
        let owner = owner.or(system.owner.as_ref()).map(|owner| Object::new().with("name", owner.value.as_str()));
        let about = system.summary.as_ref().or(summary).map(|it| paragraphs(&it.value));
        Object::new()
            .with("title", title)
            .maybe("summary", summary.map(|it| it.value.as_str()))
            .maybe("description", about)
            .maybe("contact", owner)
            .with("version", version.unwrap_or("v1").trim_start_matches(['v', 'V']))
    }

    fn paths(&mut self, api: &Api<'m>) -> Object {
        let mut paths = Paths::default();
        for (endpoint, path) in &api.endpoints {
            let method = endpoint.method().word().to_ascii_lowercase();
            paths.add(path, &method, |kept, own| self.operation(*endpoint, kept, own));
        }
        for stream in &api.streams {
            let path = stream.path.as_ref().map_or("", |it| it.value.as_str());
            paths.add(path, "get", |kept, _| self.stream(*stream, kept));
        }
        for webhook in &api.received {
            let path = webhook.path.as_ref().map_or("", |it| it.value.as_str());
            paths.add(path, "post", |kept, _| self.received(*webhook, kept));
        }
        Object(paths.all.into_iter().map(|(template, item)| (template.text, item.into())).collect())
    }

    fn media_type(&self) -> &'m str {
        let policy = self.model.system().api_design.as_ref().and_then(|it| it.media_type.as_ref());
        policy.map(|it| it.value.trim()).filter(|it| it.contains('/')).unwrap_or("application/json")
    }
}

/// The paths of a document. Templates that differ in the names of their parameters only are one path to OpenAPI.
#[derive(Debug, Default)]
struct Paths {
    all: Vec<(path::Template, Object)>,
    places: BTreeMap<String, usize>,
}

impl Paths {
    /// An operation, by the template that is kept and its own, unless the path has one of its method.
    fn add(&mut self, path: &str, method: &str, operation: impl FnOnce(&path::Template, &path::Template) -> Object) {
        let template = path::Template::read(path);
        let place = *self.places.entry(template.shape.clone()).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push((template.clone(), Object::new()));
        }
        let Some((kept, item)) = self.all.get_mut(place) else { return };
        if item.get(method).is_none() {
            item.set(method, operation(kept, &template));
        }
    }
}

/// A header of an answer.
fn header(schema: Object, description: &str) -> Object {
    Object::new().with("description", description).with("schema", schema)
}

fn typed(ty: &str) -> Object {
    Object::new().with("type", ty)
}

/// A body of one media type.
fn content(media_type: &str, schema: impl Into<Value>) -> Object {
    Object::new().with(media_type, Object::new().with("schema", schema))
}

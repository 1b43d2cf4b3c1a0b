//! OpenAPI 3.1: one document a service that has endpoints, or webhooks that it sends.

mod operation;
mod parameters;
mod path;
mod responses;
mod security;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};

use super::json_schema::{Schemas, unique};
use super::markdown::paragraphs;
use super::value::{Object, Value, yaml};
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Endpoint, Model, Service, Webhook};
use crate::spec::realtime::Direction;

pub(super) const KIND: Kind = Kind {
    id: "openapi",
    tab: "OpenAPI",
    needs: "endpoints under `api:`, or `webhooks:` that you send",
    entries,
    write,
};

/// What a document is about: a service, or the endpoints that name none.
#[derive(Debug)]
struct Api<'m> {
    service: Option<Service<'m>>,
    /// Each with the path under which it is offered here.
    endpoints: Vec<(Endpoint<'m>, String)>,
    webhooks: Vec<Webhook<'m>>,
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

fn write<'m>(Source { model, .. }: Source<'m>, name: &str) -> Option<String> {
    let is_meant = |api: &Api<'_>| api.service.map_or("", Service::name) == name;
    let api = apis(model).into_iter().find(is_meant)?;
    let writer = Writer {
        model,
        schemas: Schemas::new(model),
        ids: BTreeSet::new(),
        tags: Vec::new(),
        tagged: BTreeSet::new(),
        asked: BTreeSet::new(),
    };
    Some(yaml(&writer.document(&api)))
}

/// The services in the order of the spec, then what belongs to none.
fn apis<'m>(model: &'m Model<'m>) -> Vec<Api<'m>> {
    let sent = |webhook: &Webhook<'_>| webhook.direction.as_ref().is_some_and(|it| it.value == Direction::Outbound);
    let mut seen = BTreeSet::new();
    let named = model.services().filter(|service| !service.name().is_empty() && seen.insert(service.name()));
    let of_service = |service: Service<'m>| {
        let owned = |it: &Webhook<'_>| it.service.as_ref().is_some_and(|name| name.value.0 == service.name());
        Api {
            service: Some(service),
            endpoints: service.endpoints().map(own).chain(passed_on(service)).collect(),
            webhooks: model.webhooks().filter(|it| sent(it) && owned(it)).collect(),
        }
    };
    let nobodys = Api {
        service: None,
        endpoints: model.endpoints().filter(|it| it.service().is_none_or(|it| it.name().is_empty())).map(own).collect(),
        webhooks: model
            .webhooks()
            .filter(|it| sent(it) && it.service.as_ref().is_none_or(|name| model.service(&name.value.0).is_none()))
            .collect(),
    };
    let apis = named.map(of_service).chain([nobodys]);
    apis.filter(|api| !api.endpoints.is_empty() || !api.webhooks.is_empty()).collect()
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
        let components = Object::new().unless_empty("schemas", self.schemas.components());
        document.unless_empty("components", components.unless_empty("securitySchemes", security))
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
        let mut paths: Vec<(path::Template, Object)> = Vec::new();
        // Templates that differ in the names of their parameters only are one path to OpenAPI.
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (endpoint, path) in &api.endpoints {
            let template = path::Template::read(path);
            let place = *places.entry(template.shape.clone()).or_insert(paths.len());
            if place == paths.len() {
                paths.push((template.clone(), Object::new()));
            }
            let Some((kept, item)) = paths.get_mut(place) else { continue };
            let method = endpoint.method().word().to_ascii_lowercase();
            if item.get(&method).is_none() {
                item.set(method, self.operation(*endpoint, kept, &template));
            }
        }
        Object(paths.into_iter().map(|(template, item)| (template.text, item.into())).collect())
    }

    fn media_type(&self) -> &'m str {
        let policy = self.model.system().api_design.as_ref().and_then(|it| it.media_type.as_ref());
        policy.map(|it| it.value.trim()).filter(|it| it.contains('/')).unwrap_or("application/json")
    }
}

/// Headers by name.
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

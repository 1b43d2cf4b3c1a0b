//! Where the system runs: regions of an environment, what runs in each, how many of it, and the data beside it.

use std::collections::BTreeMap;

use super::Diagram;
use super::content::{Line, NodeKind};
use super::service_map::{node_kind, store_detail};
use super::sketch::{Place, Sketch};
use crate::model::{Environment, Model, Service, Store};
use crate::spec::Items;
use crate::spec::data::StoreKind;
use crate::spec::service::ServiceKind;
use crate::text::Span;

/// Draws one environment; where the spec names none, what the system runs on as a whole.
#[must_use]
pub fn diagram(model: &Model<'_>, environment: Option<Environment<'_>>) -> Diagram {
    let mut sketch = Sketch::default();
    let platform = model.system().deployment.as_ref().and_then(|it| it.platform.as_ref());
    let regions: Vec<(&str, Span)> = match environment {
        Some(environment) => {
            environment.at.value.regions.items().iter().map(|region| (region.value.as_str(), region.span)).collect()
        }
        None => Vec::new(),
    };
    let somewhere = match platform {
        Some(platform) => (platform.value.as_str(), platform.span),
        None => (model.name(), model.head()),
    };
    let zones = environment.and_then(|it| it.at.value.zones.as_ref());
    let several = regions.len() > 1;
    for (name, span) in if regions.is_empty() { vec![somewhere] } else { regions } {
        let group = sketch.group("region", name, span);
        let zones = zones.map(|zones| format!("{} zones", zones.value));
        let platform = platform.filter(|platform| platform.value != name).map(|platform| platform.value.clone());
        if let Some(group) = sketch.group_mut(group) {
            group.element.detail = platform.into_iter().chain(zones).collect::<Vec<_>>().join(" · ");
        }
        region(model, environment, &mut sketch, (name, group, several));
    }
    let title = environment.map_or_else(|| model.name(), name);
    sketch.finish(format!("Deployment of {title}"))
}

/// What an environment is called.
pub(super) fn name(environment: Environment<'_>) -> &str {
    environment.at.value.name.as_ref().map_or("environment", |name| name.value.0.as_str())
}

/// What runs in one region, and the stores that stand there.
fn region(
    model: &Model<'_>,
    environment: Option<Environment<'_>>,
    sketch: &mut Sketch,
    (name, group, several): (&str, usize, bool),
) {
    let mut here: BTreeMap<&str, usize> = BTreeMap::new();
    let listed = environment.map(|it| it.at.value.services.items()).unwrap_or_default();
    let runs = |service: &Service<'_>| {
        let named = listed.is_empty() || listed.iter().any(|it| it.value.0 == service.name());
        named && service.kind() != ServiceKind::Frontend
    };
    for service in model.services().filter(runs) {
        let node = sketch.node(Place::Service, node_kind(service.kind()), service.name(), service.at.span);
        node.group = Some(group);
        node.element.detail = replicas(service);
        here.insert(service.name(), sketch.flow.nodes.len() - 1);
    }
    let stands = |store: &Store<'_>| {
        let regions = store.at.value.regions.items();
        regions.is_empty() || !several || regions.iter().any(|region| region.value == name)
    };
    for store in model.stores().filter(stands) {
        let kind = if store.kind() == Some(StoreKind::Cache) { NodeKind::Cache } else { NodeKind::Store };
        let node = sketch.node(Place::Store, kind, store.name(), store.at.span);
        node.group = Some(group);
        node.element.detail = copies(store);
        let at = sketch.flow.nodes.len() - 1;
        let users = model.services().filter(|service| uses(*service, store));
        let ends: Vec<(usize, Span)> =
            users.filter_map(|user| Some((*here.get(user.name())?, user.name_span()))).collect();
        for (from, span) in ends {
            sketch.edge("keep", Line::Association, (from, at), String::new(), span);
        }
    }
}

fn uses(service: Service<'_>, store: Store<'_>) -> bool {
    let said = &service.at.value;
    [&said.owns, &said.reads, &said.writes]
        .into_iter()
        .flat_map(|names| names.items())
        .any(|it| it.value.0 == store.name())
}

/// `3 to 30 instances`, as far as it is said.
fn replicas(service: Service<'_>) -> String {
    match (service.min_instances(), service.max_instances()) {
        (Some(1), Some(1)) => "1 instance".to_owned(),
        (Some(min), Some(max)) if min == max => format!("{min} instances"),
        (Some(min), Some(max)) => format!("{min} to {max} instances"),
        (Some(min), None) => format!("{min} instances or more"),
        (None, Some(max)) => format!("up to {max} instances"),
        (None, None) => String::new(),
    }
}

fn copies(store: Store<'_>) -> String {
    let made = Some(store_detail(store)).filter(|made| !made.is_empty());
    let replicas = store.at.value.replicas.as_ref().filter(|it| it.value > 0);
    let replicas = replicas.map(|it| format!("{} {}", it.value, if it.value == 1 { "replica" } else { "replicas" }));
    let zones = store.at.value.zones.as_ref().map(|zones| format!("{} zones", zones.value));
    made.into_iter().chain(replicas).chain(zones).collect::<Vec<_>>().join(" · ")
}

//! Which diagrams a spec has, and each of them by its id.

use super::{
    Diagram, borders, c4, components, data_model, deployment, lifecycle, ownership, requests, roadmap, saga, sequence,
    service_map,
};
use crate::model::{Cache, Endpoint, Environment, Flow, Model, Scheme, Service, Store, Table};
use crate::protocol::{DiagramTab, Drawn, Element, Severity, View};
use crate::spec::Items;
use crate::text::Span;

/// What stands before a name in the ids of diagrams of which there are several.
const SEQUENCE: &str = "sequence:";
const REQUEST: &str = "request:";
const SIGN_IN: &str = "sign-in:";
const DEPLOYMENT: &str = "deployment:";
const DATA: &str = "data:";
const SAGA: &str = "saga:";
const COMPONENTS: &str = "c4-component:";
const CACHE: &str = "cache:";
const ROWS: &str = "rows:";
const STATES: &str = "states:";
const STORE: &str = "store:";

/// The diagrams that have something to show, in the order of the tabs.
#[must_use]
pub fn tabs(model: &Model<'_>) -> Vec<DiagramTab> {
    let mut tabs = Vec::new();
    let parts = model.services().count() + model.externals().count() + model.stores().count();
    if parts + model.channels().count() + model.events().count() > 0 {
        tabs.push(tab("map", "Map", ""));
    }
    tabs.extend(data(model));
    tabs.extend(flows(model).iter().map(|(title, _)| tab(&format!("{SEQUENCE}{title}"), "Sequence", title)));
    tabs.extend(requests(model).iter().map(|(title, _)| tab(&format!("{REQUEST}{title}"), "Sequence", title)));
    let sign_ins = sign_ins(model);
    tabs.extend(sign_ins.iter().map(|(title, _)| tab(&format!("{SIGN_IN}{title}"), "Sequence", &signing(title))));
    let of_saga = |title: &str| tab(&format!("{SAGA}{title}"), "Sequence", &format!("{title} as a saga"));
    tabs.extend(sagas(model).iter().map(|(title, _)| of_saga(title)));
    if model.services().next().is_some() {
        tabs.push(tab("c4-context", "C4", "system context"));
        tabs.push(tab("c4-containers", "C4", "containers"));
    }
    let inside = |title: &str| tab(&format!("{COMPONENTS}{title}"), "C4", &format!("components of {title}"));
    tabs.extend(components(model).iter().map(|(title, _)| inside(title)));
    let environments = environments(model);
    tabs.extend(environments.iter().map(|(title, _)| tab(&format!("{DEPLOYMENT}{title}"), "Deployment", title)));
    if environments.is_empty() && model.system().deployment.is_some() && model.services().next().is_some() {
        tabs.push(tab("deployment", "Deployment", ""));
    }
    if model.subscriptions().next().is_some() || !model.publications().is_empty() {
        tabs.push(tab("events", "Events", ""));
    }
    tabs.extend(borders(model));
    let life = |kind: &str, title: &str| tab(&format!("{kind}{title}"), "Lifecycle", title);
    tabs.extend(caches(model).iter().map(|(title, _)| life(CACHE, title)));
    let states = states(model);
    tabs.extend(
        states.iter().map(|(title, _)| tab(&format!("{STATES}{title}"), "Lifecycle", &format!("states of {title}"))),
    );
    tabs.extend(rows(model).iter().map(|(title, _)| life(ROWS, title)));
    tabs.extend(kept(model).iter().map(|(title, _)| life(STORE, title)));
    if model.phases().next().is_some() {
        tabs.push(tab("roadmap", "Roadmap", ""));
    }
    tabs
}

fn tab(id: &str, tab: &str, title: &str) -> DiagramTab {
    DiagramTab { id: id.into(), tab: tab.into(), title: title.into() }
}

/// The whole data model, that of each store where there are several, and what is cached.
fn data(model: &Model<'_>) -> Vec<DiagramTab> {
    let mut tabs = Vec::new();
    let stores = stores(model);
    let several = stores.len() > 1;
    let caches = model.caches().next().is_some();
    if model.tables().next().is_some() || !model.system().data_entities.items().is_empty() {
        tabs.push(tab("data", "Data", if several || caches { "all stores" } else { "" }));
    }
    if several {
        tabs.extend(stores.iter().map(|(title, _)| tab(&format!("{DATA}{title}"), "Data", title)));
    }
    if caches {
        tabs.push(tab("caches", "Data", "caches"));
    }
    tabs
}

/// What depends on what across borders, and who answers for which data.
fn borders(model: &Model<'_>) -> Vec<DiagramTab> {
    let mut tabs = Vec::new();
    if !model.system().contexts.items().is_empty() && borders::count(model, borders::context_of) > 1 {
        tabs.push(tab("contexts", "Borders", "bounded contexts"));
    }
    if borders::count(model, borders::team_of) > 1 {
        tabs.push(tab("teams", "Borders", "teams"));
    }
    if ownership::is_stated(model) {
        tabs.push(tab("ownership", "Borders", "ownership of data"));
    }
    tabs
}

/// The diagram of that id, as [`tabs`] names it.
#[must_use]
pub fn find(model: &Model<'_>, id: &str) -> Option<Diagram> {
    let diagram = match id {
        "map" => service_map::diagram(model),
        "data" => data_model::diagram(model, None),
        "caches" => lifecycle::caching(model),
        "c4-context" => c4::context(model),
        "c4-containers" => c4::containers(model),
        "deployment" => deployment::diagram(model, None),
        "events" => service_map::event_flow(model),
        "contexts" => borders::contexts(model),
        "teams" => borders::teams(model),
        "ownership" => ownership::diagram(model),
        "roadmap" => roadmap::diagram(model),
        _ => {
            let (kind, name) = id.split_at(id.find(':')? + 1);
            match kind {
                DATA => data_model::diagram(model, Some(named(stores(model), name)?)),
                SEQUENCE => sequence::diagram(named(flows(model), name)?),
                REQUEST => requests::endpoint(named(requests(model), name)?),
                SIGN_IN => requests::sign_in(named(sign_ins(model), name)?),
                SAGA => saga::diagram(named(sagas(model), name)?),
                COMPONENTS => components::diagram(named(components(model), name)?),
                DEPLOYMENT => deployment::diagram(model, named(environments(model), name)),
                CACHE => lifecycle::cache(named(caches(model), name)?),
                STATES => lifecycle::states(named(states(model), name)?),
                ROWS => lifecycle::table(named(rows(model), name)?),
                STORE => lifecycle::store(named(kept(model), name)?),
                _ => return None,
            }
        }
    };
    Some(diagram.turned_to_fit())
}

/// The answer to a request to draw: marked with findings, as a view shows it, with places as `range` counts them.
#[must_use]
pub fn drawn(
    model: &Model<'_>,
    id: &str,
    view: &View,
    findings: impl IntoIterator<Item = (Severity, Span)>,
    range: impl Fn(Span) -> (usize, usize),
) -> Option<Drawn> {
    let mut whole = find(model, id)?;
    whole.mark(findings);
    let diagram = whole.seen(view);
    let homes = whole.homes();
    let drawing = diagram.drawing();
    let groups = whole.groups(&drawing.elements);
    let elements = drawing.elements.into_iter().map(|element| {
        let (from, to) = range(element.span);
        let super::Drawn { id, kind, label, detail, marks, .. } = element;
        let group = homes.get(&id).cloned();
        Element { id, kind, label, detail, from, to, findings: marks, group }
    });
    Some(Drawn {
        diagram: id.to_owned(),
        svg: drawing.svg,
        width: drawing.width,
        height: drawing.height,
        mermaid: diagram.mermaid(),
        elements: elements.collect(),
        kinds: whole.kinds(),
        groups,
        notice: drawing.notice,
    })
}

/// The flows that have steps.
fn flows<'m>(model: &'m Model<'m>) -> Vec<(String, Flow<'m>)> {
    let flows = model.flows().filter(|flow| !flow.at.value.steps.items().is_empty());
    titled(flows, |flow| sequence::title(*flow))
}

/// The endpoints that set something off, unless a flow shows it already.
fn requests<'m>(model: &'m Model<'m>) -> Vec<(String, Endpoint<'m>)> {
    titled(requests::endpoints(model).filter(|endpoint| endpoint.flows().next().is_none()), |endpoint| endpoint.label())
}

fn sign_ins<'m>(model: &'m Model<'m>) -> Vec<(String, Scheme<'m>)> {
    titled(requests::sign_ins(model), |scheme| requests::scheme_name(*scheme))
}

fn sagas<'m>(model: &'m Model<'m>) -> Vec<(String, Flow<'m>)> {
    titled(saga::sagas(model), |flow| sequence::title(*flow))
}

/// The stores that have tables.
fn stores<'m>(model: &'m Model<'m>) -> Vec<(String, Store<'m>)> {
    titled(model.stores().filter(|store| store.tables().next().is_some()), |store| store.name().to_owned())
}

fn components<'m>(model: &'m Model<'m>) -> Vec<(String, Service<'m>)> {
    titled(components::inside(model), |service| service.name().to_owned())
}

fn caches<'m>(model: &'m Model<'m>) -> Vec<(String, Cache<'m>)> {
    titled(lifecycle::caches(model), |cache| cache.label().to_owned())
}

fn rows<'m>(model: &'m Model<'m>) -> Vec<(String, Table<'m>)> {
    titled(lifecycle::tables(model), |table| table.name().to_owned())
}

fn states<'m>(model: &'m Model<'m>) -> Vec<(String, Table<'m>)> {
    titled(lifecycle::with_states(model), |table| table.name().to_owned())
}

fn kept<'m>(model: &'m Model<'m>) -> Vec<(String, Store<'m>)> {
    titled(lifecycle::stores(model), |store| store.name().to_owned())
}

fn signing(scheme: &str) -> String {
    format!("sign in with {scheme}")
}

fn environments<'m>(model: &'m Model<'m>) -> Vec<(String, Environment<'m>)> {
    titled(model.environments(), |environment| deployment::name(*environment).to_owned())
}

/// Things with a title each; the second of the same title gets a number.
fn titled<T>(things: impl Iterator<Item = T>, title: impl Fn(&T) -> String) -> Vec<(String, T)> {
    let mut titled: Vec<(String, T)> = Vec::new();
    for thing in things {
        let title = title(&thing);
        let taken = |title: &str| titled.iter().any(|(other, _)| other == title);
        let numbered = (2..).map(|number| format!("{title} {number}"));
        let free = std::iter::once(title.clone()).chain(numbered).find(|title| !taken(title));
        titled.push((free.unwrap_or(title), thing));
    }
    titled
}

fn named<T>(titled: Vec<(String, T)>, name: &str) -> Option<T> {
    titled.into_iter().find(|(title, _)| title == name).map(|(_, thing)| thing)
}

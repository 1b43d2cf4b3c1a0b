//! The upper two levels of C4: the system among its users and neighbours, and what it consists of.

use std::collections::BTreeMap;

use super::Diagram;
use super::content::{Line, NodeKind};
use super::service_map::{Map, named};
use super::sketch::{Place, Said, Sketch};
use crate::model::{Model, Party};
use crate::text::Span;

/// Draws the system as one thing, with who uses it and what it uses.
#[must_use]
pub fn context(model: &Model<'_>) -> Diagram {
    let mut map = Map::new(model);
    map.people();
    map.externals();
    let users: Vec<usize> = (0..map.sketch.flow.nodes.len()).filter(|&at| !map.is_external(at)).collect();
    let system = model.system();
    let span = system.name.as_ref().map_or_else(|| model.head(), |name| name.span);
    let node = map.sketch.node(Place::Whole, NodeKind::Service, model.name(), span);
    node.element.detail = system.summary.as_ref().map_or(String::new(), |summary| brief(&summary.value));
    node.element.also = model.services().map(|service| service.at.span).collect();
    let whole = map.sketch.flow.nodes.len() - 1;
    for user in users {
        let (label, span) = uses(model, &map.sketch, user);
        map.sketch.edge("use", Line::Synchronous, (user, whole), label, span);
    }
    neighbours(model, &mut map.sketch, whole);
    map.webhooks_to(|_, _| Some(whole));
    map.sketch.finish(format!("System context of {}", model.name()))
}

/// Draws what the system consists of inside its border, and the same neighbours around it.
#[must_use]
pub fn containers(model: &Model<'_>) -> Diagram {
    let mut map = Map::new(model);
    map.all();
    let span = model.system().name.as_ref().map_or_else(|| model.head(), |name| name.span);
    map.sketch.frame("system", model.name(), span, |kind| !matches!(kind, NodeKind::Person | NodeKind::External));
    map.sketch.finish(format!("Containers of {}", model.name()))
}

/// What a user does with the system: the flows that they begin.
fn uses(model: &Model<'_>, sketch: &Sketch, user: usize) -> (String, Span) {
    let Some(node) = sketch.flow.nodes.get(user) else { return Default::default() };
    let begun = model.flows().filter(|it| it.actor.as_ref().is_some_and(|actor| actor.value.0 == node.element.label));
    let names: Vec<String> = begun.map(super::sequence::title).collect();
    (named(&names.iter().map(String::as_str).collect::<Vec<_>>()), node.element.span)
}

/// One arrow to each neighbour for all calls of it, labelled with who asks.
fn neighbours(model: &Model<'_>, sketch: &mut Sketch, whole: usize) {
    let mut asked: BTreeMap<usize, Said<'_>> = BTreeMap::new();
    for call in model.calls() {
        let Some(Party::External(external)) = call.callee() else { continue };
        let Some(to) = sketch.find(Place::External, external.name()) else { continue };
        asked.entry(to).or_default().push((call.caller().name(), call.at.span));
    }
    for (to, asked) in asked {
        sketch.gathered_edge("call", Line::Synchronous, (whole, to), &asked);
    }
}

/// What fits under a name in a node.
fn brief(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        text.to_owned()
    } else {
        text.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}

//! What depends on what across a border: between bounded contexts, and between teams.

use std::collections::BTreeMap;

use super::Diagram;
use super::content::{Line, NodeKind};
use super::sketch::{Place, Said, Sketch};
use crate::model::{Model, Service};
use crate::order;
use crate::spec::Items;
use crate::text::Span;

/// Draws the bounded contexts: how they say they relate, and what their services ask and tell each other.
#[must_use]
pub fn contexts(model: &Model<'_>) -> Diagram {
    let mut sketch = Sketch::default();
    for context in model.system().contexts.items() {
        let Some(name) = &context.name else { continue };
        let kind = context.kind.as_ref().map(|kind| kind.value.word());
        let team = context.team.as_ref().map(|team| team.value.as_str());
        let detail: Vec<&str> = kind.into_iter().chain(team).collect();
        sketch.node(Place::Whole, NodeKind::Collapsed, &name.value.0, context.span).element.detail = detail.join(" · ");
    }
    for context in model.system().contexts.items() {
        let from = context.name.as_ref().and_then(|name| sketch.find(Place::Whole, &name.value.0));
        for relation in context.relations.items() {
            let to = relation.to.as_ref().and_then(|to| sketch.find(Place::Whole, &to.value.0));
            let label = relation.r#as.as_ref().map_or("", |how| how.value.word());
            if let Some(ends) = from.zip(to) {
                sketch.edge("relation", Line::Association, ends, label.to_owned(), relation.span);
            }
        }
    }
    join(model, &mut sketch, Place::Whole, context_of);
    sketch.finish(format!("Bounded contexts of {}", model.name()))
}

/// Draws the teams that answer for services, and whom of the others each of them needs.
#[must_use]
pub fn teams(model: &Model<'_>) -> Diagram {
    let mut sketch = Sketch::default();
    join(model, &mut sketch, Place::Team, team_of);
    sketch.finish(format!("Teams of {}", model.name()))
}

/// How many teams or contexts, whichever `side` names, answer for services.
pub(super) fn count<'m>(model: &'m Model<'m>, side: impl Fn(Service<'m>) -> Option<(&'m str, Span)>) -> usize {
    let names = order::set(model.services().filter_map(side).map(|(name, _)| name));
    names.len()
}

/// The bounded context of a service, with where that is said.
pub(super) fn context_of(service: Service<'_>) -> Option<(&str, Span)> {
    service.at.value.context.as_ref().map(|context| (context.value.0.as_str(), context.span))
}

/// The team of a service, else that of its context.
pub(super) fn team_of(service: Service<'_>) -> Option<(&str, Span)> {
    let of_context = || {
        let (name, _) = context_of(service)?;
        let contexts = service.model.system().contexts.items().iter();
        contexts.filter(|it| it.name.as_ref().is_some_and(|it| it.value.0 == name)).find_map(|it| it.team.as_ref())
    };
    service.at.value.team.as_ref().or_else(of_context).map(|team| (team.value.as_str(), team.span))
}

/// A node for each side, with its services, and an arrow for what services of one side ask or tell those of another.
fn join<'m>(
    model: &'m Model<'m>,
    sketch: &mut Sketch,
    place: Place,
    side: impl Fn(Service<'m>) -> Option<(&'m str, Span)>,
) {
    let mut sides: BTreeMap<&str, usize> = BTreeMap::new();
    for service in model.services() {
        let Some((name, span)) = side(service) else { continue };
        let kind = if place == Place::Team { NodeKind::Person } else { NodeKind::Collapsed };
        let node = match sketch.find(place, name) {
            Some(node) => node,
            None => {
                sketch.node(place, kind, name, span);
                sketch.flow.nodes.len() - 1
            }
        };
        sides.insert(service.name(), node);
        if let Some(node) = sketch.flow.nodes.get_mut(node) {
            node.element.also.push(service.at.span);
            if place == Place::Team {
                let detail = &mut node.element.detail;
                *detail =
                    if detail.is_empty() { service.name().into() } else { format!("{detail}, {}", service.name()) };
            }
        }
    }
    let mut said: BTreeMap<(usize, usize, Line), Said<'_>> = BTreeMap::new();
    let mut say = |from: &str, to: &str, line: Line, what: &'m str, span: Span| {
        if let Some((from, to)) = sides.get(from).zip(sides.get(to)).filter(|(from, to)| from != to) {
            said.entry((*from, *to, line)).or_default().push((what, span));
        }
    };
    for call in model.calls() {
        let Some(callee) = call.service() else { continue };
        let line = if call.is_synchronous() { Line::Synchronous } else { Line::Asynchronous };
        say(call.caller().name(), callee.name(), line, callee.name(), call.at.span);
    }
    for subscription in model.subscriptions() {
        let Some(event) = subscription.event() else { continue };
        for publication in event.producers() {
            let to = subscription.service().name();
            say(publication.service, to, Line::Asynchronous, event.name(), subscription.at.span);
        }
    }
    for ((from, to, line), said) in said {
        let kind = if line == Line::Synchronous { "call" } else { "subscribe" };
        sketch.gathered_edge(kind, line, (from, to), &said);
    }
}

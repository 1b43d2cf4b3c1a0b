//! Parts of diagrams that are too large to read whole.

use std::collections::BTreeMap;

use super::content::{Bar, Content, Edge, Element, Er, Flow, Group, Node, NodeKind, Schedule, Sequence, Step, Wait};
use super::{Diagram, LARGEST};
use crate::order;

/// Nodes that are shown of a diagram too large to draw that has no groups to close.
const FIRST: usize = 60;

impl Diagram {
    /// Only the element of this id or name and what is at most so many steps away from it; the whole diagram where no
    /// element is called so.
    #[must_use]
    pub fn near(&self, name: &str, depth: usize) -> Self {
        let elements = self.elements();
        let named = elements.iter().find(|element| element.id == name);
        let Some(element) = named.or_else(|| elements.iter().find(|element| element.label == name)) else {
            return self.clone();
        };
        let id = element.id.as_str();
        let content = match &self.content {
            Content::Flow(flow) | Content::States(flow) => {
                focus_flow(flow, id, depth).map(|flow| self.content.with_flow(flow))
            }
            Content::Er(er) => focus_er(er, id, depth).map(Content::Er),
            Content::Sequence(sequence) => focus_sequence(sequence, id).map(Content::Sequence),
            Content::Schedule(schedule) => focus_schedule(schedule, id).map(Content::Schedule),
        };
        content.map_or_else(|| self.clone(), |content| Self { content, notice: None, ..self.clone() })
    }

    /// Nodes or entities; sequences and schedules are as long as they are and never too large.
    pub(super) fn size(&self) -> usize {
        match &self.content {
            Content::Flow(flow) | Content::States(flow) => flow.nodes.len(),
            Content::Er(er) => er.entities.len(),
            Content::Sequence(_) | Content::Schedule(_) => 0,
        }
    }

    /// What is shown instead of a diagram that is too large: groups closed, or only the first nodes.
    pub(super) fn overview(&self) -> Self {
        let size = self.size();
        let Some(closed) = super::view::overview(&self.content) else { return self.clone() };
        if closed.nodes.len() < size && closed.nodes.len() <= LARGEST && !closed.nodes.is_empty() {
            let notice = format!(
                "{size} elements are too many to draw at once: groups are closed. Open a group, or focus on an element to see it with its neighbours."
            );
            return Self { content: Content::Flow(closed), notice: Some(notice), ..self.clone() };
        }
        let kept: Vec<bool> = (0..size).map(|index| index < FIRST).collect();
        let content = match &self.content {
            Content::Flow(flow) | Content::States(flow) => self.content.with_flow(part_of_flow(flow, &kept)),
            Content::Er(er) => Content::Er(part_of_er(er, &kept)),
            Content::Sequence(_) | Content::Schedule(_) => self.content.clone(),
        };
        let shown = size.min(FIRST);
        let notice = format!(
            "{size} elements are too many to draw at once: the first {shown} are shown. Focus on an element to see it with its neighbours."
        );
        Self { content, notice: Some(notice), ..self.clone() }
    }
}

fn focus_flow(flow: &Flow, id: &str, depth: usize) -> Option<Flow> {
    let edges: Vec<[usize; 2]> = flow.edges.iter().map(|edge| [edge.from, edge.to]).collect();
    let nodes: Vec<(&Element, Option<usize>)> = flow.nodes.iter().map(|node| (&node.element, node.group)).collect();
    let joints: Vec<&Element> = flow.edges.iter().map(|edge| &edge.element).collect();
    Some(part_of_flow(flow, &neighbourhood(&nodes, &flow.groups, (&edges, &joints), id, depth)?))
}

fn focus_er(er: &Er, id: &str, depth: usize) -> Option<Er> {
    let edges: Vec<[usize; 2]> = er.relations.iter().map(|one| [one.from.entity, one.to.entity]).collect();
    let joints: Vec<&Element> = er.relations.iter().map(|relation| &relation.element).collect();
    let holder = er.entities.iter().find(|entity| entity.fields.iter().any(|field| field.element.id == id));
    let id = holder.map_or(id, |entity| &entity.element.id);
    let nodes: Vec<(&Element, Option<usize>)> = er.entities.iter().map(|one| (&one.element, one.group)).collect();
    Some(part_of_er(er, &neighbourhood(&nodes, &er.groups, (&edges, &joints), id, depth)?))
}

/// The nodes to keep: those meant by the id, and those so many steps away. None where the id means nothing.
fn neighbourhood(
    nodes: &[(&Element, Option<usize>)],
    groups: &[Group],
    (edges, joints): (&[[usize; 2]], &[&Element]),
    id: &str,
    depth: usize,
) -> Option<Vec<bool>> {
    let mut kept = vec![false; nodes.len()];
    if let Some(at) = joints.iter().position(|element| element.id == id) {
        edges.get(at)?.iter().for_each(|&end| keep(&mut kept, end));
        return Some(kept);
    }
    let group = groups.iter().position(|group| group.element.id == id);
    for (index, (element, within)) in nodes.iter().enumerate() {
        if element.id == id || group.is_some_and(|group| ancestors(groups, *within).any(|at| at == group)) {
            keep(&mut kept, index);
        }
    }
    if !kept.contains(&true) {
        return None;
    }
    for _ in 0..depth {
        let meant = kept.clone();
        for ends in edges {
            if ends.iter().any(|&end| meant.get(end).copied().unwrap_or_default()) {
                ends.iter().for_each(|&end| keep(&mut kept, end));
            }
        }
        if kept == meant {
            break;
        }
    }
    Some(kept)
}

pub(super) fn keep(kept: &mut [bool], index: usize) {
    if let Some(flag) = kept.get_mut(index) {
        *flag = true;
    }
}

/// A group and those around it, innermost first.
pub(super) fn ancestors(groups: &[Group], group: Option<usize>) -> impl Iterator<Item = usize> {
    // A parent stands before its child, so the chain ends.
    std::iter::successors(group, |&at| groups.get(at).and_then(|group| group.parent).filter(|&parent| parent < at))
}

fn focus_sequence(sequence: &Sequence, id: &str) -> Option<Sequence> {
    let at = sequence.participants.iter().position(|participant| participant.element.id == id)?;
    Some(Sequence { participants: sequence.participants.clone(), steps: only(&sequence.steps, at) })
}

/// A bar, or the one that a milestone or a dependency belongs to, with those that it waits for and that wait for it.
fn focus_schedule(schedule: &Schedule, id: &str) -> Option<Schedule> {
    let is_meant = |bar: &Bar| {
        let parts = bar.milestones.iter().map(|it| &it.element).chain(bar.waits.iter().map(|wait| &wait.element));
        bar.element.id == id || parts.into_iter().any(|element| element.id == id)
    };
    let at = schedule.bars.iter().position(is_meant)?;
    let mut kept = vec![false; schedule.bars.len()];
    for (index, bar) in schedule.bars.iter().enumerate() {
        if index == at || bar.waits.iter().any(|wait| wait.on == at) {
            keep(&mut kept, index);
        }
        if index == at {
            bar.waits.iter().for_each(|wait| keep(&mut kept, wait.on));
        }
    }
    let new = renumbered(&kept);
    let bars = schedule.bars.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(bar, _)| {
        let waits = bar.waits.iter().filter_map(|wait| Some(Wait { on: *new.get(&wait.on)?, ..wait.clone() }));
        Bar { waits: waits.collect(), ..bar.clone() }
    });
    Some(Schedule { bars: bars.collect(), ..schedule.clone() })
}

/// The steps in which a participant takes part.
fn only(steps: &[Step], at: usize) -> Vec<Step> {
    let kept = steps.iter().filter_map(|step| match step {
        Step::Message(message) => (message.from == at || message.to == at).then(|| step.clone()),
        Step::Note(note) => (note.from..=note.to).contains(&at).then(|| step.clone()),
        Step::Block(block) => {
            let mut block = block.clone();
            block.branches.iter_mut().for_each(|branch| branch.steps = only(&branch.steps, at));
            block.branches.iter().any(|branch| !branch.steps.is_empty()).then_some(Step::Block(block))
        }
    });
    kept.collect()
}

/// New indices of what is kept.
fn renumbered(kept: &[bool]) -> BTreeMap<usize, usize> {
    order::map(kept.iter().enumerate().filter(|(_, kept)| **kept).enumerate().map(|(new, (old, _))| (old, new)))
}

/// The groups that hold what is kept, and their new indices.
pub(super) fn part_of_groups(
    groups: &[Group],
    within: impl Iterator<Item = Option<usize>>,
) -> (Vec<Group>, BTreeMap<usize, usize>) {
    let mut kept = vec![false; groups.len()];
    within.for_each(|group| ancestors(groups, group).for_each(|at| keep(&mut kept, at)));
    let new = renumbered(&kept);
    let groups = groups
        .iter()
        .zip(&kept)
        .filter(|(_, kept)| **kept)
        .map(|(group, _)| Group { parent: group.parent.and_then(|parent| new.get(&parent).copied()), ..group.clone() });
    (groups.collect(), new)
}

pub(super) fn part_of_flow(flow: &Flow, kept: &[bool]) -> Flow {
    let new = renumbered(kept);
    let nodes: Vec<&Node> = flow.nodes.iter().zip(kept).filter(|(_, kept)| **kept).map(|(node, _)| node).collect();
    let (groups, group) = part_of_groups(&flow.groups, nodes.iter().map(|node| node.group));
    let nodes =
        nodes.into_iter().map(|node| Node { group: node.group.and_then(|at| group.get(&at).copied()), ..node.clone() });
    let edges = flow
        .edges
        .iter()
        .filter_map(|edge| Some(Edge { from: *new.get(&edge.from)?, to: *new.get(&edge.to)?, ..edge.clone() }));
    Flow { groups, nodes: nodes.collect(), edges: edges.collect() }
}

fn part_of_er(er: &Er, kept: &[bool]) -> Er {
    let new = renumbered(kept);
    let entities: Vec<_> = er.entities.iter().zip(kept).filter(|(_, kept)| **kept).map(|(entity, _)| entity).collect();
    let (groups, group) = part_of_groups(&er.groups, entities.iter().map(|entity| entity.group));
    let entities = entities.into_iter().map(|entity| {
        let mut entity = entity.clone();
        entity.group = entity.group.and_then(|at| group.get(&at).copied());
        entity
    });
    let relations = er.relations.iter().filter_map(|relation| {
        let mut relation = relation.clone();
        relation.from.entity = *new.get(&relation.from.entity)?;
        relation.to.entity = *new.get(&relation.to.entity)?;
        Some(relation)
    });
    Er { groups, entities: entities.collect(), relations: relations.collect() }
}

/// Entities as plain nodes.
pub(super) fn as_flow(er: &Er) -> Flow {
    let nodes = er.entities.iter().map(|entity| Node {
        element: entity.element.clone(),
        kind: NodeKind::Entity,
        group: entity.group,
    });
    let edges = er.relations.iter().map(|relation| Edge {
        element: relation.element.clone(),
        kind: "relation",
        from: relation.from.entity,
        to: relation.to.entity,
        line: super::content::Line::Association,
    });
    Flow { groups: er.groups.clone(), nodes: nodes.collect(), edges: edges.collect() }
}

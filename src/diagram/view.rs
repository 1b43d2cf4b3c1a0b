//! What of a diagram is looked at: some kinds of things, what is near one of them, and groups closed to one node each.

use std::collections::BTreeMap;

use super::content::{Content, Edge, Element, Flow, Group, Line, Node, NodeKind};
use super::focus::{ancestors, as_flow, part_of_flow, part_of_groups};
use super::{Diagram, Drawn};
use crate::order;
use crate::protocol::{Collapse, GroupState, KindCount, View};

/// Kinds of groups that are the border of the whole drawing and not a part of it.
const WHOLE: [&str; 3] = ["system", "service", "parallel"];

impl Diagram {
    /// The diagram as a view shows it.
    #[must_use]
    pub fn seen(&self, view: &View) -> Self {
        let kept = self.only(&view.only);
        let near = match &view.focus {
            Some(focus) => kept.near(focus, view.depth.max(1)),
            None => kept,
        };
        near.closed(&view.collapse)
    }

    /// The kinds of things in it, in plural words, with how many of each; none where nothing can be left out.
    #[must_use]
    pub fn kinds(&self) -> Vec<KindCount> {
        let Content::Flow(flow) = &self.content else { return Vec::new() };
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for class in flow.nodes.iter().filter_map(|node| class(node.kind)) {
            *counts.entry(class).or_default() += 1;
        }
        let named = |(class, count): (usize, usize)| Some(KindCount { kind: (*CLASSES.get(class)?).to_owned(), count });
        counts.into_iter().filter_map(named).collect()
    }

    /// The groups that can be closed, each with whether it is drawn so, be it by a view or because there is too much.
    #[must_use]
    pub fn groups(&self, drawn: &[Drawn]) -> Vec<GroupState> {
        let closed = |id: &str| drawn.iter().any(|it| it.id == id && it.kind == NodeKind::Collapsed.word());
        let state = |group: &Group| GroupState {
            id: group.element.id.clone(),
            label: group.element.label.clone(),
            closed: closed(&group.element.id),
        };
        self.all_groups().iter().filter(|group| can_close(group)).map(state).collect()
    }

    /// The innermost group that can be closed around each thing, by the ids of both.
    pub(super) fn homes(&self) -> BTreeMap<String, String> {
        let groups = self.all_groups();
        let home = |group: Option<usize>| {
            let mut around = ancestors(groups, group).filter_map(|at| groups.get(at));
            around.find(|group| can_close(group)).map(|group| group.element.id.clone())
        };
        let nodes: Vec<(&Element, Option<usize>)> = match &self.content {
            Content::Flow(flow) | Content::States(flow) => {
                flow.nodes.iter().map(|node| (&node.element, node.group)).collect()
            }
            Content::Er(er) => er.entities.iter().map(|entity| (&entity.element, entity.group)).collect(),
            Content::Sequence(_) | Content::Schedule(_) => Vec::new(),
        };
        order::map(nodes.into_iter().filter_map(|(element, group)| Some((element.id.clone(), home(group)?))))
    }

    fn all_groups(&self) -> &[Group] {
        match &self.content {
            Content::Flow(flow) | Content::States(flow) => &flow.groups,
            Content::Er(er) => &er.groups,
            Content::Sequence(_) | Content::Schedule(_) => &[],
        }
    }

    /// Only things of these kinds; all of them where none is named, or where the diagram has but one.
    fn only(&self, kinds: &[String]) -> Self {
        let Content::Flow(flow) = &self.content else { return self.clone() };
        if kinds.is_empty() {
            return self.clone();
        }
        let is_meant = |kind: NodeKind| {
            let plural = class(kind).and_then(|class| CLASSES.get(class));
            kinds.iter().any(|it| it == kind.word() || plural.is_some_and(|plural| it == plural))
        };
        let kept: Vec<bool> = flow.nodes.iter().map(|node| is_meant(node.kind)).collect();
        Self { content: Content::Flow(part_of_flow(flow, &kept)), ..self.clone() }
    }

    fn closed(&self, collapse: &Collapse) -> Self {
        let groups = self.all_groups();
        let closing: Vec<bool> = groups.iter().map(|group| can_close(group) && is_closed(collapse, group)).collect();
        if !closing.contains(&true) {
            return self.clone();
        }
        let content = match &self.content {
            Content::Flow(flow) | Content::States(flow) => self.content.with_flow(close(flow, &closing)),
            Content::Er(er) => Content::Flow(close(&as_flow(er), &closing)),
            Content::Sequence(_) | Content::Schedule(_) => return self.clone(),
        };
        Self { content, ..self.clone() }
    }
}

/// Words for kinds of things, in the order in which they are offered.
const CLASSES: [&str; 8] =
    ["services", "stores", "caches", "channels", "externals", "people", "components", "entities"];

/// The place of a kind's word; none for what no view leaves out.
const fn class(kind: NodeKind) -> Option<usize> {
    match kind {
        NodeKind::Service | NodeKind::Gateway | NodeKind::Worker | NodeKind::Function | NodeKind::Scheduler => Some(0),
        NodeKind::Store => Some(1),
        NodeKind::Cache => Some(2),
        NodeKind::Channel | NodeKind::Event => Some(3),
        NodeKind::External => Some(4),
        NodeKind::Person | NodeKind::Frontend => Some(5),
        NodeKind::Component => Some(6),
        NodeKind::Entity => Some(7),
        NodeKind::Collapsed | NodeKind::State | NodeKind::Start | NodeKind::End => None,
    }
}

fn can_close(group: &Group) -> bool {
    !WHOLE.contains(&group.kind)
}

fn is_closed(collapse: &Collapse, group: &Group) -> bool {
    let named = |names: &[String]| names.iter().any(|it| *it == group.element.id || *it == group.element.label);
    match collapse {
        Collapse::None => false,
        Collapse::These { groups } => named(groups),
        Collapse::AllBut { groups } => !named(groups),
    }
}

/// Every group that can be closed as one node.
pub(super) fn overview(content: &Content) -> Option<Flow> {
    let flow = match content {
        Content::Flow(flow) | Content::States(flow) => flow.clone(),
        Content::Er(er) => as_flow(er),
        Content::Sequence(_) | Content::Schedule(_) => return None,
    };
    let closing: Vec<bool> = flow.groups.iter().map(can_close).collect();
    Some(close(&flow, &closing))
}

/// Each of these groups as one node, and one arrow for all arrows of a kind between it and another.
fn close(flow: &Flow, closing: &[bool]) -> Flow {
    let home = |group: Option<usize>| {
        ancestors(&flow.groups, group).filter(|at| closing.get(*at).copied().unwrap_or_default()).last()
    };
    let open: Vec<Option<usize>> = flow
        .nodes
        .iter()
        .map(|node| home(node.group).map_or(node.group, |closed| flow.groups.get(closed).and_then(|it| it.parent)))
        .collect();
    let (groups, renumbered) = part_of_groups(&flow.groups, open.iter().copied());
    let mut closed = Flow { groups, ..Flow::default() };
    let mut of_group: BTreeMap<usize, usize> = BTreeMap::new();
    let mut members: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut moved: Vec<usize> = Vec::new();
    for (node, around) in flow.nodes.iter().zip(&open) {
        let group = around.and_then(|at| renumbered.get(&at).copied());
        let Some((outer, element)) = home(node.group).and_then(|at| Some((at, &flow.groups.get(at)?.element))) else {
            moved.push(closed.nodes.len());
            closed.nodes.push(Node { group, ..node.clone() });
            continue;
        };
        let at = *of_group.entry(outer).or_insert(closed.nodes.len());
        if at == closed.nodes.len() {
            closed.nodes.push(Node { element: element.clone(), kind: NodeKind::Collapsed, group });
        }
        *members.entry(at).or_default().entry(class(node.kind).unwrap_or(CLASSES.len())).or_default() += 1;
        absorb(&mut closed, at, &node.element);
        moved.push(at);
    }
    for (at, counts) in members {
        if let Some(node) = closed.nodes.get_mut(at) {
            node.element.detail = counted(&counts);
        }
    }
    join(flow, &moved, &mut closed);
    closed
}

/// `12 services · 3 stores`
fn counted(counts: &BTreeMap<usize, usize>) -> String {
    let one = |(class, count): (&usize, &usize)| match (CLASSES.get(*class), count) {
        (Some(&"people"), 1) => "1 person".to_owned(),
        (Some(&"caches"), 1) => "1 cache".to_owned(),
        (Some(&"entities"), 1) => "1 entity".to_owned(),
        (Some(word), 1) => format!("1 {}", word.trim_end_matches('s')),
        (Some(word), count) => format!("{count} {word}"),
        (None, 1) => "1 element".to_owned(),
        (None, count) => format!("{count} elements"),
    };
    counts.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// Findings and places of what is in a closed group are those of its node.
fn absorb(closed: &mut Flow, at: usize, element: &Element) {
    if let Some(into) = closed.nodes.get_mut(at) {
        for (sum, count) in into.element.marks.iter_mut().zip(element.marks) {
            *sum += count;
        }
    }
}

/// The arrows between what is shown: those at a closed group together, the others as they were.
fn join(flow: &Flow, moved: &[usize], closed: &mut Flow) {
    let mut merged: BTreeMap<(usize, usize, Line), usize> = BTreeMap::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let is_closed = |nodes: &[Node], at: usize| nodes.get(at).is_some_and(|node| node.kind == NodeKind::Collapsed);
    for edge in &flow.edges {
        let (Some(&from), Some(&to)) = (moved.get(edge.from), moved.get(edge.to)) else { continue };
        let whole = is_closed(&closed.nodes, from) || is_closed(&closed.nodes, to);
        if from == to && whole {
            absorb(closed, from, &edge.element);
            continue;
        }
        let edge = Edge { from, to, ..edge.clone() };
        if !whole {
            closed.edges.push(edge);
            continue;
        }
        let at = *merged.entry((from, to, edge.line)).or_insert(closed.edges.len());
        *counts.entry(at).or_default() += 1;
        match closed.edges.get_mut(at) {
            Some(into) => {
                into.element.also.push(edge.element.span);
                for (sum, count) in into.element.marks.iter_mut().zip(edge.element.marks) {
                    *sum += count;
                }
            }
            None => closed.edges.push(edge),
        }
    }
    for (at, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
        if let Some(edge) = closed.edges.get_mut(at) {
            edge.element.label = format!("{count} links");
            edge.element.detail = String::new();
        }
    }
}

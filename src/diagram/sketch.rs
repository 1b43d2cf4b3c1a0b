//! A flow under construction: nodes that are found again by what they stand for.

use std::collections::BTreeMap;

use super::content::{Content, Edge, Element, Flow, Group, Line, Node, NodeKind};
use super::service_map::named;
use super::{Diagram, Ids};
use crate::text::Span;

/// What a name can stand for; the same name may be a service and a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A person or a client.
    User,
    /// The system as a whole, or a part of it that is drawn as one.
    Whole,
    Service,
    Store,
    External,
    Channel,
    Event,
    Team,
    Table,
}

/// What one arrow stands for: names, each with its place.
pub(super) type Said<'t> = Vec<(&'t str, Span)>;

/// A flow under construction.
#[derive(Default)]
pub(super) struct Sketch {
    pub(super) ids: Ids,
    pub(super) flow: Flow,
    places: BTreeMap<(Place, String), usize>,
    groups: BTreeMap<String, usize>,
}

impl Sketch {
    /// Draws a node; the first one that stands for a name is found under it.
    pub(super) fn node(&mut self, place: Place, kind: NodeKind, name: &str, span: Span) -> &mut Node {
        let index = self.flow.nodes.len();
        let element = Element::new(self.ids.of(kind.word(), name), name, span);
        self.flow.nodes.push(Node { element, kind, group: None });
        self.places.entry((place, name.to_owned())).or_insert(index);
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.flow.nodes[index]
    }

    /// Draws a node that stands for no name, and says where it is.
    pub(super) fn add(&mut self, kind: NodeKind, label: &str, detail: String, span: Span) -> usize {
        let element = Element::new(self.ids.of(kind.word(), label), label, span).with_detail(detail);
        self.flow.nodes.push(Node { element, kind, group: None });
        self.flow.nodes.len() - 1
    }

    /// The node that stands for a name.
    pub(super) fn find(&self, place: Place, name: &str) -> Option<usize> {
        self.places.get(&(place, name.to_owned())).copied()
    }

    pub(super) fn edge(&mut self, kind: &'static str, line: Line, ends: (usize, usize), label: String, span: Span) {
        let (from, to) = ends;
        let name = |at: usize| self.flow.nodes.get(at).map_or("", |node| node.element.label.as_str());
        let named = format!("{}-{}", name(from), name(to));
        let element = Element::new(self.ids.of(kind, &named), label, span);
        self.flow.edges.push(Edge { element, kind, from, to, line });
    }

    /// One arrow for all that is said between two nodes.
    pub(super) fn gathered_edge(
        &mut self,
        kind: &'static str,
        line: Line,
        ends: (usize, usize),
        said: &[(&str, Span)],
    ) {
        let Some(((_, first), rest)) = said.split_first() else { return };
        let names: Vec<&str> = said.iter().map(|(name, _)| *name).collect();
        self.edge(kind, line, ends, named(&names), *first);
        if let Some(edge) = self.flow.edges.last_mut() {
            edge.element.also.extend(rest.iter().map(|(_, span)| *span));
        }
    }

    /// Whether an arrow leads from one node to the other.
    pub(super) fn joins(&self, ends: (usize, usize)) -> bool {
        self.flow.edges.iter().any(|edge| (edge.from, edge.to) == ends)
    }

    pub(super) fn group_of(&self, node: usize) -> Option<usize> {
        self.flow.nodes.get(node)?.group
    }

    pub(super) fn set_group(&mut self, node: usize, group: Option<usize>) {
        if let Some(node) = self.flow.nodes.get_mut(node) {
            node.group = group;
        }
    }

    /// The frame of that kind and name, drawn where it is new.
    pub(super) fn group(&mut self, kind: &'static str, name: &str, span: Span) -> usize {
        let key = format!("{kind} {name}");
        if let Some(&group) = self.groups.get(&key) {
            return group;
        }
        let element = Element::new(self.ids.of(kind, name), name, span);
        self.flow.groups.push(Group { element, kind, parent: None });
        let index = self.flow.groups.len() - 1;
        self.groups.insert(key, index);
        index
    }

    /// Draws a frame around all groups, and around nodes of such kinds.
    pub(super) fn frame(&mut self, kind: &'static str, name: &str, span: Span, inside: impl Fn(NodeKind) -> bool) {
        let element = Element::new(self.ids.of(kind, name), name, span);
        for group in &mut self.flow.groups {
            group.parent = Some(group.parent.map_or(0, |parent| parent + 1));
        }
        for node in &mut self.flow.nodes {
            node.group = match node.group {
                Some(group) => Some(group + 1),
                None => inside(node.kind).then_some(0),
            };
        }
        // A parent stands before its children.
        self.flow.groups.insert(0, Group { element, kind, parent: None });
        self.groups.values_mut().for_each(|group| *group += 1);
    }

    /// The frame at that index.
    pub(super) fn group_mut(&mut self, group: usize) -> Option<&mut Group> {
        self.flow.groups.get_mut(group)
    }

    /// Keeps only arrows of these kinds, the nodes that they join, and the frames around those. To be called last.
    pub(super) fn keep_edges(&mut self, kinds: &[&str]) {
        self.flow.edges.retain(|edge| kinds.contains(&edge.kind));
        let mut kept = Vec::new();
        let mut moved = vec![None; self.flow.nodes.len()];
        for (index, node) in std::mem::take(&mut self.flow.nodes).into_iter().enumerate() {
            if self.flow.edges.iter().any(|edge| edge.from == index || edge.to == index) {
                if let Some(place) = moved.get_mut(index) {
                    *place = Some(kept.len());
                }
                kept.push(node);
            }
        }
        self.flow.nodes = kept;
        let at = |index: usize| moved.get(index).copied().flatten();
        self.flow.edges.retain_mut(|edge| match at(edge.from).zip(at(edge.to)) {
            Some((from, to)) => {
                (edge.from, edge.to) = (from, to);
                true
            }
            None => false,
        });
        self.drop_empty_groups();
    }

    /// Groups here do not nest: see [`Sketch::group`].
    fn drop_empty_groups(&mut self) {
        let mut moved = Vec::new();
        let mut kept = Vec::new();
        for (index, group) in std::mem::take(&mut self.flow.groups).into_iter().enumerate() {
            let used = self.flow.nodes.iter().any(|node| node.group == Some(index));
            moved.push(used.then_some(kept.len()));
            kept.extend(used.then_some(group));
        }
        self.flow.groups = kept;
        for node in &mut self.flow.nodes {
            node.group = node.group.and_then(|group| moved.get(group).copied().flatten());
        }
    }

    pub(super) fn finish(self, title: String) -> Diagram {
        Diagram::new(title, Content::Flow(self.flow))
    }

    /// The nodes as states.
    pub(super) fn finish_states(self, title: String) -> Diagram {
        Diagram::new(title, Content::States(self.flow))
    }
}

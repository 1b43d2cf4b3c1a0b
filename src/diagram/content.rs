//! What diagrams consist of, independent of how they are written.

mod er;
mod flow;
mod schedule;
mod sequence;

pub use er::{Cardinality, End, Entity, Er, Field, Key, Relation};
pub use flow::{Edge, Flow, Group, Line, Node, NodeKind};
pub use schedule::{Axis, Bar, Milestone, Schedule, Wait};
pub use sequence::{Block, BlockKind, Branch, Message, MessageKind, Note, Participant, Sequence, Step};

use crate::text::Span;

/// Findings within an element, by weight: errors, warnings, infos.
pub type Marks = [usize; 3];

/// What every part of a diagram has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Unique in its diagram, of letters, digits and `-`: see [`super::Ids`].
    pub id: String,
    /// Its name, as it is written in the spec.
    pub label: String,
    /// What else is said of it in the drawing: technology, protocol, timeout.
    pub detail: String,
    /// Where it is written.
    pub span: Span,
    /// Other places that speak of it, such as a service's endpoints in a list of their own.
    pub also: Vec<Span>,
    /// Findings that lie in it and in nothing smaller that is drawn.
    pub marks: Marks,
}

impl Element {
    /// An element without detail or findings.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>, span: Span) -> Self {
        Self { id: id.into(), label: label.into(), detail: String::new(), span, also: Vec::new(), marks: [0; 3] }
    }

    /// The same element with a detail.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The same element with other places that speak of it.
    #[must_use]
    pub fn with_places(mut self, places: impl IntoIterator<Item = Span>) -> Self {
        self.also.extend(places);
        self
    }

    /// The element named by what it joins, `orders → payments`, with its own label in its detail.
    #[must_use]
    pub fn joining(&self, from: &str, to: &str) -> Self {
        let said: Vec<&str> = [&self.label, &self.detail].into_iter().map(String::as_str).collect();
        let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
        Self { label: format!("{from} → {to}"), detail: said.join(" · "), ..self.clone() }
    }
}

/// The shapes of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Things and arrows between them.
    Flow(Flow),
    /// What something can be in, and what leads from one to the next: the nodes are states.
    States(Flow),
    /// Entities, their fields and relations.
    Er(Er),
    /// Messages over time.
    Sequence(Sequence),
    /// Work over time.
    Schedule(Schedule),
}

impl Content {
    /// The things and arrows, where it consists of such.
    #[must_use]
    pub const fn flow(&self) -> Option<&Flow> {
        match self {
            Self::Flow(flow) | Self::States(flow) => Some(flow),
            Self::Er(_) | Self::Sequence(_) | Self::Schedule(_) => None,
        }
    }

    /// The same kind of content with other things and arrows.
    #[must_use]
    pub(super) const fn with_flow(&self, flow: Flow) -> Self {
        match self {
            Self::States(_) => Self::States(flow),
            _ => Self::Flow(flow),
        }
    }
}

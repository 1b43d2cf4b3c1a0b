//! Things in nested groups, and arrows between them.

use super::Element;

/// Things in nested groups, and arrows between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// A group's parent stands before it.
    pub groups: Vec<Group>,
    /// In the order of the spec.
    pub nodes: Vec<Node>,
    /// In the order of the spec.
    pub edges: Vec<Edge>,
}

/// A frame around nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id, name, place.
    pub element: Element,
    /// What it is: `context`, `store`, `region`.
    pub kind: &'static str,
    /// Index of the group around it.
    pub parent: Option<usize>,
}

/// A thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Id, name, place.
    pub element: Element,
    /// Decides the shape.
    pub kind: NodeKind,
    /// Index of the group it stands in.
    pub group: Option<usize>,
}

/// What a node is. Each kind has a shape of its own, so that colour is never the only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// Answers requests.
    Service,
    /// Lets requests in and passes them on.
    Gateway,
    /// Works off a queue.
    Worker,
    /// Runs on demand.
    Function,
    /// Runs at a time.
    Scheduler,
    /// What a person uses.
    Frontend,
    /// A person.
    Person,
    /// Keeps data.
    Store,
    /// Keeps copies of data.
    Cache,
    /// Carries messages.
    Channel,
    /// Something that happened.
    Event,
    /// A system of others.
    External,
    /// A part of a service.
    Component,
    /// A thing of the domain.
    Entity,
    /// A group that is drawn closed, as one node.
    Collapsed,
    /// What something can be in.
    State,
    /// Where states begin.
    Start,
    /// Where states end.
    End,
}

impl NodeKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Service,
        Self::Gateway,
        Self::Worker,
        Self::Function,
        Self::Scheduler,
        Self::Frontend,
        Self::Person,
        Self::Store,
        Self::Cache,
        Self::Channel,
        Self::Event,
        Self::External,
        Self::Component,
        Self::Entity,
        Self::Collapsed,
        Self::State,
        Self::Start,
        Self::End,
    ];

    /// The word for a person, which is also the class in the drawing and the beginning of ids.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Gateway => "gateway",
            Self::Worker => "worker",
            Self::Function => "function",
            Self::Scheduler => "scheduler",
            Self::Frontend => "frontend",
            Self::Person => "person",
            Self::Store => "store",
            Self::Cache => "cache",
            Self::Channel => "channel",
            Self::Event => "event",
            Self::External => "external",
            Self::Component => "component",
            Self::Entity => "entity",
            Self::Collapsed => "collapsed",
            Self::State => "state",
            Self::Start => "start",
            Self::End => "end",
        }
    }
}

/// An arrow between two nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The label is drawn on the arrow, the detail below it.
    pub element: Element,
    /// What it is: `call`, `publish`, `own`.
    pub kind: &'static str,
    /// Index of the node it leaves.
    pub from: usize,
    /// Index of the node it reaches.
    pub to: usize,
    /// How it is drawn.
    pub line: Line,
}

/// How an arrow is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// Solid: the sender waits.
    Synchronous,
    /// Dashed: the sender goes on.
    Asynchronous,
    /// Thin and solid, without a head: belongs to, owns, keeps data in.
    Association,
}

impl Line {
    /// The word for a person, which is also the class in the drawing.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Synchronous => "synchronous",
            Self::Asynchronous => "asynchronous",
            Self::Association => "association",
        }
    }
}

//! Messages over time.

use super::{Element, NodeKind};

/// Messages over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sequence {
    /// From left to right.
    pub participants: Vec<Participant>,
    /// From top to bottom.
    pub steps: Vec<Step>,
}

/// Who takes part in a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Id, name, place.
    pub element: Element,
    /// Decides colour and shape.
    pub kind: NodeKind,
}

/// One step of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An arrow between two lifelines.
    Message(Message),
    /// A remark over one or more lifelines.
    Note(Note),
    /// Steps that happen only sometimes.
    Block(Block),
}

/// An arrow between two lifelines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The label is drawn above the arrow, the detail below it.
    pub element: Element,
    /// Index of the sender.
    pub from: usize,
    /// Index of the receiver; the sender itself is allowed.
    pub to: usize,
    /// How it is drawn.
    pub kind: MessageKind,
}

/// How a message is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// Solid with a full head: the sender waits. The receiver's lifeline is active until it returns.
    Synchronous,
    /// Dashed with an open head: the sender goes on.
    Asynchronous,
    /// Dotted: the answer to a synchronous message.
    Return,
}

impl MessageKind {
    /// The word for a person, which is also the class in the drawing.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Synchronous => "synchronous",
            Self::Asynchronous => "asynchronous",
            Self::Return => "return",
        }
    }
}

/// A remark over one or more lifelines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The label is the remark.
    pub element: Element,
    /// Index of the leftmost lifeline.
    pub from: usize,
    /// Index of the rightmost lifeline.
    pub to: usize,
}

/// Steps that happen only sometimes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Id and place.
    pub element: Element,
    /// What the branches are to each other.
    pub kind: BlockKind,
    /// Condition and steps; [`BlockKind::Optional`] and [`BlockKind::Loop`] use the first only.
    pub branches: Vec<Branch>,
}

impl Block {
    /// The branches that are drawn and written.
    #[must_use]
    pub fn shown(&self) -> &[Branch] {
        let count = match self.kind {
            BlockKind::Alternative | BlockKind::Parallel => self.branches.len(),
            BlockKind::Optional | BlockKind::Loop => 1,
        };
        self.branches.get(..count).unwrap_or_default()
    }
}

/// What the branches of a block are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// One of them happens.
    Alternative,
    /// It happens or not.
    Optional,
    /// It happens again and again.
    Loop,
    /// All of them happen at once.
    Parallel,
}

impl BlockKind {
    /// The word in the corner of the drawn frame.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alternative => "alt",
            Self::Optional => "opt",
            Self::Loop => "loop",
            Self::Parallel => "par",
        }
    }
}

/// One branch of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// When it happens.
    pub condition: String,
    /// From top to bottom.
    pub steps: Vec<Step>,
}

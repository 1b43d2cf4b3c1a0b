//! Work over time.

use super::Element;
use crate::value::Duration;

/// Work over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What the positions of bars count.
    pub axis: Axis,
    /// In the order of the spec.
    pub bars: Vec<Bar>,
}

/// What the positions of bars count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Milliseconds from the beginning.
    Time,
    /// Steps, since nobody says how long each of them takes.
    Steps,
}

impl Axis {
    /// A length as a person reads it.
    #[must_use]
    pub fn said(self, length: u64) -> String {
        const WEEK: u64 = 7 * 86_400_000;
        match self {
            Self::Time if length > 0 && length.is_multiple_of(WEEK) => format!("{}w", length / WEEK),
            Self::Time => Duration(length).to_string(),
            Self::Steps if length == 1 => "1 step".to_owned(),
            Self::Steps => format!("{length} steps"),
        }
    }
}

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Id, name, place; the detail says what it brings.
    pub element: Element,
    /// Where it begins.
    pub start: u64,
    /// How long it is.
    pub length: u64,
    /// The bars that end before it begins.
    pub waits: Vec<Wait>,
    /// What can be seen by its end.
    pub milestones: Vec<Milestone>,
}

/// That a bar waits for the end of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Id and place.
    pub element: Element,
    /// Index of the other bar.
    pub on: usize,
}

/// Something that can be seen by the end of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Id, name, place.
    pub element: Element,
}

impl Bar {
    /// Where it ends.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.start.saturating_add(self.length)
    }
}

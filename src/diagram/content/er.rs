//! Entities, their fields and the relations between them.

use super::{Element, Group};

/// Entities, their fields and the relations between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Er {
    /// Mostly one a store. A group's parent stands before it.
    pub groups: Vec<Group>,
    /// In the order of the spec.
    pub entities: Vec<Entity>,
    /// In the order of the spec.
    pub relations: Vec<Relation>,
}

/// A table, collection or domain entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Id, name, place.
    pub element: Element,
    /// Index of the group it stands in.
    pub group: Option<usize>,
    /// In the order of the spec.
    pub fields: Vec<Field>,
}

/// A field of an entity. The element's detail is its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Id, name, type, place.
    pub element: Element,
    /// Primary key, foreign key, unique: in this order, as far as they hold.
    pub keys: Vec<Key>,
    /// May be absent.
    pub optional: bool,
}

/// What a field is to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Part of the primary key.
    Primary,
    /// Refers to another entity.
    Foreign,
    /// No two rows have the same.
    Unique,
}

impl Key {
    /// Two letters, as they are drawn.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Primary => "PK",
            Self::Foreign => "FK",
            Self::Unique => "UK",
        }
    }
}

/// A relation between two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The label is drawn on the line.
    pub element: Element,
    /// The referring end.
    pub from: End,
    /// The end that is referred to.
    pub to: End,
}

/// One end of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Index of the entity.
    pub entity: usize,
    /// Index of the field where the line is drawn to; none for the entity as a whole.
    pub field: Option<usize>,
    /// How many of this end belong to one of the other.
    pub many: Cardinality,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cardinality {
    /// At most one.
    ZeroOrOne,
    /// Exactly one.
    One,
    /// Any number.
    ZeroOrMany,
    /// At least one.
    OneOrMany,
}

impl Cardinality {
    /// The words for a person.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ZeroOrOne => "zero or one",
            Self::One => "exactly one",
            Self::ZeroOrMany => "zero or more",
            Self::OneOrMany => "one or more",
        }
    }
}

//! Text → tree: YAML 1.2 with a span on every key and value, comments kept, and an error that does not hide the rest.
//!
//! The tree is one arena in document order; a [`Node`] is a cheap handle into it. Aliases and merge keys are already
//! resolved: a node reached through an alias is the anchored node, so its span is where the value is written.

use crate::text::Span;

/// A document as it was written: a tree of nodes, comments, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    text: String,
    nodes: Vec<Data>,
    root: Option<NodeId>,
    comments: Vec<Comment>,
    errors: Vec<SyntaxError>,
}

/// The index of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

#[derive(Debug, Clone)]
struct Data {
    span: Span,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Scalar { value: String, style: Style },
    Sequence { items: Vec<NodeId>, flow: bool },
    Mapping { entries: Vec<(NodeId, NodeId)>, flow: bool },
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|` or `>`
    Block,
}

/// A comment with its `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
    /// What stands after the `#`, trimmed.
    pub text: String,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// A place that is not YAML, or more than the reader is willing to expand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offending token, never empty unless the text is.
    pub span: Span,
    /// What is wrong; lower case, no full stop, at most 100 characters.
    pub message: String,
    /// Which kind of defect, each with a rule of its own.
    pub kind: SyntaxKind,
    /// Edits that mend it without doubt: a tab becomes spaces, a missing quote is closed. Empty where there are none.
    pub fix: Vec<crate::text::Edit>,
}

/// The kinds of [`SyntaxError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxKind {
    /// Not YAML.
    Syntax,
    /// The same key twice in one mapping; the span is the later key. The first one counts.
    DuplicateKey {
        /// The key that stands first.
        first: Span,
    },
    /// Aliases that expand to more than [`MAX_EXPANSION`] nodes, or that hold themselves.
    AliasExpansion,
    /// Larger than [`MAX_BYTES`] or deeper than [`MAX_DEPTH`].
    Limit,
}

/// The largest text that is read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 100;
/// The most nodes that aliases may expand to.
pub const MAX_EXPANSION: usize = 50_000;

/// A handle to a node in its tree.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

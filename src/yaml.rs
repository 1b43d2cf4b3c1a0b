//! Text → tree: YAML 1.2 with a span on every key and value, comments kept, and an error that does not hide the rest.
//!
//! The tree is one arena in document order; a [`Node`] is a cheap handle into it. Aliases and merge keys are already
//! resolved: a node reached through an alias is the anchored node, so its span is where the value is written.

mod build;
mod edit;
mod entries;
mod line;
mod mend;
mod message;
mod offset;
mod place;
mod quote;
mod recover;
#[cfg(test)]
mod tests;

pub use quote::quote;

use crate::text::Span;

/// A document as it was written: a tree of nodes, comments, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    text: String,
    /// Values that differ from how they are written: escapes, folded lines, block scalars.
    cooked: String,
    /// In document order; a collection stands before its children.
    nodes: Vec<Data>,
    /// Items, or keys and values in turn, of every collection, each collection's side by side.
    children: Vec<NodeId>,
    root: Option<NodeId>,
    comments: Vec<Comment>,
    errors: Vec<SyntaxError>,
}

/// The index of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeId(u32);

/// Nodes of one tree, such as those that a walk has been at: aliases lead to the same node again.
#[derive(Debug)]
pub struct NodeSet(Vec<bool>);

impl NodeSet {
    /// Adds a node of the tree; false where it is there already.
    pub fn insert(&mut self, id: NodeId) -> bool {
        self.0.get_mut(id.0 as usize).is_some_and(|seen| !std::mem::replace(seen, true))
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Text, a number, a truth value, or nothing.
    Scalar,
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

#[derive(Debug, Clone)]
struct Data {
    at: Range,
    kind: Kind,
}

/// Half as large as a `Span`: a text holds at most [`MAX_BYTES`], and the arena is what every check walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Range {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone)]
enum Kind {
    /// `value` lies in the text when `written`, else in the cooked values.
    Scalar { value: Range, style: Style, written: bool },
    /// `children` counts places in [`Tree::children`].
    Sequence { children: Range, flow: bool },
    /// The first `own` entries are written here, the rest come from merge keys.
    Mapping { children: Range, own: u32, flow: bool },
    /// `*name`; never handed out, its target is.
    Alias { target: NodeId },
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

impl Range {
    fn new(start: usize, end: usize) -> Self {
        Self { start: u32::try_from(start).unwrap_or(u32::MAX), end: u32::try_from(end).unwrap_or(u32::MAX) }
    }

    const fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl Tree {
    /// Reads a document. Whatever cannot be read is among [`Tree::errors`]; the rest is there.
    #[must_use]
    pub fn read(text: &str) -> Self {
        build::read(text)
    }

    /// The document as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The outermost node; none when the document is empty.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        self.node(self.root?)
    }

    /// The node a handle stands for; none for a handle of another tree that lies outside this one.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<Node<'_>> {
        let id = self.resolve(id);
        self.data(id).map(|_| Node { tree: self, id })
    }

    /// An empty set of its nodes.
    #[must_use]
    pub fn no_nodes(&self) -> NodeSet {
        NodeSet(vec![false; self.nodes.len()])
    }

    /// All comments in document order.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What is not YAML or beyond the limits, in document order.
    #[must_use]
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    fn data(&self, id: NodeId) -> Option<&Data> {
        self.nodes.get(id.0 as usize)
    }

    /// The anchored node for an alias, else the node itself.
    fn resolve(&self, id: NodeId) -> NodeId {
        match self.data(id) {
            Some(Data { kind: Kind::Alias { target }, .. }) => *target,
            _ => id,
        }
    }

    fn children_of(&self, children: Range) -> &[NodeId] {
        self.children.get(children.start as usize..children.end as usize).unwrap_or_default()
    }

    fn scalar(&self, id: NodeId) -> Option<(&str, Style)> {
        match self.data(self.resolve(id))?.kind {
            Kind::Scalar { value, style, written } => {
                let source = if written { &self.text } else { &self.cooked };
                Some((value.span().of(source), style))
            }
            _ => None,
        }
    }
}

impl<'t> Node<'t> {
    /// Its handle, stable as long as the tree.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// The tree it is in.
    #[must_use]
    pub const fn tree(self) -> &'t Tree {
        self.tree
    }

    /// Where the value is written: with its quotes, without white space, comments or line break after it. A block
    /// collection reaches from its first key or dash to the end of its last value; a block scalar begins at `|` or
    /// `>`; an absent value is an empty span right after the colon or dash.
    #[must_use]
    pub fn span(self) -> Span {
        self.tree.data(self.id).map(|data| data.at.span()).unwrap_or_default()
    }

    /// Scalar, sequence or mapping.
    #[must_use]
    pub fn kind(self) -> NodeKind {
        match self.tree.data(self.id).map(|data| &data.kind) {
            Some(Kind::Sequence { .. }) => NodeKind::Sequence,
            Some(Kind::Mapping { .. }) => NodeKind::Mapping,
            _ => NodeKind::Scalar,
        }
    }

    /// A scalar's value as text, whatever its type; none for collections.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        self.tree.scalar(self.id).map(|(value, _)| value)
    }

    /// How a scalar is written; none for collections.
    #[must_use]
    pub fn style(self) -> Option<Style> {
        self.tree.scalar(self.id).map(|(_, style)| style)
    }

    /// Whether the value is absent, `~` or `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.tree.scalar(self.id), Some(("" | "~" | "null" | "Null" | "NULL", Style::Plain)))
    }

    /// The truth value of a plain `true` or `false`.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.tree.scalar(self.id)? {
            ("true" | "True" | "TRUE", Style::Plain) => Some(true),
            ("false" | "False" | "FALSE", Style::Plain) => Some(false),
            _ => None,
        }
    }

    /// Whether a collection is written with brackets or braces.
    #[must_use]
    pub fn is_flow(self) -> bool {
        matches!(
            self.tree.data(self.id).map(|data| &data.kind),
            Some(Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. })
        )
    }

    /// The items of a sequence.
    #[must_use]
    pub fn items(self) -> Option<impl Iterator<Item = Node<'t>> + Clone> {
        let Kind::Sequence { children, .. } = self.tree.data(self.id)?.kind else { return None };
        Some(self.tree.children_of(children).iter().map(move |&id| self.other(id)))
    }

    /// The entries of a mapping, merge keys resolved: own entries as written, then what `<<` brings and no own key
    /// hides. Of equal keys only the first is listed.
    #[must_use]
    pub fn entries(self) -> Option<impl Iterator<Item = (Node<'t>, Node<'t>)> + Clone> {
        let Kind::Mapping { children, .. } = self.tree.data(self.id)?.kind else { return None };
        let (pairs, _) = self.tree.children_of(children).as_chunks::<2>();
        Some(pairs.iter().map(move |&[key, value]| (self.other(key), self.other(value))))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entries()?.find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
    }

    fn other(self, id: NodeId) -> Self {
        Self { tree: self.tree, id: self.tree.resolve(id) }
    }
}

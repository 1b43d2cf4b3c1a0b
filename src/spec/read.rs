//! How a declaration is read from the tree: the reader, what it collects, and how each shape of value is read.

use crate::rule::Fix;
use crate::text::{Edit, Span};
use crate::value::measure::BadMeasure;
use crate::yaml::{Node, NodeId, NodeKind, Style, Tree};

use super::shape::{Kinds, Type, article};
use super::wording::{choices, meant};
pub use super::wording::{nearest, shorten};

/// A value with the place where it is written.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// What is said.
    pub value: T,
    /// Where it is said.
    pub span: Span,
    /// Where its key stands; its own place for a list's item.
    pub key: Span,
    /// The node that says it.
    pub node: NodeId,
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// The value of a key that may be left out.
pub type Value<T> = Option<At<T>>;

/// A list; a single value stands for a list of one.
#[derive(Debug, Clone)]
pub struct List<T>(pub Vec<At<T>>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// A mapping from free names to values, in the order written.
#[derive(Debug, Clone)]
pub struct Map<T>(pub Vec<(At<String>, At<T>)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Map<T> {
    /// The value under `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&At<T>> {
        self.0.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }
}

/// Reads the items of a list that may be left out.
pub trait Items<T> {
    /// The items; none where the list is left out.
    fn items(&self) -> &[At<T>];
}

impl<T> Items<T> for Value<List<T>> {
    fn items(&self) -> &[At<T>] {
        self.as_ref().map(|list| list.0.as_slice()).unwrap_or_default()
    }
}

/// Reads the entries of a mapping that may be left out.
pub trait Entries<T> {
    /// The entries; none where the mapping is left out.
    fn entries(&self) -> &[(At<String>, At<T>)];
}

impl<T> Entries<T> for Value<Map<T>> {
    fn entries(&self) -> &[(At<String>, At<T>)] {
        self.as_ref().map(|map| map.0.as_slice()).unwrap_or_default()
    }
}

/// `true`, `false`, or the details that `true` leaves open.
#[derive(Debug, Clone)]
pub enum Toggle<T> {
    /// `false`
    Off,
    /// `true`
    On,
    /// The details.
    Set(T),
}

impl<T> Toggle<T> {
    /// Whether it is on, with or without details.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// The details.
    #[must_use]
    pub const fn details(&self) -> Option<&T> {
        match self {
            Self::Set(details) => Some(details),
            _ => None,
        }
    }
}

/// The name that a thing is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name<const KINDS: Kinds>(pub String);

/// The name of a thing that is declared elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ref<const KINDS: Kinds>(pub String);

impl<const KINDS: Kinds> std::ops::Deref for Name<KINDS> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const KINDS: Kinds> std::ops::Deref for Ref<KINDS> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// What can be read from a node, and the type that it declares by that.
pub trait Read: Sized + Clone {
    /// Whether it is known by a name that it must have.
    const HAS_NAME: bool = false;

    /// Reads a node; reports what is wrong with it, and gives none where nothing of it can be used.
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// The declared type, for the schema, the reference and messages.
    fn declared() -> Type;

    /// The entries, as flow mapping text, of the long form that means the same as a short form.
    fn long_form(_short: &str) -> Option<String> {
        None
    }

    /// The key that a list stands for.
    fn list_form() -> Option<&'static str> {
        None
    }

    /// Takes from a policy of the same type each key that is left out here, except those that name the element.
    fn fill_in(&mut self, _policy: &Self) {}

    /// Adds what a policy says of the same key; a value that is stated replaces the policy's unless it is a collection.
    fn add(&mut self, _policy: &Self) {}
}

/// A defect of the text as language, found while reading.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Which defect.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// Another place that takes part.
    pub related: Option<(Span, String)>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
}

/// The defects of a text as language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not YAML.
    Syntax,
    /// The same key twice.
    DuplicateKey,
    /// Aliases that expand without end or nearly so.
    AliasExpansion,
    /// A key that the language does not have here.
    UnknownKey,
    /// A key without which the element says nothing.
    MissingKey,
    /// A value of another type, or a word that is none of the possible ones.
    WrongType,
    /// A measure without a unit, or with an unknown one.
    BadUnit,
    /// A name that nothing bears.
    UnresolvedName,
    /// Two things of one kind with one name.
    DuplicateName,
    /// A format version that this engine does not know.
    UnknownVersion,
}

/// A name where it is declared or used.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The kinds that it may be of.
    pub kinds: Kinds,
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A finding that the author has decided to keep.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The rule's id.
    pub rule: String,
    /// Where the id stands.
    pub span: Span,
    /// What is covered.
    pub scope: Span,
    /// Why.
    pub reason: Option<String>,
    /// Until when, as written: `2027-01-31`.
    pub until: Option<String>,
    /// What takes the waiver away.
    pub removal: Vec<Edit>,
}

/// Reads a tree and collects what is said about names, waivers and defects on the way.
#[derive(Debug)]
pub struct Reader<'t> {
    /// The tree that is read.
    pub tree: &'t Tree,
    /// Defects, in the order found.
    pub problems: Vec<Problem>,
    /// Names declared.
    pub declared: Vec<Mention>,
    /// Names used.
    pub used: Vec<Mention>,
    /// Findings to keep.
    pub waivers: Vec<Waiver>,
    /// The key that names the thing to be read next, where it does not stand inside the thing.
    pub(super) implied_name: Option<NodeId>,
    /// Whether what is to be read next is an item of a list.
    pub(super) is_item: bool,
}

impl<'t> Reader<'t> {
    /// A reader that has read nothing.
    #[must_use]
    pub const fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            problems: Vec::new(),
            declared: Vec::new(),
            used: Vec::new(),
            waivers: Vec::new(),
            implied_name: None,
            is_item: false,
        }
    }

    /// Reads the value of `key`. An empty value counts as left out.
    pub fn value<T: Read>(&mut self, key: Span, node: Node<'_>) -> Value<T> {
        if node.is_null() {
            return None;
        }
        let value = T::read(node, self)?;
        Some(At { value, span: node.span(), key, node: node.id() })
    }

    /// Reads an item of a list, or an element in its short form.
    pub fn item<T: Read>(&mut self, node: Node<'_>) -> Value<T> {
        self.value(node.span(), node)
    }

    /// Reports a value that is not what it should be.
    pub fn wrong_type(&mut self, node: Node<'_>, expected: &str) {
        let given = match node.kind() {
            NodeKind::Mapping => "a mapping".to_owned(),
            NodeKind::Sequence => "a list".to_owned(),
            NodeKind::Scalar => format!("`{}`", shorten(node.as_str().unwrap_or_default())),
        };
        let span = if node.kind() == NodeKind::Scalar { node.span() } else { self.first_line(node.span()) };
        self.report(ProblemKind::WrongType, span, format!("expected {expected}, found {given}"));
    }

    /// Reports a defect without a fix and returns it, to be added to.
    pub fn report(&mut self, kind: ProblemKind, span: Span, message: impl Into<String>) {
        self.problems.push(Problem { kind, span, message: message.into(), related: None, fixes: Vec::new() });
    }

    /// Adds a way to mend the defect reported last.
    pub fn mend(&mut self, fix: Fix) {
        if let Some(problem) = self.problems.last_mut() {
            problem.fixes.push(fix);
        }
    }

    /// Reports a key that an element of this noun does not have. Reading knows names only: the whole declaration, which
    /// the schema and the reference need, is not part of a program that only reads.
    pub fn unknown_key(&mut self, mapping: Node<'_>, key: Node<'_>, element: &str, names: &[&'static str]) {
        /// Characters of a message.
        const LONGEST: usize = 100;
        /// Keys that can be told apart at a glance.
        const SHORT: usize = 8;
        let name = key.as_str().unwrap_or_default();
        if name.starts_with("x-") {
            return;
        }
        // A key that is there already cannot be the one that was meant.
        let free = names.iter().copied().filter(|name| mapping.get(name).is_none());
        let candidate = meant(name, free.clone());
        let message = format!("{} has no key `{}`", article(element), shorten(name));
        let hint = match candidate {
            Some(best) => format!(", did you mean `{best}`?"),
            // Of a long list the first few would tell nothing.
            None if names.len() > SHORT => String::new(),
            None => format!(", it takes {}", choices(&free.collect::<Vec<_>>())),
        };
        let fits = message.chars().count() + hint.chars().count() <= LONGEST;
        let message = if fits { message + &hint } else { message };
        self.report(ProblemKind::UnknownKey, key.span(), message);
        if let Some(best) = candidate {
            self.mend(Fix::suggested(format!("Rename it to `{best}`"), vec![Edit::replace(key.span(), best)]));
        }
    }

    /// Reports an element without a key that it needs.
    pub fn missing_key(&mut self, node: Node<'_>, element: &str, key: &str) {
        let span = self.first_line(node.span());
        let message = format!("{} needs the key `{}`", article(element), key);
        self.report(ProblemKind::MissingKey, span, message);
    }

    /// Reports a measure that is none.
    pub fn bad_measure(&mut self, node: Node<'_>, what: &str, example: &str, bad: &BadMeasure) {
        let text = shorten(node.as_str().unwrap_or_default());
        let message = if bad.unit_missing {
            format!("`{text}` has no unit, {} looks like `{example}`", article(what))
        } else {
            format!("`{text}` is not {}, which looks like `{example}`", article(what))
        };
        self.report(ProblemKind::BadUnit, node.span(), message);
        for candidate in &bad.candidates {
            self.mend(Fix::suggested(format!("Write `{candidate}`"), vec![Edit::replace(node.span(), candidate)]));
        }
    }

    /// Records a use of a name, at a part of a scalar's text.
    pub fn uses(&mut self, kinds: Kinds, name: &str, span: Span) {
        if !name.is_empty() {
            self.used.push(Mention { kinds, name: name.to_owned(), span });
        }
    }

    /// Records the declaration of a name.
    pub fn declares(&mut self, kinds: Kinds, name: &str, span: Span) {
        if !name.is_empty() {
            self.declared.push(Mention { kinds, name: name.to_owned(), span });
        }
    }

    /// The place of a part of a scalar's text; the whole scalar where it is written with escapes or over lines.
    #[must_use]
    pub fn part(&self, node: Node<'_>, range: std::ops::Range<usize>) -> Span {
        let whole = node.span();
        let lead = match node.style() {
            Some(Style::Plain) => 0,
            Some(Style::Single | Style::Double) => 1,
            _ => return whole,
        };
        let part = Span::new(whole.start + lead + range.start, whole.start + lead + range.end);
        let said = node.as_str().and_then(|text| text.get(range));
        if whole.contains(part) && said == Some(part.of(self.tree.text())) { part } else { whole }
    }

    /// The part of a span that lies on its first line: what a reader of a finding wants to see marked.
    #[must_use]
    pub fn first_line(&self, span: Span) -> Span {
        first_line(self.tree.text(), span)
    }
}

/// The part of a span that lies on its first line.
#[must_use]
pub fn first_line(text: &str, span: Span) -> Span {
    let line = span.of(text).lines().next().unwrap_or_default().trim_end();
    Span::new(span.start, span.start + line.len())
}

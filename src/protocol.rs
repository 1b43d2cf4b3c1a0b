//! Messages between the workbench and the engine in its worker.
//!
//! Every offset is in UTF-16 code units, as editors in a browser count. Messages travel as JSON text.
//! A request carries a number that its response repeats, so that a late answer can be told from a current one.

mod rule_page;

use serde::{Deserialize, Serialize};

pub use crate::document::Format;
pub use rule_page::{Block, RulePage, Section};

/// Version of these messages. Both sides say theirs first; where they differ the page asks to be reloaded.
pub const VERSION: u32 = 5;

/// A numbered message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// Chosen by the workbench, repeated by the worker.
    pub id: u64,
    /// What is asked or answered.
    pub body: T,
}

/// What the workbench asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// First message: are we of one build?
    Hello {
        /// The workbench's [`VERSION`].
        version: u32,
    },
    /// Read and check a text. The worker keeps it: later requests speak of the text checked last.
    Check {
        /// The whole text.
        text: String,
        /// Today as `2027-01-31`, against which dates in the spec are compared.
        today: Option<String>,
        /// An earlier version of the spec, for documents that lead from it to this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earlier: Option<String>,
    },
    /// Draw one diagram of the text checked last.
    Draw {
        /// The [`DiagramTab::id`].
        diagram: String,
        /// What of it.
        view: View,
        /// Whether it says where there are findings.
        marked: bool,
    },
    /// Write one document of the text checked last.
    Write {
        /// The [`DocumentEntry::id`].
        document: String,
    },
    /// The paths of all files that follow from the text checked last.
    Files,
    /// One of those files.
    File {
        /// Its path.
        path: String,
    },
    /// All `Safe` fixes, of one rule or of all, as edits of the text checked last.
    FixAll {
        /// Rule id; none for the whole document.
        rule: Option<String>,
    },
    /// The edits that ignore a finding of the text checked last.
    Ignore {
        /// Index into [`Checked::findings`].
        finding: usize,
        /// Why it is no problem here.
        reason: String,
    },
}

/// What of a diagram is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Only this element and what is near it, by its `id` in the drawing or its name.
    pub focus: Option<String>,
    /// How many steps away from it; one where it says none.
    pub depth: usize,
    /// Which groups are drawn as one node.
    pub collapse: Collapse,
    /// Only these kinds of things, in the words of [`Drawn::kinds`]; all of them where it names none.
    pub only: Vec<String>,
}

/// Which groups are drawn as one node, by their ids or names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collapse {
    /// None of them.
    #[default]
    None,
    /// These.
    These {
        /// Ids or names.
        groups: Vec<String>,
    },
    /// All of them but these.
    AllBut {
        /// Ids or names.
        groups: Vec<String>,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// To `Hello`.
    Hello {
        /// The worker's [`VERSION`].
        version: u32,
    },
    /// To `Check`.
    Checked(Checked),
    /// To `Draw`.
    Drawn(Drawn),
    /// To `Write` and `File`: the text.
    Written {
        /// The whole of it.
        text: String,
    },
    /// To `Files`.
    Files {
        /// In the order of the archive.
        paths: Vec<String>,
    },
    /// To `FixAll` and `Ignore`: edits that do not overlap, in order of place.
    Edits {
        /// The edits, all in terms of the text checked last.
        edits: Vec<TextEdit>,
        /// What they do, for the undo step and the dialog: `fix 3 findings`.
        title: String,
    },
    /// The request could not be answered; the sentence says why.
    Refused {
        /// For a person.
        reason: String,
    },
}

/// The result of a check.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The system's name, where the spec says one.
    pub name: Option<String>,
    /// The stage in force: `draft`, `review` or `production`.
    pub stage: String,
    /// In order of place.
    pub findings: Vec<Finding>,
    /// Diagrams that this spec has, in tab order. Empty groups are left out.
    pub diagrams: Vec<DiagramTab>,
    /// Every kind of documents, in tab order, with those that this spec has.
    pub documents: Vec<DocumentTab>,
    /// Whether part of the text could not be read, so that a drawing may lack elements.
    pub incomplete: bool,
    /// How good the design is, as far as the rules can tell.
    pub score: Score,
}

/// A finding as the workbench shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Rule id, such as `api/verb-in-path`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, with offenders in backticks.
    pub message: String,
    /// First UTF-16 unit.
    pub from: usize,
    /// One past the last UTF-16 unit.
    pub to: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Other places that take part.
    pub related: Vec<Related>,
    /// Ways to mend it, best first.
    pub fixes: Vec<Fix>,
    /// The arithmetic behind the message, a step a line; empty where there is none.
    pub derivation: Vec<String>,
    /// The stated reason, where the spec ignores this finding.
    pub ignored: Option<String>,
}

/// Another place that takes part in a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// What part it plays.
    pub message: String,
    /// First UTF-16 unit.
    pub from: usize,
    /// One past the last UTF-16 unit.
    pub to: usize,
    /// Line, from 1.
    pub line: usize,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Imperative: `Add a timeout of 2s`.
    pub title: String,
    /// Whether it may be applied without a look.
    pub safe: bool,
    /// In order of place, without overlap.
    pub edits: Vec<TextEdit>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextEdit {
    /// First UTF-16 unit that is replaced.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// What stands there afterwards.
    pub insert: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a thought.
    Info,
    /// It will hurt.
    Warning,
    /// It cannot work as written, contradicts itself, or loses data.
    Error,
}

/// How good a design is, as far as the rules can tell; see [`crate::score`] for the formula.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// 0 to 100: the mean of the dimensions.
    pub total: u32,
    /// How many elements the design has, against which findings are weighed.
    pub size: usize,
    /// In the order in which they are shown.
    pub dimensions: Vec<DimensionScore>,
    /// What raises the score most for the least writing, best first, three at most.
    pub raises: Vec<Raise>,
    /// Sections of a finished design that are not written yet, each with what to write where.
    pub missing: Vec<String>,
}

/// One side of a design.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionScore {
    /// `Resilience`.
    pub name: String,
    /// 0 to 100.
    pub score: u32,
    /// Open findings by weight: errors, warnings, infos.
    pub findings: [usize; 3],
}

/// An edit that raises the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raise {
    /// Index into [`Checked::findings`]; its first fix is meant.
    pub finding: usize,
    /// What to do: the fix's title.
    pub title: String,
    /// The dimension that rises.
    pub dimension: String,
    /// That dimension's score afterwards.
    pub score: u32,
}

/// A diagram that can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagramTab {
    /// What `Draw` takes: `map`, `data`, `sequence:place order`.
    pub id: String,
    /// The tab it belongs to: `Map`, `Data`, `Sequence`.
    pub tab: String,
    /// Which one in that tab: the flow's name; empty where the tab has one diagram.
    pub title: String,
}

/// A kind of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTab {
    /// `OpenAPI`.
    pub name: String,
    /// What to write for one, where there is none: "endpoints under `api:`".
    pub needs: String,
    /// Those that this spec has.
    pub documents: Vec<DocumentEntry>,
}

/// A document that can be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// What `Write` takes: `asyncapi`, `decision:1`.
    pub id: String,
    /// Which one in its tab: the decision's title; empty where the tab has one document.
    pub title: String,
    /// Its path among all files: `decisions/0001-one-database.md`.
    pub path: String,
    /// What it is written in, for highlighting.
    pub format: Format,
}

/// A drawing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// What was asked for.
    pub diagram: String,
    /// A whole `<svg>` with classes and no inline style or script; each node and edge is a `<g data-id>`.
    pub svg: String,
    /// Width in CSS pixels at 100 %.
    pub width: f64,
    /// Height in CSS pixels at 100 %.
    pub height: f64,
    /// The same diagram as Mermaid text.
    pub mermaid: String,
    /// Its elements: where each is written, and the text alternative.
    pub elements: Vec<Element>,
    /// The kinds of things in the whole diagram, which a view can leave out.
    pub kinds: Vec<KindCount>,
    /// The groups of the whole diagram, which a view can close.
    pub groups: Vec<GroupState>,
    /// Said where the diagram is too large to draw whole: what to do instead.
    pub notice: Option<String>,
}

/// A node or an edge of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// The `data-id` in the drawing.
    pub id: String,
    /// `service`, `store`, `call` …, for the text alternative.
    pub kind: String,
    /// Its name, or `orders → payments`.
    pub label: String,
    /// What else the drawing says of it: protocol, timeout.
    pub detail: String,
    /// First UTF-16 unit of where it is written.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// How many findings lie in it, by weight: errors, warnings, infos.
    pub findings: [usize; 3],
    /// The group that can be closed around it, by its id.
    pub group: Option<String>,
}

/// A kind of things and how many of them a diagram has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    /// `services`, `stores`, `caches`, `channels`, `externals`, `people` …
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// A group and how it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupState {
    /// Its id, which is that of its node where it is closed.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Whether the view closes it.
    pub closed: bool,
}

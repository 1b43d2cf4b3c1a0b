//! Documents: what follows from a spec for other tools and readers, as files.

mod asyncapi;
mod checklist;
mod compose;
mod contracts;
mod decisions;
mod design;
mod drafts;
mod facts;
mod graphql;
mod identifier;
mod json_schema;
mod kubernetes;
mod markdown;
mod openapi;
mod page;
mod proto;
mod sql;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub(crate) use json_schema::unique;

use crate::diagram::{self, Diagram};
use crate::lint::Finding;
use crate::model::{Model, Versions};
use crate::protocol::{DocumentEntry, DocumentTab};

/// What documents are written from: the design, and what is found in it.
#[derive(Debug, Clone)]
pub struct Source<'m> {
    /// The design.
    pub model: &'m Model<'m>,
    /// What rules say of it, in the order of the text.
    pub findings: &'m [Finding],
    /// Diagrams by their ids once they were asked for: several files show the same one.
    diagrams: Rc<RefCell<BTreeMap<String, Rc<Diagram>>>>,
}

impl<'m> Source<'m> {
    /// A design, and what rules say of it in the order of the text.
    #[must_use]
    pub fn new(model: &'m Model<'m>, findings: &'m [Finding]) -> Self {
        Self { model, findings, diagrams: Rc::default() }
    }

    /// The diagram of that id, as [`diagram::tabs`] names it; found and laid out once.
    #[must_use]
    pub fn diagram(&self, id: &str) -> Option<Rc<Diagram>> {
        if let Some(known) = self.diagrams.borrow().get(id) {
            return Some(Rc::clone(known));
        }
        let found = Rc::new(diagram::find(self.model, id)?);
        self.diagrams.borrow_mut().insert(id.to_owned(), Rc::clone(&found));
        Some(found)
    }
}

/// A document that a spec has something for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What [`write()`] takes: a kind, and a name where there are several: `decision:1`.
    pub id: String,
    /// The tab it belongs to: `ADRs`.
    pub tab: &'static str,
    /// Which one in that tab, for a person; empty where the tab has one document.
    pub title: String,
    /// Its path in an archive of all documents: `decisions/0001-one-database.md`.
    pub path: String,
    /// What it is written in, for highlighting.
    pub format: Format,
}

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A GraphQL schema.
    Graphql,
    /// A page that stands alone.
    Html,
    /// JSON.
    Json,
    /// Markdown with GitHub's tables.
    Markdown,
    /// Protocol Buffers.
    Proto,
    /// SQL in the dialect of its database.
    Sql,
    /// YAML.
    Yaml,
}

/// A writer of a kind of documents: the word before the colon of their ids, what there is, and one of them by name.
struct Kind {
    id: &'static str,
    /// The tab that its documents stand in; kinds may share one.
    tab: &'static str,
    /// What a spec must have for one of them, after "write": "endpoints under `api:`".
    needs: &'static str,
    entries: for<'m> fn(&'m Model<'m>) -> Vec<Entry>,
    write: for<'m> fn(&Source<'m>, &str) -> Option<String>,
}

/// In the order of the tabs.
const KINDS: &[Kind] = &[
    design::KIND,
    design::PAGE,
    openapi::KIND,
    asyncapi::KIND,
    graphql::KIND,
    proto::KIND,
    contracts::SCHEMAS,
    contracts::EVENTS,
    sql::KIND,
    decisions::KIND,
    drafts::KIND,
    checklist::KIND,
    compose::KIND,
    kubernetes::KIND,
];

/// The documents that a spec has something for, in the order of the tabs.
#[must_use]
pub fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    KINDS.iter().flat_map(|kind| (kind.entries)(model)).collect()
}

/// Every kind of documents by its tab, also those that a spec has nothing for; with what leads from an earlier
/// version to it.
#[must_use]
pub fn tabs<'m>(model: &'m Model<'m>, versions: Option<Versions<'m>>) -> Vec<DocumentTab> {
    let mut tabs: Vec<DocumentTab> = Vec::new();
    for kind in KINDS {
        if tabs.iter().all(|tab| tab.name != kind.tab) {
            let (name, needs) = (kind.tab.to_owned(), kind.needs.to_owned());
            tabs.push(DocumentTab { name, needs, documents: Vec::new() });
        }
    }
    // Also while part of them cannot be read: a tab keeps its documents, and one that cannot be written says why.
    let between = versions.map(entries_between).unwrap_or_default();
    for Entry { id, tab: name, title, path, format } in entries(model).into_iter().chain(between) {
        if let Some(tab) = tabs.iter_mut().find(|tab| tab.name == name) {
            tab.documents.push(DocumentEntry { id, title, path, format });
        }
    }
    tabs
}

/// The text of the document of that id, as [`entries`] names it.
#[must_use]
pub fn write(source: &Source<'_>, id: &str) -> Option<String> {
    let (kind, name) = id.split_once(':').unwrap_or((id, ""));
    let kind = KINDS.iter().find(|it| it.id == kind)?;
    (kind.write)(source, name)
}

/// The word before the colon of the ids that [`entries_between`] names.
pub const MIGRATION: &str = "migration";

/// The documents that lead from an earlier version of a spec to it.
#[must_use]
pub fn entries_between(versions: Versions<'_>) -> Vec<Entry> {
    sql::migration::entries(versions)
}

/// The text of the document of that id, as [`entries_between`] names it.
#[must_use]
pub fn write_between(versions: Versions<'_>, id: &str) -> Option<String> {
    let (kind, name) = id.split_once(':').unwrap_or((id, ""));
    (kind == MIGRATION).then(|| sql::migration::write(versions, name))?
}

/// A name as part of a file's name: ASCII letters, digits and `-`.
pub(crate) fn file_name(name: &str) -> String {
    let mut file = String::new();
    for character in name.chars().take(60) {
        match character {
            _ if character.is_ascii_alphanumeric() => file.push(character.to_ascii_lowercase()),
            _ if !file.ends_with('-') && !file.is_empty() => file.push('-'),
            _ => {}
        }
    }
    let length = file.trim_end_matches('-').len();
    file.truncate(length);
    if file.is_empty() { "unnamed".to_owned() } else { file }
}

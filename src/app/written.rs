//! Which document is written when, and what stays on the page where it cannot be.

use std::sync::Arc;

use architrave::protocol::{Checked, DocumentEntry, Request, Response};
use leptos::prelude::*;

use super::browser::page;
use super::drawing::stale_reason;
use super::engine;
use super::state::{Bench, Pane, Report, Sheet};

/// A document on the page.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) entry: DocumentEntry,
    pub(crate) text: Arc<str>,
    /// The version of the spec that it follows from, and its text where that is known.
    pub(crate) version: u32,
    pub(crate) spec: Option<Arc<str>>,
    pub(crate) at: f64,
}

/// An earlier version of the spec, with which it is compared.
#[derive(Debug, Clone)]
pub(crate) struct Earlier {
    pub(crate) name: String,
    pub(crate) text: Arc<str>,
}

/// What is known of documents; copying it copies handles.
#[derive(Clone, Copy)]
pub(crate) struct Documents {
    /// The chosen kind, by its tab; empty until one is chosen.
    pub(crate) tab: RwSignal<String>,
    /// The document chosen last.
    pub(crate) id: RwSignal<String>,
    pub(crate) written: RwSignal<Option<Written>>,
    /// Why the document on the page is not of the present text.
    pub(crate) stale: RwSignal<Option<String>>,
    pub(crate) earlier: RwSignal<Option<Earlier>>,
    /// How far an archive is that is being packed.
    pub(crate) packing: RwSignal<Option<String>>,
}

impl Documents {
    pub(crate) fn new() -> Self {
        Self {
            tab: RwSignal::default(),
            id: RwSignal::default(),
            written: RwSignal::new(None),
            stale: RwSignal::new(None),
            earlier: RwSignal::new(None),
            packing: RwSignal::new(None),
        }
    }
}

/// The tab of that name, else the first that has a document, else the first.
pub(crate) fn tab_of(checked: &Checked, wanted: &str) -> Option<usize> {
    let tabs = &checked.documents;
    let named = tabs.iter().position(|tab| tab.name == wanted);
    let first = || tabs.iter().position(|tab| !tab.documents.is_empty()).or((!tabs.is_empty()).then_some(0));
    named.or_else(first)
}

impl Bench {
    /// Shows the documents.
    pub(crate) fn show_documents(self) {
        self.pane.set(Pane::Diagrams);
        self.sheet.set(Sheet::Documents);
        engine::want_writer(self);
        self.write();
    }

    /// Shows the documents of a kind.
    pub(crate) fn show_document_tab(self, name: &str) {
        self.documents.tab.set(name.to_owned());
        self.show_documents();
    }

    /// Shows one document of the chosen kind.
    pub(crate) fn show_document(self, id: String) {
        self.documents.id.set(id);
        self.show_documents();
    }

    /// The chosen document if it is still there, else the first of its kind.
    pub(crate) fn chosen_document(self, checked: &Checked, tab: &str, id: &str) -> Option<DocumentEntry> {
        let tab = checked.documents.get(tab_of(checked, tab)?)?;
        tab.documents.iter().find(|one| one.id == id).or(tab.documents.first()).cloned()
    }

    /// Writes the chosen document if it is looked at, or keeps the last good one where the text cannot be read as a whole.
    pub(crate) fn write(self) {
        let Documents { tab, id, written, stale, .. } = self.documents;
        if self.sheet.get_untracked() != Sheet::Documents {
            return;
        }
        let report = self.report.get_untracked();
        let entry = self.chosen_document(&report.checked, &tab.get_untracked(), &id.get_untracked());
        let shown = written.with_untracked(|written| written.as_ref().map(|one| one.entry.id.clone()));
        let same = shown.is_some() && entry.as_ref().is_none_or(|entry| Some(&entry.id) == shown.as_ref());
        if report.checked.incomplete && same {
            stale.set(Some(stale_reason(&report.checked)));
            return;
        }
        stale.set(None);
        let Some(entry) = entry else {
            written.set(None);
            return;
        };
        let request = Request::Write { document: entry.id.clone() };
        engine::ask(self, request, Some(report.version), move |answer| self.wrote(answer, entry, &report));
    }

    fn wrote(self, answer: Response, entry: DocumentEntry, report: &Report) {
        let Documents { written, stale, .. } = self.documents;
        let spec = self.text.with_untracked(|text| (text.version == report.version).then(|| text.content.clone()));
        match answer {
            Response::Written { text } => {
                stale.set(report.checked.incomplete.then(|| stale_reason(&report.checked)));
                let at = page::today();
                written.set(Some(Written { entry, text: text.into(), version: report.version, spec, at }));
            }
            // A newer text is on its way, and its document with it.
            Response::Refused { reason } if spec.is_some() => {
                if written.with_untracked(|one| one.as_ref().is_none_or(|one| one.entry.id != entry.id)) {
                    written.set(None);
                }
                stale.set(Some(reason));
            }
            _ => {}
        }
    }
}

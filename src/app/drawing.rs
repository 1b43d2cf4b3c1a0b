//! Which diagram is drawn when, and what stays on the page where it cannot be.

use std::sync::Arc;

use architrave::protocol::{Checked, DiagramTab, Request, Response, View};
use leptos::prelude::*;

use super::browser::page;
use super::diagrams::embed;
use super::engine;
use super::state::{Bench, Drawing, Pane, Report, SYNTAX, Sheet};

impl Bench {
    /// Draws another diagram, whole.
    pub(crate) fn show_diagram(self, id: String) {
        self.pane.set(Pane::Diagrams);
        self.sheet.set(Sheet::Diagram);
        self.diagram.set(id);
        self.view.set(View::default());
        self.draw();
    }

    /// Shows how good the design is.
    pub(crate) fn show_score(self) {
        self.pane.set(Pane::Diagrams);
        self.sheet.set(Sheet::Score);
    }

    /// Draws the chosen diagram, or keeps the last good one where the text cannot be read as a whole.
    pub(crate) fn draw(self) {
        let report = self.report.get_untracked();
        let Some(tab) = self.choose(&report.checked.diagrams) else {
            self.keep_or_clear(&report);
            return;
        };
        let is_older = |one: &Drawing| one.drawn.diagram == tab && one.version != report.version;
        let older = self.drawing.with_untracked(|drawing| drawing.as_ref().is_some_and(is_older));
        if report.checked.incomplete && older {
            self.stale.set(Some(stale_reason(&report.checked)));
            return;
        }
        let marked = !self.embedded || embed::is_marked();
        let request = Request::Draw { diagram: tab, view: self.view.get_untracked(), marked };
        engine::ask(self, request, Some(report.version), move |answer| self.drew(answer, &report));
    }

    /// Drawing failed twice: the last picture stays, with a way to try again.
    pub(crate) fn drawing_failed(self) {
        self.undrawable.set(Some("Drawing this diagram made the engine stop twice.".to_owned()));
    }

    fn drew(self, answer: Response, report: &Report) {
        match answer {
            Response::Drawn(drawn) => {
                self.undrawable.set(None);
                self.stale.set(report.checked.incomplete.then(|| stale_reason(&report.checked)));
                let drawing = Drawing { drawn: Arc::new(drawn), version: report.version, at: page::today() };
                self.drawing.set(Some(drawing));
            }
            // A newer text is on its way, and its drawing with it.
            Response::Refused { .. } if self.report.with_untracked(|now| now.version != report.version) => {}
            Response::Refused { reason } if self.text.with_untracked(|text| text.version == report.version) => {
                self.undrawable.set(Some(reason));
            }
            _ => {}
        }
    }

    /// The chosen diagram if it is still there, else the first of its tab, else the first of all.
    fn choose(self, tabs: &[DiagramTab]) -> Option<String> {
        let wanted = self.diagram.get_untracked();
        if self.embedded {
            return embed::find(tabs, &wanted).map(|tab| tab.id.clone());
        }
        let group = wanted.split(':').next().unwrap_or_default().to_owned();
        let found = tabs
            .iter()
            .find(|tab| tab.id == wanted)
            .or_else(|| tabs.iter().find(|tab| tab.id.split(':').next() == Some(group.as_str())))
            .or_else(|| tabs.first())?;
        if found.id != wanted {
            self.diagram.set(found.id.clone());
        }
        Some(found.id.clone())
    }

    fn keep_or_clear(self, report: &Report) {
        if report.checked.incomplete && self.drawing.with_untracked(Option::is_some) {
            self.stale.set(Some(stale_reason(&report.checked)));
        } else {
            self.stale.set(None);
            self.drawing.set(None);
        }
    }
}

/// Why what is on the page is not of the present text.
pub(crate) fn stale_reason(checked: &Checked) -> String {
    match checked.findings.iter().find(|finding| finding.rule == SYNTAX) {
        Some(finding) => format!("line {} cannot be read yet", finding.line),
        None => "part of the text cannot be read yet".to_owned(),
    }
}

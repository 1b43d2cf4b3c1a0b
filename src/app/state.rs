//! What the parts of the workbench share: the text, what is known of it, and what is open.

use std::sync::Arc;

use architrave::protocol::{Checked, Drawn, Finding, TextEdit, View};
use leptos::prelude::*;

use super::browser::page::{self, Later};
use super::chosen::Chosen;
use super::diagrams::embed;
use super::documents::{Document, Save};
use super::editor::{Cursor, Editor};
use super::engine::{self, Engine, Health, Writer};
use super::pages::{self, Pages};
use super::written::Documents;

/// The rule whose findings wait until the typing pauses: a half-typed line is not yet a mistake.
pub(crate) const SYNTAX: &str = "meta/yaml-syntax";
const PAUSE: u32 = 600;
/// A drawing follows the findings when the typing slows down; findings come first.
const DRAW_AFTER: u32 = 60;

/// The text in the editor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    pub(crate) content: Arc<str>,
    /// Counts changes, across documents.
    pub(crate) version: u32,
}

/// The result of a check, as far as it is shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    pub(crate) checked: Arc<Checked>,
    /// Findings with their index in `checked`, without those that still wait.
    pub(crate) shown: Arc<Vec<(usize, Finding)>>,
    /// The text they speak of.
    pub(crate) version: u32,
    /// When it arrived, and how long it took, in milliseconds.
    pub(crate) at: f64,
    pub(crate) took: f64,
}

/// A drawing on the page.
#[derive(Debug, Clone)]
pub(crate) struct Drawing {
    pub(crate) drawn: Arc<Drawn>,
    pub(crate) version: u32,
    pub(crate) at: f64,
}

/// What stands between rail and editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Panel {
    None,
    Drafts,
    Samples,
    /// The list of rules, or one rule's page.
    Rules(Option<String>),
}

/// The pane that a narrow window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    Spec,
    Problems,
    Diagrams,
    Library,
}

/// What the pane at the right shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    Diagram,
    Documents,
    Score,
}

/// The dialog that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Dialog {
    None,
    Share,
    Palette,
    Keys,
    /// Fix all: of one rule, or of the document.
    FixAll(Option<String>),
    /// Ignore the finding with this index.
    Ignore(usize),
}

/// A way back. Not Leptos' `Callback`: that one dies with the row that made it.
pub(crate) type Undo = Arc<dyn Fn() + Send + Sync>;

/// A short message with a way back.
#[derive(Clone)]
pub(crate) struct Toast {
    pub(crate) text: String,
    pub(crate) undo: Option<Undo>,
}

/// The shared state; copying it copies handles.
#[derive(Clone, Copy)]
pub(crate) struct Bench {
    /// Whether a diagram is only looked at, in the frame of another page: nothing can be edited, nothing is kept.
    pub(crate) embedded: bool,
    pub(crate) text: RwSignal<Text>,
    pub(crate) cursor: RwSignal<Cursor>,
    pub(crate) report: RwSignal<Report>,
    pub(crate) chosen: RwSignal<Option<Chosen>>,
    pub(crate) health: RwSignal<Health>,
    pub(crate) pages: RwSignal<Pages>,
    pub(crate) writer: RwSignal<Writer>,
    pub(crate) documents: Documents,
    pub(crate) document: RwSignal<Document>,
    pub(crate) save: RwSignal<Save>,
    /// Counts writes to storage, so that lists of drafts are read again.
    pub(crate) writes: RwSignal<u32>,
    /// Whether another tab changed the open draft.
    pub(crate) conflict: RwSignal<bool>,
    pub(crate) alert: RwSignal<Option<String>>,
    pub(crate) toast: RwSignal<Option<Toast>>,
    /// The chosen colours; none follows the system.
    pub(crate) theme: RwSignal<Option<String>>,
    pub(crate) panel: RwSignal<Panel>,
    pub(crate) pane: RwSignal<Pane>,
    pub(crate) dialog: RwSignal<Dialog>,
    pub(crate) sheet: RwSignal<Sheet>,
    pub(crate) diagram: RwSignal<String>,
    /// What of the diagram is looked at.
    pub(crate) view: RwSignal<View>,
    pub(crate) drawing: RwSignal<Option<Drawing>>,
    /// Why the drawing on the page is not of the present text.
    pub(crate) stale: RwSignal<Option<String>>,
    pub(crate) undrawable: RwSignal<Option<String>>,
    pub(crate) editor: StoredValue<Option<Editor>, LocalStorage>,
    pub(crate) engine: StoredValue<Engine, LocalStorage>,
    /// Whether the text changes because a document is being opened, not by a person.
    pub(crate) opening: StoredValue<bool>,
    pub(crate) timers: StoredValue<Timers, LocalStorage>,
}

/// Calls that are due.
#[derive(Default)]
pub(crate) struct Timers {
    pub(crate) pause: Option<Later>,
    pub(crate) draw: Option<Later>,
    pub(crate) save: Option<Later>,
    pub(crate) toast: Option<Later>,
}

impl Bench {
    /// Makes the state and gives it to all components.
    pub(crate) fn provide() -> Self {
        let bench = Self {
            embedded: embed::is_asked(),
            text: RwSignal::default(),
            cursor: RwSignal::default(),
            report: RwSignal::default(),
            chosen: RwSignal::new(None),
            health: RwSignal::new(Health::Starting),
            pages: RwSignal::default(),
            writer: RwSignal::default(),
            documents: Documents::new(),
            document: RwSignal::new(Document::default()),
            save: RwSignal::new(Save::Untouched),
            writes: RwSignal::new(0),
            conflict: RwSignal::new(false),
            alert: RwSignal::new(None),
            toast: RwSignal::new(None),
            theme: RwSignal::new(page::chosen_theme()),
            panel: RwSignal::new(Panel::None),
            pane: RwSignal::new(Pane::Spec),
            dialog: RwSignal::new(Dialog::None),
            sheet: RwSignal::new(Sheet::Diagram),
            diagram: RwSignal::new(String::new()),
            view: RwSignal::new(View::default()),
            drawing: RwSignal::new(None),
            stale: RwSignal::new(None),
            undrawable: RwSignal::new(None),
            editor: StoredValue::new_local(None),
            engine: StoredValue::new_local(Engine::default()),
            opening: StoredValue::new(false),
            timers: StoredValue::new_local(Timers::default()),
        };
        provide_context(bench);
        bench
    }

    /// The state, inside of a component.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Does something with the editor, once it is there.
    pub(crate) fn with_editor<T>(self, act: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor.with_value(|editor| editor.as_ref().map(act))
    }

    /// The text changed.
    pub(crate) fn typed(self, content: String, version: u32) {
        let before = self.text.get_untracked().content;
        self.text.set(Text { content: content.as_str().into(), version });
        if !self.opening.get_value() {
            self.edited();
            self.keep_version(&before);
        }
        let pause = page::later(PAUSE, move || self.reveal_waiting());
        self.timers.update_value(|timers| timers.pause = Some(pause));
        engine::check(self, content, version);
    }

    /// Something was asked for inside the editor.
    pub(crate) fn asked(self, what: &str, finding: usize) {
        match what {
            "save" => self.save_file(),
            "choose" => self.choose_finding(finding),
            "ignore" => self.dialog.set(Dialog::Ignore(finding)),
            "page" => {
                let rule = self.finding(finding).map(|finding| finding.rule);
                self.show_panel(Panel::Rules(rule));
            }
            _ => {
                let fix = what.strip_prefix("fix-").and_then(|fix| fix.parse().ok()).unwrap_or(0);
                self.fix(finding, fix);
            }
        }
    }

    /// The finding with this index in the last report.
    pub(crate) fn finding(self, index: usize) -> Option<Finding> {
        self.report.with_untracked(|report| report.checked.findings.get(index).cloned())
    }

    /// Applies one fix of a finding as one undo step.
    pub(crate) fn fix(self, finding: usize, fix: usize) {
        let Some(fix) = self.finding(finding).and_then(|finding| finding.fixes.get(fix).cloned()) else { return };
        let version = self.report.with_untracked(|report| report.version);
        self.apply(&fix.edits, version, fix.title);
    }

    /// Applies edits of version `version` as one undo step, and says so.
    pub(crate) fn apply(self, edits: &[TextEdit], version: u32, title: String) {
        let done = self.with_editor(|editor| editor.apply(edits, version)).unwrap_or(false);
        if done {
            let undo = Arc::new(move || self.with_editor(Editor::undo).unwrap_or_default());
            self.say(title, Some(undo));
        } else {
            self.say("The text has changed too much since; please try again.".to_owned(), None);
        }
    }

    /// Marks a finding and moves the cursor to it.
    pub(crate) fn go_to(self, index: usize) {
        self.choose_finding(index);
        if let Some(finding) = self.finding(index) {
            self.reveal(finding.from, finding.to);
        }
    }

    /// Moves the cursor to a range of the last report's text.
    pub(crate) fn reveal(self, from: usize, to: usize) {
        self.reveal_in(from, to, self.report.with_untracked(|report| report.version));
    }

    /// Moves the cursor to a range of the text of `version`; a narrow window shows the text.
    pub(crate) fn reveal_in(self, from: usize, to: usize, version: u32) {
        self.pane.set(Pane::Spec);
        self.with_editor(|editor| editor.reveal(from, to, version));
    }

    /// Shows a message for some seconds.
    pub(crate) fn say(self, text: String, undo: Option<Undo>) {
        let text = capitalised(&text);
        self.toast.set(Some(Toast { text, undo }));
        self.let_toast_go();
    }

    /// Takes the message away in some seconds.
    pub(crate) fn let_toast_go(self) {
        let gone = page::later(8_000, move || self.toast.set(None));
        self.timers.update_value(|timers| timers.toast = Some(gone));
    }

    /// Keeps the message: it has the focus or the pointer.
    pub(crate) fn hold_toast(self) {
        self.timers.update_value(|timers| timers.toast = None);
    }

    /// Opens a panel beside the editor.
    pub(crate) fn show_panel(self, panel: Panel) {
        self.pane.set(if panel == Panel::None { Pane::Spec } else { Pane::Library });
        self.panel.set(panel);
    }

    /// Takes a check's result: findings at once, new syntax errors after a pause, a drawing soon.
    pub(crate) fn checked(self, checked: Checked, version: u32, took: f64, newest: bool) {
        let had_syntax =
            self.report.with_untracked(|report| report.shown.iter().any(|(_, finding)| finding.rule == SYNTAX));
        let pausing = newest && self.timers.with_value(|timers| timers.pause.is_none());
        let all = had_syntax || pausing;
        let shown = checked.findings.iter().cloned().enumerate();
        let shown: Vec<(usize, Finding)> = shown.filter(|(_, finding)| all || finding.rule != SYNTAX).collect();
        let checked = Arc::new(checked);
        self.publish(Report { checked, shown: Arc::new(shown), version, at: page::today(), took });
        if newest {
            let draw = page::later(DRAW_AFTER, move || self.follow());
            self.timers.update_value(|timers| timers.draw = Some(draw));
        }
    }

    /// Makes what is looked at anew.
    fn follow(self) {
        match self.sheet.get_untracked() {
            Sheet::Documents => self.write(),
            // A design without diagrams shows in the place of its score that it has none.
            Sheet::Score if self.report.with_untracked(|report| !report.checked.diagrams.is_empty()) => {}
            Sheet::Diagram | Sheet::Score => self.draw(),
        }
    }

    fn reveal_waiting(self) {
        let waits = self.report.with_untracked(|report| report.shown.len() != report.checked.findings.len());
        if waits {
            let mut report = self.report.get_untracked();
            report.shown = Arc::new(report.checked.findings.iter().cloned().enumerate().collect());
            self.publish(report);
        }
        self.timers.update_value(|timers| timers.pause = None);
    }

    fn publish(self, report: Report) {
        self.report.set(report);
        self.show_findings();
        if !self.embedded {
            pages::want_soon(self);
        }
    }

    /// Marks the findings in the text, with what is known of their rules.
    pub(crate) fn show_findings(self) {
        let report = self.report.get_untracked();
        self.pages.with_untracked(|pages| {
            self.with_editor(|editor| editor.show(&report.shown, report.version, pages));
        });
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

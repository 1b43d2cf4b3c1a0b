//! The code editor, which is a script of its own; see `editor/editor.ts`. `public/start.js` has loaded it before.

use architrave::protocol::{Finding, Severity, TextEdit};
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::browser::page;
use super::pages::Pages;
use super::state::Bench;

#[wasm_bindgen]
extern "C" {
    /// The script's editor.
    #[wasm_bindgen(js_name = Editor, js_namespace = architrave)]
    type Script;

    #[wasm_bindgen(constructor, js_class = "Editor", js_namespace = architrave)]
    fn new(
        host: &JsValue,
        changed: &Closure<dyn FnMut(String, u32)>,
        moved: &Closure<dyn FnMut(u32, u32, u32)>,
        asked: &Closure<dyn FnMut(String, u32)>,
    ) -> Script;

    #[wasm_bindgen(method)]
    fn load(this: &Script, text: &str, cursor: u32);
    #[wasm_bindgen(method)]
    fn apply(this: &Script, edits: &str, version: u32) -> bool;
    #[wasm_bindgen(method)]
    fn findings(this: &Script, json: &str, version: u32);
    #[wasm_bindgen(method)]
    fn reveal(this: &Script, from: u32, to: u32, version: u32);
    #[wasm_bindgen(method)]
    fn remeasure(this: &Script);
    #[wasm_bindgen(method)]
    fn undo(this: &Script);
    #[wasm_bindgen(method)]
    fn focus(this: &Script);
    #[wasm_bindgen(method)]
    fn next(this: &Script);
    #[wasm_bindgen(method)]
    fn previous(this: &Script);
}

/// Where the cursor stands: offset in UTF-16 units, line and column from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) offset: usize,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// The editor on the page.
pub(crate) struct Editor {
    script: Script,
    _changed: Closure<dyn FnMut(String, u32)>,
    _moved: Closure<dyn FnMut(u32, u32, u32)>,
    _asked: Closure<dyn FnMut(String, u32)>,
}

impl Editor {
    fn mount(host: &JsValue, bench: Bench) -> Self {
        let changed = Closure::new(move |text, version| bench.typed(text, version));
        let moved = Closure::new(move |offset: u32, line, column| {
            bench.cursor.set(Cursor { offset: offset as usize, line, column });
        });
        let asked = Closure::new(move |what: String, finding: u32| bench.asked(&what, finding as usize));
        let script = Script::new(host, &changed, &moved, &asked);
        Self { script, _changed: changed, _moved: moved, _asked: asked }
    }

    /// Shows another document, with its cursor.
    pub(crate) fn load(&self, text: &str, cursor: usize) {
        self.script.load(text, cursor as u32);
    }

    /// Applies edits of version `version` as one undo step; false where they no longer fit.
    pub(crate) fn apply(&self, edits: &[TextEdit], version: u32) -> bool {
        serde_json::to_string(edits).is_ok_and(|edits| self.script.apply(&edits, version))
    }

    /// Underlines the findings that are not ignored.
    pub(crate) fn show(&self, findings: &[(usize, Finding)], version: u32, pages: &Pages) {
        let marks = findings.iter().filter_map(|(index, finding)| Mark::of(*index, finding, pages));
        let marks: Vec<Mark<'_>> = marks.collect();
        if let Ok(json) = serde_json::to_string(&marks) {
            self.script.findings(&json, version);
        }
    }

    /// Selects a range of version `version` and brings it into sight.
    pub(crate) fn reveal(&self, from: usize, to: usize, version: u32) {
        self.script.reveal(from as u32, to as u32, version);
    }

    /// Says that the editor may have moved on the page.
    fn remeasure(&self) {
        self.script.remeasure();
    }

    /// Takes the last step back.
    pub(crate) fn undo(&self) {
        self.script.undo();
    }

    /// Goes to the next finding behind the cursor.
    pub(crate) fn next(&self) {
        self.script.next();
    }

    /// Goes to the next finding before the cursor.
    pub(crate) fn previous(&self) {
        self.script.previous();
    }

    /// Puts the focus into the text.
    pub(crate) fn focus(&self) {
        self.script.focus();
    }
}

/// What the script shows of a finding.
#[derive(Serialize)]
struct Mark<'a> {
    index: usize,
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    why: &'a str,
    derivation: &'a [String],
    from: usize,
    to: usize,
    fixes: &'a [architrave::protocol::Fix],
}

impl<'a> Mark<'a> {
    fn of(index: usize, finding: &'a Finding, pages: &'a Pages) -> Option<Self> {
        let Finding { rule, severity, message, derivation, from, to, fixes, ignored, .. } = finding;
        ignored.is_none().then_some(Self {
            index,
            rule,
            severity: *severity,
            message,
            why: pages.why(rule),
            derivation,
            from: *from,
            to: *to,
            fixes,
        })
    }
}

/// The place where the editor lives.
#[component]
pub(crate) fn EditorPane() -> impl IntoView {
    let bench = Bench::get();
    let host = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let Some(element) = host.get() else { return false };
        bench.editor.set_value(Some(Editor::mount(&element, bench)));
        bench.open_first();
        true
    });
    Effect::new(move |_| {
        bench.panel.track();
        page::later(50, move || bench.with_editor(Editor::remeasure).unwrap_or_default()).keep();
    });
    view! { <div class="editor" data-testid="editor" node_ref=host></div> }
}

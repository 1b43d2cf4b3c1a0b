//! The rail at the left, and the bottom tabs that take its place in a narrow window.

use leptos::prelude::*;

use super::counts::Counts;
use super::icons::{Glyph, Icon};
use super::state::{Bench, Pane, Panel, Sheet};

/// The rail of a wide window.
#[component]
pub(crate) fn Rail() -> impl IntoView {
    view! {
        <nav class="rail" aria-label="Panels">
            <RailButton name="spec" label="Spec" icon=Icon::Spec panel=Panel::None/>
            <RailButton name="drafts" label="Drafts" icon=Icon::Drafts panel=Panel::Drafts/>
            <RailButton name="samples" label="Samples" icon=Icon::Samples panel=Panel::Samples/>
            <RailButton name="rules" label="Rules" icon=Icon::Rules panel=Panel::Rules(None)/>
        </nav>
    }
}

#[component]
fn RailButton(name: &'static str, label: &'static str, icon: Icon, panel: Panel) -> impl IntoView {
    let bench = Bench::get();
    let kind = std::mem::discriminant(&panel);
    let open = move || bench.panel.with(|panel| std::mem::discriminant(panel) == kind);
    let toggle = move |_| {
        let panel = if untrack(open) { Panel::None } else { panel.clone() };
        bench.show_panel(panel);
    };
    view! {
        <button class="rail-button" class:is-selected=open data-testid=name aria-pressed=move || open().to_string() on:click=toggle>
            <Glyph icon=icon/><span>{label}</span>
        </button>
    }
}

/// The tabs of a narrow window: one pane at a time.
#[component]
pub(crate) fn BottomTabs() -> impl IntoView {
    let bench = Bench::get();
    let problems = move || bench.report.with(|report| Counts::of(&report.shown).open());
    let library = move || {
        if bench.panel.get_untracked() == Panel::None {
            bench.panel.set(Panel::Drafts);
        }
    };
    // The documents are a sheet of the pane with the diagrams.
    let tab = move |pane: Pane, documents: bool, label: &'static str, icon: Icon| {
        let open = Memo::new(move |_| {
            bench.pane.get() == pane && (pane != Pane::Diagrams || documents == (bench.sheet.get() == Sheet::Documents))
        });
        let choose = move |_| match (pane, documents) {
            (_, true) => bench.show_documents(),
            (Pane::Diagrams, false) if bench.sheet.get_untracked() == Sheet::Documents => {
                bench.show_diagram(bench.diagram.get_untracked());
            }
            (Pane::Library, _) => {
                library();
                bench.pane.set(pane);
            }
            _ => bench.pane.set(pane),
        };
        view! {
            <button class="bottom-tab" class:is-selected=open aria-current=move || open.get().then_some("page") on:click=choose>
                <Glyph icon=icon/>
                <span>{label}{move || (pane == Pane::Problems).then(|| format!(" {}", problems()))}</span>
            </button>
        }
    };
    view! {
        <nav class="bottom-tabs" aria-label="Panes">
            {tab(Pane::Spec, false, "Spec", Icon::Spec)}
            {tab(Pane::Problems, false, "Problems", Icon::Problems)}
            {tab(Pane::Diagrams, false, "Diagrams", Icon::Diagram)}
            {tab(Pane::Diagrams, true, "Documents", Icon::Table)}
            {tab(Pane::Library, false, "Library", Icon::Drafts)}
        </nav>
    }
}

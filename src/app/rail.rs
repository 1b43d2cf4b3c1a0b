//! The rail at the left, and the bottom tabs that take its place in a narrow window.

use leptos::prelude::*;

use super::counts::Counts;
use super::icons::{Glyph, Icon};
use super::state::{Bench, Pane, Panel};

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
    let tab = move |pane: Pane, label: &'static str, icon: Icon| {
        view! {
            <button class="bottom-tab" class:is-selected=move || bench.pane.get() == pane
                aria-current=move || (bench.pane.get() == pane).then_some("page")
                on:click=move |_| {
                    if pane == Pane::Library { library(); }
                    bench.pane.set(pane);
                }>
                <Glyph icon=icon/>
                <span>{label}{move || (pane == Pane::Problems).then(|| format!(" {}", problems()))}</span>
            </button>
        }
    };
    view! {
        <nav class="bottom-tabs" aria-label="Panes">
            {tab(Pane::Spec, "Spec", Icon::Spec)}
            {tab(Pane::Problems, "Problems", Icon::Problems)}
            {tab(Pane::Diagrams, "Diagrams", Icon::Diagram)}
            {tab(Pane::Library, "Library", Icon::Drafts)}
        </nav>
    }
}

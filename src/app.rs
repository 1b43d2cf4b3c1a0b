//! The workbench: one component a file, what they share in [`state`], what the browser does in [`browser`].

mod browser;
mod chosen;
mod counts;
mod diagrams;
mod dialogs;
mod documents;
mod drafts;
mod drawing;
mod editor;
mod engine;
mod gallery;
mod header;
mod history;
mod icons;
mod links;
mod notices;
mod packing;
mod pages;
mod preview;
mod problem_row;
mod problems;
mod prose;
mod rail;
mod rules;
mod samples;
mod shelf;
mod splitter;
mod state;
mod status;
mod viewer;
mod written;

use leptos::prelude::*;

use browser::{files, focus, page};
use diagrams::Diagrams;
use diagrams::embed::{self, Embed};
use dialogs::Dialogs;
use editor::{Editor, EditorPane};
use header::Header;
use icons::{Glyph, Icon};
use notices::{Banners, Toasts};
use problems::Problems;
use rail::{BottomTabs, Rail};
use splitter::{Border, Splitter};
use state::{Bench, Dialog, Pane, Panel};
use status::StatusBar;

/// Puts the workbench on the page.
pub(crate) fn start() {
    page::on_panic(|report| page::show_failure(&report));
    match page::mount_point() {
        Some(place) if embed::is_asked() => leptos::mount::mount_to(place, Embed).forget(),
        Some(place) => leptos::mount::mount_to(place, App).forget(),
        None => {}
    }
}

#[component]
fn App() -> impl IntoView {
    let bench = Bench::provide();
    engine::start(bench);
    page::on_key(move |key| global_key(bench, key));
    let drop_file = move |event: leptos::ev::DragEvent| {
        if let Some(file) = files::dropped(&event) {
            event.prevent_default();
            bench.import(file);
        }
    };
    let pane = move || match bench.pane.get() {
        Pane::Spec => "spec",
        Pane::Problems => "problems",
        Pane::Diagrams => "diagrams",
        Pane::Library => "library",
    };
    let skip = move |_| bench.with_editor(Editor::focus).unwrap_or_default();
    view! {
        <button class="button skip" on:click=skip>"Skip to the editor"</button>
        <div class="app" data-pane=pane on:dragover=|event| event.prevent_default() on:drop=drop_file>
            <Header/>
            <Banners/>
            <Workspace/>
            <StatusBar/>
            <BottomTabs/>
        </div>
        <Dialogs/>
        <Toasts/>
    }
}

/// Rail, panel, text with its problems, drawing; the borders between them move.
#[component]
fn Workspace() -> impl IntoView {
    let bench = Bench::get();
    let (across, down) = (RwSignal::new(38.0), RwSignal::new(72.0));
    let problems_open = RwSignal::new(true);
    let (work, column) = (NodeRef::new(), NodeRef::new());
    view! {
        <main class="workspace">
            <Rail/>
            {move || side_panel(bench)}
            <div class="work" node_ref=work style:--across=move || format!("{}vw", across.get())>
                <div class="column" node_ref=column style:--down=move || format!("{}%", down.get()) class:has-problems=problems_open>
                    <EditorPane/>
                    <Splitter border=Border::Level label="Height of the editor" share=down least=20.0 most=90.0 within=column/>
                    <Problems open=problems_open/>
                </div>
                <Splitter border=Border::Upright label="Width of the editor" share=across least=18.0 most=75.0 within=work/>
                <Diagrams/>
            </div>
        </main>
    }
}

fn side_panel(bench: Bench) -> Option<AnyView> {
    let panel = bench.panel.get();
    let (title, body) = match panel {
        Panel::None => return None,
        Panel::Drafts => ("Drafts", view! { <drafts::Drafts/> }.into_any()),
        Panel::Samples => ("Samples", view! { <gallery::Gallery/> }.into_any()),
        Panel::Rules(rule) => ("Rules", view! { <rules::Rules open=rule/> }.into_any()),
    };
    let close = move || {
        bench.show_panel(Panel::None);
        focus::if_lost(move || {
            focus::focus(&format!("[data-testid={}]", title.to_lowercase()));
        });
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            close();
        }
    };
    let view = view! {
        <aside class="panel" aria-label=title on:keydown=key>
            <header class="panel-head">
                <nav class="panel-tabs" aria-label="Library">{library_tabs(bench, title)}</nav>
                <h2>{title}</h2>
                <button class="button quiet icon" aria-label="Close panel" on:click=move |_| close()><Glyph icon=Icon::Close/></button>
            </header>
            <div class="panel-body">{body}</div>
        </aside>
    };
    Some(view.into_any())
}

/// In a narrow window the rail is gone, and these take its place.
fn library_tabs(bench: Bench, title: &'static str) -> impl IntoView {
    [("Drafts", Panel::Drafts), ("Samples", Panel::Samples), ("Rules", Panel::Rules(None))]
        .into_iter()
        .map(|(name, panel)| {
            view! { <button class="tab" class:is-selected=name == title on:click=move |_| bench.panel.set(panel.clone())>{name}</button> }
        })
        .collect_view()
}

/// Keys that work wherever the focus is. True where the key was used.
fn global_key(bench: Bench, key: &str) -> bool {
    match key {
        "Ctrl+S" => bench.save_file(),
        "Ctrl+K" => bench.dialog.set(Dialog::Palette),
        "?" if !focus::is_typing() => bench.dialog.set(Dialog::Keys),
        _ if bench.dialog.with_untracked(|dialog| *dialog != Dialog::None) => return false,
        "F8" => bench.with_editor(Editor::next).unwrap_or_default(),
        "Shift+F8" => bench.with_editor(Editor::previous).unwrap_or_default(),
        "F6" => next_region(bench, 1),
        "Shift+F6" => next_region(bench, REGIONS.len() - 1),
        _ => return false,
    }
    true
}

/// The parts of the page in their order, each with what takes the focus there.
const REGIONS: [(&str, &str); 5] = [
    (".header", ".document-name"),
    (".rail, .panel", ".rail-button.is-selected"),
    (".editor", ".editor"),
    (".problems", ".problem-main, .title-button"),
    (".diagrams", ".tab[aria-selected=true], .diagrams .button"),
];

/// Puts the focus into the region that is `steps` further round and shown.
fn next_region(bench: Bench, steps: usize) {
    let count = REGIONS.len();
    let here = REGIONS.iter().position(|(region, _)| focus::is_within(region)).unwrap_or(1);
    for round in 1..=count {
        let Some((_, target)) = REGIONS.get((here + round * steps) % count) else { continue };
        if *target == ".editor" {
            bench.pane.set(Pane::Spec);
            bench.with_editor(Editor::focus);
            return;
        }
        if focus::focus(target) {
            return;
        }
    }
}

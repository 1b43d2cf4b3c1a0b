//! The diagrams: tabs, the drawing, and other ways to read it.

mod canvas;
mod compare;
mod documents;
mod elements;
pub(crate) mod embed;
mod export;
mod menu;
mod mermaid;
mod path;
mod pointer;
mod score;
mod sight;
mod tab_row;
mod view;

use architrave::protocol::DiagramTab;
use leptos::prelude::*;

use super::browser::page;
use super::engine;
use super::icons::{Glyph, Icon};
use super::state::{Bench, Sheet};
use canvas::Canvas;
use documents::DocumentSheet;
use elements::Elements;
use export::ExportMenu;
use mermaid::AsMermaid;
use score::ScoreSheet;
use tab_row::{TabName, TabRow};
use view::ViewPanel;

/// The tab with the score.
const SCORE: &str = "Score";
/// The tab with the documents, which have a row of tabs of their own.
const DOCUMENTS: &str = "Documents";
/// Stands for the diagrams where there are none yet.
const DIAGRAMS: &str = "Diagrams";

/// How the diagram is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Drawing,
    Table,
    Mermaid,
}

/// The pane at the right.
#[component]
pub(crate) fn Diagrams() -> impl IntoView {
    let bench = Bench::get();
    let reading = RwSignal::new(Reading::Drawing);
    let tabs = Memo::new(move |_| bench.report.with(|report| report.checked.diagrams.clone()));
    let any = move || bench.drawing.with(Option::is_some);
    let sheet = Memo::new(move |_| match bench.sheet.get() {
        // Without anything to draw there is nothing to score.
        Sheet::Score if tabs.with(Vec::is_empty) => Sheet::Diagram,
        sheet => sheet,
    });
    let drawn = Memo::new(move |_| sheet.get() == Sheet::Diagram);
    let names = Memo::new(move |_| tabs.with(|tabs| Tab::all(tabs).iter().map(Tab::row).collect::<Vec<TabName>>()));
    let chosen = Memo::new(move |_| match sheet.get() {
        Sheet::Diagram if tabs.with(Vec::is_empty) => DIAGRAMS.to_owned(),
        Sheet::Diagram => kind_of(&tabs.get(), &bench.diagram.get()),
        Sheet::Documents => DOCUMENTS.to_owned(),
        Sheet::Score => SCORE.to_owned(),
    });
    let open = move |name: &str| {
        let all = tabs.with_untracked(|tabs| Tab::all(tabs));
        all.iter().filter(|tab| tab.name() == name).for_each(|tab| tab.open(bench));
    };
    let label = move || match sheet.get() {
        Sheet::Diagram => name_of(&tabs.get(), &bench.diagram.get()),
        Sheet::Documents => DOCUMENTS.to_owned(),
        Sheet::Score => SCORE.to_owned(),
    };
    view! {
        <section class="diagrams" aria-label="Diagrams" data-testid="diagram">
            <div class="diagram-bar">
                <TabRow label="Diagrams, documents and score" controls="diagram-body" tabs=names chosen=chosen open=open/>
                <Show when=move || drawn.get()><Choice tabs=tabs/></Show>
                <Show when=move || any() && drawn.get()>
                    <div class="segmented" role="group" aria-label="Read as">
                        <ReadingButton reading=reading as_=Reading::Drawing icon=Icon::Diagram label="Drawing"/>
                        <ReadingButton reading=reading as_=Reading::Table icon=Icon::Table label="Table"/>
                        <ReadingButton reading=reading as_=Reading::Mermaid icon=Icon::Spec label="Mermaid"/>
                    </div>
                    <ViewPanel/>
                    <ExportMenu/>
                </Show>
            </div>
            <div class="diagram-body" id="diagram-body" role="tabpanel" aria-label=label>
                <Show when=move || sheet.get() == Sheet::Score><ScoreSheet/></Show>
                <Show when=move || sheet.get() == Sheet::Documents><DocumentSheet/></Show>
                <div class="diagram-view" hidden=move || !drawn.get()>
                    <Stale/>
                    <Show when=any fallback=|| view! { <Nothing/> }>
                        <div class="diagram-view" hidden=move || reading.get() != Reading::Drawing><Canvas/></div>
                        <Show when=move || reading.get() == Reading::Table><Elements/></Show>
                        <Show when=move || reading.get() == Reading::Mermaid><AsMermaid/></Show>
                    </Show>
                </div>
            </div>
        </section>
    }
}

/// What a tab of the pane opens.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tab {
    /// The first diagram of a kind.
    Diagram(DiagramTab),
    /// There is none.
    NoDiagram,
    Documents,
    Score,
}

impl Tab {
    /// All of them, in their order; a design without anything to draw has nothing to score either.
    fn all(diagrams: &[DiagramTab]) -> Vec<Self> {
        if diagrams.is_empty() {
            return vec![Self::NoDiagram, Self::Documents];
        }
        kinds(diagrams).into_iter().map(Self::Diagram).chain([Self::Documents, Self::Score]).collect()
    }

    fn name(&self) -> &str {
        match self {
            Self::Diagram(kind) => &kind.tab,
            Self::NoDiagram => DIAGRAMS,
            Self::Documents => DOCUMENTS,
            Self::Score => SCORE,
        }
    }

    fn row(&self) -> TabName {
        TabName { name: self.name().to_owned(), empty: false }
    }

    fn open(&self, bench: Bench) {
        match self {
            Self::Diagram(kind) => bench.show_diagram(kind.id.clone()),
            Self::NoDiagram => bench.show_diagram(String::new()),
            Self::Documents => bench.show_documents(),
            Self::Score => bench.show_score(),
        }
    }
}

/// Which diagram of the tab, where it has several.
#[component]
fn Choice(tabs: Memo<Vec<DiagramTab>>) -> impl IntoView {
    let bench = Bench::get();
    let choices = Memo::new(move |_| {
        let all = tabs.get();
        let kind = kind_of(&all, &bench.diagram.get());
        all.into_iter().filter(|tab| tab.tab == kind).collect::<Vec<DiagramTab>>()
    });
    let choose = move |event| bench.show_diagram(event_target_value(&event));
    view! {
        <Show when=move || choices.with(|choices| choices.len() > 1)>
            <select class="select" aria-label="Which one" data-testid="diagram-choice" on:change=choose prop:value=move || bench.diagram.get()>
                {move || choices.get().into_iter().map(|choice| {
                    let id = choice.id.clone();
                    let selected = move || bench.diagram.with(|diagram| *diagram == id);
                    view! { <option value=choice.id.clone() selected=selected>{choice.title}</option> }
                }).collect_view()}
            </select>
        </Show>
    }
}

#[component]
fn ReadingButton(reading: RwSignal<Reading>, as_: Reading, icon: Icon, label: &'static str) -> impl IntoView {
    let is = move || reading.get() == as_;
    view! {
        <button class:is-selected=is aria-pressed=move || is().to_string() title=label on:click=move |_| reading.set(as_)>
            <Glyph icon=icon/><span class="label">{label}</span>
        </button>
    }
}

/// Says that the drawing is older than the text, and why; or that drawing failed.
#[component]
fn Stale() -> impl IntoView {
    let bench = Bench::get();
    let time = move || {
        bench.drawing.with(|drawing| drawing.as_ref().map(|drawing| page::clock(drawing.at)).unwrap_or_default())
    };
    let copy = move |reason: String| {
        leptos::task::spawn_local(async move {
            let said = page::copy(format!("{reason}\n{}", page::agent())).await;
            bench.say(said.map_or_else(|why| why, |()| "Report copied".to_owned()), None);
        });
    };
    view! {
        {move || bench.stale.get().map(|reason| view! {
            <p class="stale" role="status" data-testid="stale"><Glyph icon=Icon::Warning/><span>{format!("Last valid · {} · {reason}", time())}</span></p>
        })}
        {move || bench.undrawable.get().map(|reason| {
            let report = reason.clone();
            let again = engine::drawing_failed(bench);
            view! {
                <div class="stale is-bad" role="alert">
                    <Glyph icon=Icon::Error/><span>{reason}</span>
                    {again.then(|| view! { <button class="button" on:click=move |_| engine::try_again(bench)>"Try again"</button> })}
                    <button class="button" on:click=move |_| copy(report.clone())>"Copy report"</button>
                </div>
            }
        })}
    }
}

/// Says what to write to see a diagram.
#[component]
fn Nothing() -> impl IntoView {
    let bench = Bench::get();
    let waiting = move || bench.report.with(|report| report.at == 0.0 || !report.checked.diagrams.is_empty());
    view! {
        <Show when=move || !waiting() fallback=|| view! { <div class="skeleton" aria-label="Drawing"></div> }>
            <div class="nothing">
                <Glyph icon=Icon::Diagram/>
                <h2>"Nothing to draw yet"</h2>
                <p>"Name a service under "<code>"services:"</code>", and its map appears here as you type."</p>
                <button class="button" on:click=move |_| bench.show_panel(super::state::Panel::Samples)>"Look at a sample"</button>
            </div>
        </Show>
    }
}

/// The first diagram of each tab.
fn kinds(tabs: &[DiagramTab]) -> Vec<DiagramTab> {
    let mut kinds: Vec<DiagramTab> = Vec::new();
    for tab in tabs {
        if kinds.iter().all(|kind| kind.tab != tab.tab) {
            kinds.push(tab.clone());
        }
    }
    kinds
}

fn kind_of(tabs: &[DiagramTab], id: &str) -> String {
    tabs.iter().find(|tab| tab.id == id).or(tabs.first()).map(|tab| tab.tab.clone()).unwrap_or_default()
}

/// What a diagram is called: its kind and, where there are several, which one.
pub(crate) fn name_of(tabs: &[DiagramTab], id: &str) -> String {
    match tabs.iter().find(|tab| tab.id == id) {
        Some(tab) if tab.title.is_empty() => tab.tab.clone(),
        Some(tab) => format!("{}: {}", tab.tab, tab.title),
        None => "Diagram".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DiagramTab, Tab, kind_of, kinds, name_of};

    fn tab(id: &str, tab: &str, title: &str) -> DiagramTab {
        DiagramTab { id: id.to_owned(), tab: tab.to_owned(), title: title.to_owned() }
    }

    #[test]
    fn a_tab_stands_for_all_its_diagrams() {
        let tabs = [tab("map", "Map", ""), tab("sequence:a", "Sequence", "a"), tab("sequence:b", "Sequence", "b")];
        assert_eq!(kinds(&tabs).len(), 2);
        assert_eq!(
            Tab::all(&tabs).iter().map(Tab::name).collect::<Vec<&str>>(),
            ["Map", "Sequence", "Documents", "Score"]
        );
        assert_eq!(Tab::all(&[]).iter().map(Tab::name).collect::<Vec<&str>>(), ["Diagrams", "Documents"]);
        assert_eq!(kind_of(&tabs, "sequence:b"), "Sequence");
        assert_eq!(name_of(&tabs, "sequence:b"), "Sequence: b");
        assert_eq!(name_of(&tabs, "map"), "Map");
    }
}

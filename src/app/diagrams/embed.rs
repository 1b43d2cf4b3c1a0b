//! One diagram alone, in the frame of another page: `?embed=map#v1.d.…`.
//!
//! It can be looked at and nothing else. Nothing is kept, and neither the editor nor the pages of the rules are loaded.

use std::sync::Arc;

use architrave::protocol::{DiagramTab, View};
use architrave::share;
use leptos::prelude::*;

use super::super::browser::{files, page};
use super::super::counts::Counts;
use super::super::editor::Cursor;
use super::super::engine::{self, Health};
use super::super::icons::{Glyph, Icon};
use super::super::state::{Bench, Text};
use super::canvas::Canvas;
use super::elements::{Elements, words};
use super::{Reading, ReadingButton, name_of};

/// Parameters of the address: the diagram's id.
const DIAGRAM: &str = "embed";
/// One of our samples, where the fragment holds no spec.
const SAMPLE: &str = "sample";
/// Whether findings are counted, and marked in the drawing.
const FINDINGS: &str = "findings";
/// Only what is near this element, and how near.
const FOCUS: &str = "focus";
const DEPTH: &str = "depth";

/// Whether the address asks for a diagram alone.
pub(crate) fn is_asked() -> bool {
    page::parameter(DIAGRAM).is_some()
}

/// Whether findings are to be seen.
pub(crate) fn is_marked() -> bool {
    page::parameter(FINDINGS).is_some()
}

/// What leads to a diagram alone, of the spec in a link's fragment.
pub(crate) fn address(diagram: &str, view: &View, marked: bool, theme: &str, fragment: &str) -> String {
    let focus = view.focus.as_ref();
    let depth = focus.filter(|_| view.depth > 1).map(|_| view.depth.to_string());
    let given = [
        (FOCUS, focus.map(String::as_str)),
        (DEPTH, depth.as_deref()),
        ("theme", Some(theme).filter(|theme| !theme.is_empty())),
        (FINDINGS, marked.then_some("shown")),
    ];
    let given = given.iter().filter_map(|(name, value)| Some(format!("&{name}={}", page::encoded((*value)?))));
    format!("{}?{DIAGRAM}={}{}#{fragment}", page::address(), page::encoded(diagram), given.collect::<String>())
}

/// The diagram with this id; a kind of which there is one needs no name.
pub(crate) fn find<'t>(tabs: &'t [DiagramTab], wanted: &str) -> Option<&'t DiagramTab> {
    let mut of_kind = tabs.iter().filter(|tab| tab.id.split(':').next() == Some(wanted));
    let only = of_kind.next().filter(|_| of_kind.next().is_none());
    tabs.iter().find(|tab| tab.id == wanted).or(only)
}

/// The page in the frame.
#[component]
pub(crate) fn Embed() -> impl IntoView {
    let bench = Bench::provide();
    // No place in the text is marked in the drawing.
    bench.cursor.set(Cursor { offset: usize::MAX, ..Cursor::default() });
    engine::start(bench);
    open(bench);
    page::on_fragment(move || open(bench));
    let reading = RwSignal::new(Reading::Drawing);
    let state = Memo::new(move |_| State::of(bench));
    let drawn = move || state.get() == State::Drawn;
    Effect::new(move |_| page::set_title(&name(bench)));
    view! {
        <main class="diagrams embed" data-testid="diagram">
            <header class="diagram-bar">
                <div class="embed-name">
                    <h1>{move || name(bench)}</h1>
                    <Show when=move || is_marked() && drawn()><Found/></Show>
                </div>
                <div class="embed-tools">
                    <Show when=drawn>
                        <div class="segmented" role="group" aria-label="Read as">
                            <ReadingButton reading=reading as_=Reading::Drawing icon=Icon::Diagram label="Drawing"/>
                            <ReadingButton reading=reading as_=Reading::Table icon=Icon::Table label="Table"/>
                        </div>
                    </Show>
                    <a class="button" target="_blank" rel="noopener" data-testid="open-in-editor" href=move || editor(bench)>
                        <Glyph icon=Icon::Spec/>"Open in editor"
                    </a>
                </div>
            </header>
            <div class="diagram-body">
                {move || message(bench, &state.get())}
                <Show when=drawn>
                    <Partly/>
                    <div class="diagram-view" hidden=move || reading.get() != Reading::Drawing><Canvas/></div>
                    <Show when=move || reading.get() == Reading::Table><Elements/></Show>
                </Show>
            </div>
        </main>
    }
}

/// What there is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Waiting,
    /// There is no spec; the sentence says why.
    NoSpec(String),
    /// The engine stopped; the sentence says why.
    Stopped(String),
    /// The spec has nothing to draw.
    Empty,
    /// The spec has other diagrams than the one of this id.
    Unknown(String),
    /// The diagram cannot be drawn; the sentence says why.
    Undrawable(String),
    Drawn,
}

impl State {
    fn of(bench: Bench) -> Self {
        if let Some(reason) = bench.alert.get() {
            return Self::NoSpec(reason);
        }
        match bench.health.get() {
            Health::Safe(reason) => return Self::Stopped(reason),
            Health::Outdated => {
                return Self::Stopped("A new version of Architrave is there: reload the page.".to_owned());
            }
            Health::Starting | Health::Well | Health::Restarted(_) => {}
        }
        let wanted = bench.diagram.get();
        let lacking = bench.report.with(|report| {
            let tabs = &report.checked.diagrams;
            let empty = tabs.is_empty().then_some(Self::Empty);
            let unknown = find(tabs, &wanted).is_none().then_some(Self::Unknown(wanted));
            empty.or(unknown).filter(|_| report.at > 0.0)
        });
        let undrawable = || bench.undrawable.get().map(Self::Undrawable);
        let drawn = || if bench.drawing.with(Option::is_some) { Self::Drawn } else { Self::Waiting };
        lacking.or_else(undrawable).unwrap_or_else(drawn)
    }
}

/// Says what there is instead of a drawing, and the way on.
fn message(bench: Bench, state: &State) -> Option<AnyView> {
    let (title, text) = match state {
        State::Drawn => return None,
        State::Waiting => return Some(view! { <div class="skeleton" aria-label="Drawing"></div> }.into_any()),
        State::NoSpec(reason) => ("There is nothing to show".to_owned(), reason.clone()),
        State::Stopped(reason) => ("The spec could not be checked".to_owned(), reason.clone()),
        State::Undrawable(reason) => ("This diagram could not be drawn".to_owned(), reason.clone()),
        State::Empty => ("There is nothing to draw".to_owned(), "This spec names no service yet.".to_owned()),
        State::Unknown(wanted) => (format!("This spec has no diagram “{wanted}”"), "It has these:".to_owned()),
    };
    let stopped = matches!(state, State::Stopped(_) | State::Undrawable(_));
    let unknown = matches!(state, State::Unknown(_));
    let view = view! {
        <div class="nothing" role="alert" data-testid="alert">
            <Glyph icon=Icon::Diagram/>
            <h2>{title}</h2>
            <p>{text}</p>
            {unknown.then(|| choices(bench))}
            {stopped.then(|| view! { <button class="button" on:click=move |_| engine::try_again(bench)>"Try again"</button> })}
        </div>
    };
    Some(view.into_any())
}

/// The diagrams that there are, each as the address names it.
fn choices(bench: Bench) -> impl IntoView {
    let tabs = bench.report.with_untracked(|report| report.checked.diagrams.clone());
    let entry = |tab: &DiagramTab| {
        let address = page::with_parameter(DIAGRAM, &tab.id);
        view! { <li><a class="link" href=address><code>{tab.id.clone()}</code></a></li> }
    };
    view! { <ul class="embed-choices">{tabs.iter().map(entry).collect_view()}</ul> }
}

/// How many findings there are.
#[component]
fn Found() -> impl IntoView {
    let bench = Bench::get();
    let counts = Memo::new(move |_| bench.report.with(|report| Counts::of(&report.shown)));
    let said = move || match counts.get() {
        Counts { errors: 0, warnings: 0, infos: 0, .. } => "no findings".to_owned(),
        Counts { errors, warnings, infos, .. } => words([errors, warnings, infos]),
    };
    view! { <p class="muted" data-testid="findings">{said}</p> }
}

/// Says that the spec holds more than could be read.
#[component]
fn Partly() -> impl IntoView {
    let bench = Bench::get();
    move || {
        bench.stale.get().map(|reason| {
            view! { <p class="stale" role="status" data-testid="stale"><Glyph icon=Icon::Warning/><span>"Drawn in part: "{reason}</span></p> }
        })
    }
}

/// The spec's name and the diagram's.
fn name(bench: Bench) -> String {
    let diagram = bench.report.with(|report| {
        let tabs = &report.checked.diagrams;
        find(tabs, &bench.diagram.get()).map(|tab| name_of(tabs, &tab.id))
    });
    match diagram {
        Some(diagram) => format!("{} · {diagram}", bench.title()),
        None if bench.report.with(|report| report.at > 0.0) => bench.title(),
        None => "Architrave".to_owned(),
    }
}

/// Where the spec can be edited: the same link, without what this page adds to it.
fn editor(bench: Bench) -> String {
    let text = bench.text.with(|text| Arc::clone(&text.content));
    if text.is_empty() { page::address() } else { format!("{}#{}", page::address(), share::encode(&text)) }
}

/// Opens what the address asks for.
fn open(bench: Bench) {
    bench.diagram.set(page::parameter(DIAGRAM).unwrap_or_default());
    let depth = page::parameter(DEPTH).and_then(|depth| depth.parse().ok()).unwrap_or_default();
    bench.view.set(View { focus: page::parameter(FOCUS), depth, ..View::default() });
    let fragment = page::fragment();
    match page::parameter(SAMPLE) {
        Some(id) if fragment.is_empty() => leptos::task::spawn_local(async move {
            let id: String = id.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
            show(bench, files::fetch(&format!("samples/{id}.yaml")).await);
        }),
        None if fragment.is_empty() => {
            show(
                bench,
                Err("The address of this frame holds no spec: copy it once more, with all that follows the #."
                    .to_owned()),
            );
        }
        _ => show(bench, share::decode(&fragment).map_err(|error| error.to_string())),
    }
}

fn show(bench: Bench, text: Result<String, String>) {
    bench.alert.set(text.as_ref().err().cloned());
    if let Ok(text) = text {
        let version = bench.text.with_untracked(|text| text.version) + 1;
        bench.text.set(Text { content: text.as_str().into(), version });
        engine::check(bench, text, version);
    }
}

#[cfg(test)]
mod tests {
    use super::{DiagramTab, find};

    #[test]
    fn a_kind_of_which_there_is_one_needs_no_name() {
        let tab = |id: &str| DiagramTab { id: id.to_owned(), tab: String::new(), title: String::new() };
        let tabs = ["map", "data", "data:shop-db", "sequence:place order", "saga:a", "saga:b"].map(tab);
        let found = |wanted| find(&tabs, wanted).map(|tab| tab.id.as_str());
        assert_eq!(found("map"), Some("map"));
        assert_eq!(found("data"), Some("data"));
        assert_eq!(found("sequence"), Some("sequence:place order"));
        assert_eq!(found("saga:b"), Some("saga:b"));
        assert_eq!([found("saga"), found("sequence:other"), found("")], [None; 3]);
    }
}

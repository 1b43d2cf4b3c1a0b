//! The documents that follow from the spec: a tab a kind, the text or the page, and ways to take it along.

use architrave::protocol::{DocumentTab, Format};
use leptos::prelude::*;

use super::super::browser::{drawing, files, page};
use super::super::engine::{self, Writer};
use super::super::icons::{Glyph, Icon};
use super::super::prose::prose;
use super::super::state::Bench;
use super::super::viewer::Viewer;
use super::super::written::{Written, tab_of};
use super::compare::Compare;
use super::pointer::source_line;
use super::tab_row::{TabName, TabRow};

/// What the sheet shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Loading,
    Failed(String),
    Here,
}

/// The sheet.
#[component]
pub(super) fn DocumentSheet() -> impl IntoView {
    let bench = Bench::get();
    let state = Memo::new(move |_| match bench.writer.get() {
        Writer::Failed(reason) => State::Failed(reason),
        Writer::Here if bench.report.with(|report| !report.checked.documents.is_empty()) => State::Here,
        _ => State::Loading,
    });
    view! {
        <div class="documents" data-testid="documents">
            {move || match state.get() {
                State::Here => view! { <Sheet/> }.into_any(),
                State::Loading => view! { <div class="skeleton" role="status"><span class="visually-hidden">"Loading what writes documents"</span></div> }.into_any(),
                State::Failed(reason) => view! {
                    <div class="nothing" role="alert">
                        <Glyph icon=Icon::Error/>
                        <h2>"Documents cannot be written now"</h2>
                        <p>{reason}" Everything else goes on."</p>
                        <button class="button" on:click=move |_| engine::want_writer(bench)>"Try again"</button>
                    </div>
                }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Sheet() -> impl IntoView {
    let bench = Bench::get();
    let documents = bench.documents;
    let tab = Memo::new(move |_| {
        bench.report.with(|report| {
            let found = tab_of(&report.checked, &documents.tab.get())?;
            report.checked.documents.get(found).cloned()
        })
    });
    let names = Memo::new(move |_| {
        let name = |tab: &DocumentTab| TabName { name: tab.name.clone(), empty: tab.documents.is_empty() };
        bench.report.with(|report| report.checked.documents.iter().map(name).collect::<Vec<TabName>>())
    });
    let chosen = Memo::new(move |_| tab.with(|tab| tab.as_ref().map(|tab| tab.name.clone()).unwrap_or_default()));
    // What is on the page, as long as it belongs to the open tab.
    let written = Memo::new_with_compare(
        move |_| {
            let written = documents.written.get()?;
            tab.with(|tab| tab.as_ref().is_some_and(|tab| tab.documents.iter().any(|one| one.id == written.entry.id)))
                .then_some(written)
                .or_else(|| documents.stale.with(Option::is_some).then(|| documents.written.get()).flatten())
        },
        |one, other| {
            let key = |written: Option<&Option<Written>>| {
                written.and_then(|written| {
                    written.as_ref().map(|one| (one.entry.id.clone(), one.at.to_bits(), one.version))
                })
            };
            key(one) != key(other)
        },
    );
    let format = Memo::new(move |_| written.with(|written| written.as_ref().map(|one| one.entry.format)));
    let nothing = Memo::new(move |_| {
        tab.with(|tab| tab.as_ref().is_none_or(|tab| tab.documents.is_empty())) && written.with(Option::is_none)
    });
    let is_page = move || format.get() == Some(Format::Html);
    view! {
        <div class="document-bar">
            <TabRow label="Kinds of documents" controls="document-body" tabs=names chosen=chosen open=move |name| bench.show_document_tab(name)/>
            <Choice tab=tab/>
            <Compare tab=tab/>
            <span class="spacer"></span>
            <Show when=move || format.get().is_some()><Actions written=written/></Show>
            <button class="button" data-testid="pack" disabled=move || documents.packing.with(Option::is_some) title="All documents, and all diagrams as SVG and Mermaid, as one ZIP" on:click=move |_| bench.pack()>
                <Glyph icon=Icon::Export/><span>{move || documents.packing.get().unwrap_or_else(|| "All as ZIP".to_owned())}</span>
            </button>
        </div>
        <div class="document-body" id="document-body" role="tabpanel" aria-label=move || chosen.get()>
            <Outdated/>
            <div class="diagram-view" hidden=move || format.get().is_none_or(|format| format == Format::Html)>
                <Viewer written=written pointed=move |line| follow(bench, line)/>
            </div>
            <Show when=is_page><Framed written=written/></Show>
            <Show when=move || nothing.get()><Nothing tab=tab/></Show>
        </div>
    }
}

/// Puts the cursor where that line of the document comes from, if it says so.
fn follow(bench: Bench, line: usize) {
    let place = bench.documents.written.with_untracked(|written| {
        let written = written.as_ref().filter(|one| one.entry.format == Format::Yaml)?;
        let wanted = source_line(&written.text, line)?;
        let spec = written.spec.as_ref()?;
        let start: usize = spec.split('\n').take(wanted - 1).map(|line| line.encode_utf16().count() + 1).sum();
        let text = spec.split('\n').nth(wanted - 1)?;
        let indent = text.len() - text.trim_start().len();
        Some((start + indent, start + text.encode_utf16().count(), written.version))
    });
    if let Some((from, to, version)) = place {
        bench.reveal_in(from, to, version);
    }
}

/// Which document of the kind, where it has several.
#[component]
fn Choice(tab: Memo<Option<DocumentTab>>) -> impl IntoView {
    let bench = Bench::get();
    let choices = Memo::new(move |_| tab.with(|tab| tab.as_ref().map(|tab| tab.documents.clone()).unwrap_or_default()));
    let current = Memo::new(move |_| {
        let documents = bench.documents;
        bench.report.with(|report| {
            bench
                .chosen_document(&report.checked, &documents.tab.get(), &documents.id.get())
                .map(|one| one.id)
                .unwrap_or_default()
        })
    });
    view! {
        <Show when=move || choices.with(|choices| choices.len() > 1)>
            <select class="select" aria-label="Which document" data-testid="document-choice" prop:value=current on:change=move |event| bench.show_document(event_target_value(&event))>
                {move || choices.get().into_iter().map(|choice| {
                    let id = choice.id.clone();
                    let selected = move || current.with(|current| *current == id);
                    view! { <option value=choice.id.clone() selected=selected>{choice.title}</option> }
                }).collect_view()}
            </select>
        </Show>
    }
}

/// Copy and save; a page can be printed, too.
#[component]
fn Actions(written: Memo<Option<Written>>) -> impl IntoView {
    let bench = Bench::get();
    let copy = move |_| {
        let Some(Written { text, .. }) = written.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let said =
                page::copy(text.to_string()).await.map_or_else(|reason| reason, |()| "Document copied".to_owned());
            bench.say(said, None);
        });
    };
    let save = move |_| {
        let Some(Written { entry, text, .. }) = written.get_untracked() else { return };
        let name = entry.path.rsplit('/').next().unwrap_or(&entry.path).to_owned();
        files::save(&name, media_type(entry.format), &text);
        bench.say(format!("Saved {name}"), None);
    };
    view! {
        <button class="button quiet" data-testid="document-copy" title="Copy this document" on:click=copy><Glyph icon=Icon::Copy/><span class="label">"Copy"</span></button>
        <button class="button quiet" data-testid="document-save" title="Save this document as a file" on:click=save><Glyph icon=Icon::Import/><span class="label">"Save"</span></button>
    }
}

/// Says that the document is older than the text, and why.
#[component]
fn Outdated() -> impl IntoView {
    let documents = Bench::get().documents;
    let time =
        move || documents.written.with(|written| written.as_ref().map(|one| page::clock(one.at)).unwrap_or_default());
    view! {
        {move || documents.stale.get().map(|reason| view! {
            <p class="stale" role="status" data-testid="document-stale"><Glyph icon=Icon::Warning/><span>{format!("Last valid · {} · {reason}", time())}</span></p>
        })}
    }
}

/// A page, in a sandboxed frame with a policy of its own.
#[component]
fn Framed(written: Memo<Option<Written>>) -> impl IntoView {
    let frame = NodeRef::<leptos::html::Iframe>::new();
    let loaded = RwSignal::new(false);
    let tell = move |message: serde_json::Value| {
        if let Some(frame) = frame.get_untracked() {
            drawing::tell_frame(&frame, &message.to_string());
        }
    };
    Effect::new(move |_| {
        let page = written.get().filter(|one| one.entry.format == Format::Html);
        if let Some(Written { text, .. }) = page.filter(|_| loaded.get()) {
            tell(serde_json::json!({ "html": &*text }));
        }
    });
    view! {
        <div class="framed">
            <iframe title="The document as a page" data-testid="document-page" sandbox="allow-scripts allow-modals" src=page::file("document") node_ref=frame on:load=move |_| loaded.set(true)></iframe>
            <button class="button" data-testid="document-print" on:click=move |_| tell(serde_json::json!({ "print": true }))>"Print…"</button>
        </div>
    }
}

/// Says what to write for a document of this kind.
#[component]
fn Nothing(tab: Memo<Option<DocumentTab>>) -> impl IntoView {
    let sentence = move || {
        let needs = tab.with(|tab| tab.as_ref().map(|tab| tab.needs.clone()).unwrap_or_default());
        prose(&format!("Write {needs}, and it appears here as you type."))
    };
    let title =
        move || tab.with(|tab| tab.as_ref().map(|tab| format!("Nothing for {} yet", tab.name)).unwrap_or_default());
    view! {
        <div class="nothing" data-testid="document-nothing">
            <Glyph icon=Icon::Drafts/>
            <h2>{title}</h2>
            <p>{sentence}</p>
        </div>
    }
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Html => "text/html",
        Format::Json => "application/json",
        Format::Markdown => "text/markdown",
        Format::Yaml => "application/yaml",
        Format::Graphql | Format::Proto | Format::Sql => "text/plain",
    }
}

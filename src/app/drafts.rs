//! The panel of drafts.

use std::sync::Arc;

use architrave::draft::Draft;
use leptos::prelude::*;

use super::browser::{files, focus, page};
use super::icons::{Glyph, Icon};
use super::state::Bench;
use super::{history, shelf};

/// The list of drafts, the newest first.
#[component]
pub(crate) fn Drafts() -> impl IntoView {
    let bench = Bench::get();
    let search = RwSignal::new(String::new());
    let drafts = Memo::new(move |_| {
        bench.writes.track();
        let wanted = search.get().to_lowercase();
        let all = shelf::list().into_iter();
        all.filter(|draft| draft.name.to_lowercase().contains(&wanted)).collect::<Vec<Draft>>()
    });
    let damaged = Memo::new(move |_| {
        bench.writes.track();
        shelf::damaged()
    });
    view! {
        <div class="panel-bar">
            <label class="search">
                <Glyph icon=Icon::Search/>
                <input type="search" placeholder="Search drafts" aria-label="Search drafts" on:input=move |event| search.set(event_target_value(&event))/>
            </label>
            <button class="button" on:click=move |_| bench.begin()><Glyph icon=Icon::New/>"New"</button>
        </div>
        <ul class="cards">
            <For each=move || drafts.get() key=|draft| (draft.id.clone(), draft.name.clone(), draft.updated.to_bits()) children=|draft| view! { <Entry draft=draft/> }/>
        </ul>
        <Show when=move || drafts.with(|drafts| drafts.is_empty())>
            <p class="empty">{move || if search.get().is_empty() {
                "No drafts yet. The first change to a sample, a shared link or a new spec makes one; it is kept in this browser only."
            } else {
                "No draft has this in its name."
            }}</p>
        </Show>
        {move || damaged.get().into_iter().map(|(key, value, reason)| view! { <Damaged key=key value=value reason=reason/> }).collect_view()}
        <Show when=move || drafts.with(|drafts| !drafts.is_empty())>
            <button class="button quiet wide" title="All drafts in one file; Import takes it back" on:click=move |_| files::save("architrave-drafts.json", "application/json", &shelf::backup())>
                <Glyph icon=Icon::Export/>"Back up all drafts"
            </button>
        </Show>
    }
}

#[component]
fn Entry(draft: Draft) -> impl IntoView {
    let bench = Bench::get();
    let draft = StoredValue::new(draft);
    let id = draft.with_value(|draft| draft.id.clone());
    let current = move || bench.document.with(|document| document.draft() == Some(id.as_str()));
    let renaming = RwSignal::new(false);
    let begin = move |_| {
        renaming.set(true);
        focus::focus_soon(".card > .text");
    };
    let back = move || draft.with_value(|draft| refocus(&draft.id));
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            // The panel stays open: only the renaming ends.
            event.prevent_default();
            renaming.set(false);
            back();
        }
    };
    let rename = move |event| {
        renaming.set(false);
        let title = event_target_value(&event).trim().to_owned();
        if !title.is_empty() {
            draft.with_value(|draft| bench.rename(draft, title));
        }
        back();
    };
    let id_of = draft.with_value(|draft| draft.id.clone());
    let lines = draft.with_value(|draft| draft.text.lines().count());
    let when = draft.with_value(|draft| page::date(draft.updated));
    view! {
        <li class="card" class:is-selected=current data-draft=id_of>
            <Show when=move || !renaming.get() fallback=move || view! {
                <input class="text" aria-label="Name" prop:value=draft.with_value(|draft| draft.name.clone()) on:keydown=key on:change=rename on:blur=move |_| renaming.set(false)/>
            }>
                <button class="card-main" on:click=move |_| draft.with_value(|draft| bench.switch_to(&draft.id))>
                    <span class="card-title">{draft.with_value(|draft| draft.name.clone())}</span>
                    <span class="card-meta">{when.clone()}" · "{lines}" lines"</span>
                </button>
            </Show>
            <div class="card-actions">
                <button class="button quiet icon" aria-label="Rename" title="Rename" on:click=begin><Glyph icon=Icon::Pencil/></button>
                <button class="button quiet icon" aria-label="Duplicate" title="Duplicate" on:click=move |_| draft.with_value(|draft| bench.duplicate(draft))><Glyph icon=Icon::Copy/></button>
                <button class="button quiet icon" aria-label="Delete" title="Delete" on:click=move |_| draft.with_value(|draft| bench.delete(draft))><Glyph icon=Icon::Trash/></button>
            </div>
        </li>
    }
}

/// When its name was changed, the draft's buttons have the focus again.
fn refocus(id: &str) {
    let button = format!(".card[data-draft='{id}'] .card-actions button");
    focus::if_lost(move || {
        focus::focus(&button);
    });
}

#[component]
fn Damaged(key: String, value: String, reason: String) -> impl IntoView {
    let bench = Bench::get();
    let save = move |_| files::save("architrave-damaged-draft.json", "application/json", &value);
    let forget = move |_| {
        shelf::remove_damaged(&key);
        bench.writes.update(|writes| *writes += 1);
    };
    view! {
        <div class="card is-damaged" role="alert">
            <span class="card-title">"A draft that cannot be read"</span>
            <span class="card-meta">{reason}" Download it before you remove it."</span>
            <div class="problem-actions">
                <button class="button" on:click=save>"Download"</button>
                <button class="button" on:click=forget>"Remove"</button>
            </div>
        </div>
    }
}

impl Bench {
    /// Opens the draft as it is kept now.
    fn switch_to(self, id: &str) {
        self.flush();
        if let Some(draft) = shelf::read(id) {
            self.open_draft(&draft);
        }
    }

    fn rename(self, draft: &Draft, title: String) {
        if self.document.with_untracked(|document| document.draft() == Some(draft.id.as_str())) {
            self.document.update(|document| document.title = Some(title));
            self.edited();
            self.flush();
        } else {
            self.put(&Draft { name: title, ..draft.clone() });
        }
    }

    fn duplicate(self, draft: &Draft) {
        self.flush();
        let now = page::today();
        let name = format!("{} (copy)", draft.name);
        let source = shelf::read(&draft.id).unwrap_or_else(|| draft.clone());
        let copy = Draft { id: page::fresh_id(), name, created: now, updated: now, ..source };
        self.put(&copy);
    }

    fn delete(self, draft: &Draft) {
        self.flush();
        let kept = shelf::read(&draft.id).unwrap_or_else(|| draft.clone());
        let open = self.document.with_untracked(|document| document.draft() == Some(draft.id.as_str()));
        shelf::remove(&draft.id);
        let versions = history::take(&draft.id);
        if open {
            self.open(super::documents::Document::default(), "", 0);
        }
        self.writes.update(|writes| *writes += 1);
        let undo = Arc::new(move || {
            self.put(&kept);
            history::put(&kept.id, &versions);
            if open {
                self.open_draft(&kept);
            }
        });
        self.say(format!("Deleted {}", draft.name), Some(undo));
        focus::if_lost(|| {
            focus::focus(".panel-bar input");
        });
    }

    fn put(self, draft: &Draft) {
        match shelf::write(draft) {
            Ok(()) => self.writes.update(|writes| *writes += 1),
            Err(reason) => self.alert.set(Some(format!("{reason}."))),
        }
    }
}

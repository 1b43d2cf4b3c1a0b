//! An earlier version of the spec to compare with: of this draft, another draft, or a file.

use architrave::protocol::{DocumentTab, Format};
use leptos::prelude::*;

use super::super::browser::{files, page};
use super::super::icons::Icon;
use super::super::state::Bench;
use super::super::written::Earlier;
use super::super::{engine, history, shelf};
use super::menu::{Item, Menu};

const BUTTON: &str = "compare";
/// What the ids of a store's script and of its migration begin with.
const SCRIPT: &str = "sql";
const MIGRATION: &str = "migration";

impl Bench {
    /// Sets an earlier version beside the text, or none; of the store that is looked at, what leads from one to the other.
    fn compare(self, earlier: Option<Earlier>) {
        let documents = self.documents;
        let (from, to) = if earlier.is_some() { (SCRIPT, MIGRATION) } else { (MIGRATION, SCRIPT) };
        let shown = documents.written.with_untracked(|written| written.as_ref().map(|one| one.entry.id.clone()));
        if let Some(rest) = shown.as_deref().and_then(|id| id.strip_prefix(from)) {
            documents.id.set(format!("{to}{rest}"));
        }
        documents.earlier.set(earlier);
        let text = self.text.get_untracked();
        engine::check(self, text.content.to_string(), text.version);
    }

    fn compare_file(self, file: files::File) {
        leptos::task::spawn_local(async move {
            match files::read(file).await {
                Ok((name, text)) => self.compare(Some(Earlier { name, text: text.into() })),
                Err(reason) => self.alert.set(Some(reason)),
            }
        });
    }

    /// The versions of this draft, and the other drafts, each the newest first.
    fn earlier_texts(self) -> [(&'static str, Vec<Earlier>); 2] {
        let open = self.document.with_untracked(|document| document.draft().map(str::to_owned));
        let versions = open.as_deref().map(history::list).unwrap_or_default().into_iter();
        let versions = versions.filter_map(|version| {
            let text = version.text()?.into();
            Some(Earlier { name: page::date(version.at as f64), text })
        });
        let drafts = shelf::list().into_iter().filter(|draft| Some(&draft.id) != open.as_ref());
        let drafts = drafts.map(|draft| Earlier { name: draft.name, text: draft.text.into() });
        [("This draft as it was", versions.collect()), ("Other drafts", drafts.collect())]
    }
}

/// The button and what it offers, where the open tab has a script.
#[component]
pub(super) fn Compare(tab: Memo<Option<DocumentTab>>) -> impl IntoView {
    let bench = Bench::get();
    let has_scripts = move || {
        tab.with(|tab| tab.as_ref().is_some_and(|tab| tab.documents.iter().any(|one| one.format == Format::Sql)))
    };
    let open = RwSignal::new(false);
    let earlier = bench.documents.earlier;
    let picker = NodeRef::<leptos::html::Input>::new();
    let pick = move || {
        if let Some(input) = picker.get_untracked() {
            input.click();
        }
    };
    let picked = move |_| {
        if let Some(file) = picker.get_untracked().and_then(|input| files::picked(&input)) {
            bench.compare_file(file);
        }
    };
    let label = Signal::derive(move || {
        earlier
            .with(|earlier| earlier.as_ref().map_or_else(|| "Compare…".to_owned(), |it| format!("Since {}", it.name)))
    });
    let group = move |(title, texts): (&'static str, Vec<Earlier>)| {
        let item = |it: Earlier| {
            let label = it.name.clone();
            view! { <Item open=open of=BUTTON label=label act=move || bench.compare(Some(it.clone()))/> }
        };
        (!texts.is_empty()).then(|| {
            view! {
                <div role="group" aria-label=title>
                    <span class="menu-title" aria-hidden="true">{title}</span>
                    {texts.into_iter().map(item).collect_view()}
                </div>
            }
        })
    };
    view! {
        <Show when=has_scripts>
            <Menu open=open test_id=BUTTON icon=Icon::History label=label title="Compare with an earlier version: what leads from its tables to these">
                {bench.earlier_texts().map(group).into_iter().collect_view()}
                <Item open=open of=BUTTON label="From a file…" act=pick/>
                {earlier.get_untracked().map(|_| view! { <Item open=open of=BUTTON label="Stop comparing" act=move || bench.compare(None)/> })}
            </Menu>
            <input class="visually-hidden" type="file" tabindex="-1" aria-hidden="true" accept=".yaml,.yml,.txt,text/*" data-testid="compare-file" node_ref=picker on:change=picked/>
        </Show>
    }
}

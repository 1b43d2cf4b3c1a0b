//! The top bar: what is open, and what can be done with all of it.

use leptos::prelude::*;

use super::browser::{files, page};
use super::icons::{Glyph, Icon};
use super::state::{Bench, Dialog};

/// The top bar.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let bench = Bench::get();
    let picker = NodeRef::<leptos::html::Input>::new();
    let pick = move |_| {
        if let Some(input) = picker.get() {
            input.click();
        }
    };
    let picked = move |_| {
        if let Some(file) = picker.get().and_then(|input| files::picked(&input)) {
            bench.import(file);
        }
    };
    view! {
        <header class="header">
            <span class="brand" aria-hidden="true">
                <svg viewBox="0 0 32 32"><rect class="brand-ground" width="32" height="32" rx="7"></rect><path class="brand-mark" d="M6 8h20v4H6zM8 14h4v11H8zM20 14h4v11h-4z"></path><path class="brand-shade" d="M14 14h4v11h-4z"></path></svg>
            </span>
            <h1 class="brand-name">"Architrave"</h1>
            <span class="header-rule" aria-hidden="true"></span>
            <DocumentName/>
            <span class="spacer"></span>
            <nav class="actions" aria-label="Document">
                <button class="button quiet" data-testid="new" title="New draft" on:click=move |_| bench.begin()>
                    <Glyph icon=Icon::New/><span class="label">"New"</span>
                </button>
                <button class="button quiet" data-testid="import" title="Open a YAML file" on:click=pick>
                    <Glyph icon=Icon::Import/><span class="label">"Import"</span>
                </button>
                <button class="button quiet" data-testid="export" title="Save as a YAML file (Ctrl+S)" on:click=move |_| bench.save_file()>
                    <Glyph icon=Icon::Export/><span class="label">"Export"</span>
                </button>
                <button class="button primary" data-testid="share" title="Make a link that holds the spec" on:click=move |_| bench.dialog.set(Dialog::Share)>
                    <Glyph icon=Icon::Share/><span class="label">"Share"</span>
                </button>
                <ThemeButton/>
            </nav>
            <input class="visually-hidden" type="file" tabindex="-1" aria-hidden="true" accept=".yaml,.yml,.txt,text/*" node_ref=picker on:change=picked/>
        </header>
    }
}

/// The document's name, which can be changed in place.
#[component]
fn DocumentName() -> impl IntoView {
    let bench = Bench::get();
    let rename = move |event| {
        let name = event_target_value(&event);
        let name = name.trim();
        if !name.is_empty() && name != bench.title_untracked() {
            bench.document.update(|document| document.title = Some(name.to_owned()));
            bench.edited();
        }
    };
    view! {
        <input class="document-name" aria-label="Name of this draft" maxlength="80" spellcheck="false"
            prop:value=move || bench.title()
            style:width=move || format!("{}ch", bench.title().chars().count().clamp(8, 32) + 3)
            on:change=rename/>
    }
}

/// Goes round: as the system, light, dark.
#[component]
fn ThemeButton() -> impl IntoView {
    let theme = Bench::get().theme;
    let next = move |_| {
        let chosen = match theme.get_untracked().as_deref() {
            None => Some("light"),
            Some("light") => Some("dark"),
            _ => None,
        };
        page::choose_theme(chosen);
        theme.set(chosen.map(str::to_owned));
    };
    let icon = Signal::derive(move || match theme.get().as_deref() {
        Some("light") => Icon::Light,
        Some("dark") => Icon::Dark,
        _ => Icon::Auto,
    });
    let label = move || match theme.get().as_deref() {
        Some("light") => "Colours: light",
        Some("dark") => "Colours: dark",
        _ => "Colours: as the system",
    };
    view! {
        <button class="button quiet icon" data-testid="theme" aria-label=label title=label on:click=next><Glyph icon=icon/></button>
    }
}

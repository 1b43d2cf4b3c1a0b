//! What a person must know: banners above the workbench, lasting alerts, passing messages.

use leptos::prelude::*;

use super::browser::{files, page};
use super::documents::{Origin, Save};
use super::engine::{self, Health};
use super::icons::{Glyph, Icon};
use super::state::Bench;

/// The banners; of several at once the gravest comes first.
#[component]
pub(crate) fn Banners() -> impl IntoView {
    let bench = Bench::get();
    view! {
        {move || bench.alert.get().map(|text| view! { <Alert text=text/> })}
        {move || health_banner(bench)}
        {move || bench.conflict.get().then(|| view! { <Conflict/> })}
        {move || (bench.document.with(|document| document.origin == Origin::Shared)).then(|| view! { <SharedLink/> })}
    }
}

#[component]
fn Alert(text: String) -> impl IntoView {
    let bench = Bench::get();
    let unsaved = move || matches!(bench.save.get(), Save::Refused(_));
    let backup = move |_| files::save("architrave-backup.yaml", "application/yaml", &bench.outward());
    view! {
        <div class="banner is-bad" role="alert" data-testid="alert">
            <Glyph icon=Icon::Error/><p>{super::prose::prose(&text)}</p>
            <Show when=unsaved><button class="button" on:click=backup>"Download backup"</button></Show>
            <Show when=move || !unsaved()>
                <button class="button quiet icon" aria-label="Dismiss" on:click=move |_| bench.alert.set(None)><Glyph icon=Icon::Close/></button>
            </Show>
        </div>
    }
}

fn health_banner(bench: Bench) -> Option<AnyView> {
    let report = move |why: String| {
        move |_| {
            let report = format!("{why}\n{}", page::agent());
            leptos::task::spawn_local(async move {
                let said = page::copy(report).await.map_or_else(|reason| reason, |()| "Report copied".to_owned());
                bench.say(said, None);
            });
        }
    };
    match bench.health.get() {
        Health::Starting | Health::Well => None,
        Health::Restarted(why) => Some(
            view! {
                <div class="banner" role="status" data-testid="banner">
                    <Glyph icon=Icon::Warning/><p>{why.clone()}</p>
                    <button class="button" on:click=report(why)>"Copy report"</button>
                    <button class="button quiet icon" aria-label="Dismiss" on:click=move |_| bench.health.set(Health::Well)><Glyph icon=Icon::Close/></button>
                </div>
            }
            .into_any(),
        ),
        Health::Safe(why) => Some(
            view! {
                <div class="banner is-bad" role="alert" data-testid="banner">
                    <Glyph icon=Icon::Error/><p><strong>"Safe mode: nothing is checked. "</strong>{why.clone()}" You can go on writing; everything is saved."</p>
                    <button class="button" on:click=move |_| engine::try_again(bench)>"Try again"</button>
                    <button class="button" on:click=report(why)>"Copy report"</button>
                </div>
            }
            .into_any(),
        ),
        Health::Outdated => Some(
            view! {
                <div class="banner" role="alert" data-testid="banner">
                    <Glyph icon=Icon::Info/><p>"A newer version is there. Reload to go on; your text is saved."</p>
                    <button class="button" on:click=move |_| { bench.flush(); page::reload(); }>"Reload"</button>
                </div>
            }
            .into_any(),
        ),
    }
}

#[component]
fn Conflict() -> impl IntoView {
    let bench = Bench::get();
    let keep = move |_| {
        bench.edited();
        bench.flush();
    };
    view! {
        <div class="banner" role="alert" data-testid="banner">
            <Glyph icon=Icon::Warning/><p>"This draft was changed in another tab."</p>
            <button class="button" on:click=move |_| bench.take_theirs()>"Reload theirs"</button>
            <button class="button" on:click=keep>"Keep mine as a copy"</button>
        </div>
    }
}

#[component]
fn SharedLink() -> impl IntoView {
    let bench = Bench::get();
    let fork = move |_| {
        bench.edited();
        bench.flush();
        bench.with_editor(super::editor::Editor::focus);
    };
    view! {
        <div class="banner is-info" role="status" data-testid="banner">
            <Glyph icon=Icon::Share/><p>"Viewing a shared spec: fork to edit. The first change makes a draft of your own."</p>
            <button class="button" on:click=fork>"Fork"</button>
        </div>
    }
}

/// A message that goes by itself, with a way back where there is one.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let bench = Bench::get();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || bench.toast.get().map(|toast| {
                let undo = toast.undo;
                view! {
                    <div class="toast" on:focusin=move |_| bench.hold_toast() on:focusout=move |_| bench.let_toast_go()
                        on:pointerenter=move |_| bench.hold_toast() on:pointerleave=move |_| bench.let_toast_go()>
                        <span>{toast.text}</span>
                        {undo.map(|undo| view! {
                            <button class="button quiet" on:click=move |_| { bench.toast.set(None); undo(); }>"Undo"</button>
                        })}
                        <button class="button quiet icon" aria-label="Dismiss" on:click=move |_| bench.toast.set(None)><Glyph icon=Icon::Close/></button>
                    </div>
                }
            })}
        </div>
    }
}

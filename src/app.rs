//! The workbench: one component a file, what they share in [`state`], what the browser does in [`browser`].

mod browser;
mod documents;
mod editor;
mod engine;
mod links;
mod samples;
mod shelf;
mod state;

use leptos::prelude::*;

use state::Bench;

/// Puts the workbench on the page.
pub(crate) fn start() {
    browser::page::on_panic(|report| browser::page::show_failure(&report));
    if let Some(place) = browser::page::mount_point() {
        leptos::mount::mount_to(place, App).forget();
    }
}

#[component]
fn App() -> impl IntoView {
    let bench = Bench::provide();
    engine::start(bench);
    view! {
        <editor::EditorPane/>
        <p>{move || format!("{:?}", bench.health.get())}</p>
    }
}

//! The panel of samples.

use leptos::prelude::*;

use super::documents::Origin;
use super::samples;
use super::state::Bench;

/// The gallery: opening a sample writes nothing and leaves the open draft as it is.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    let bench = Bench::get();
    let entry = move |sample: &'static samples::Sample| {
        let current = move || bench.document.with(|document| document.origin == Origin::Sample(sample.id.to_owned()));
        view! {
            <li class="card" class:is-selected=current>
                <button class="card-main" data-testid=format!("sample-{}", sample.id) on:click=move |_| bench.open_sample(sample.id)>
                    <span class="card-title">{sample.title}</span>
                    <span class="card-meta">{sample.summary}</span>
                </button>
            </li>
        }
    };
    view! {
        <p class="panel-note">"Opening a sample changes nothing of yours. The first edit makes a draft of it."</p>
        <ul class="cards">{samples::ALL.iter().map(entry).collect_view()}</ul>
    }
}

//! The panel of samples.

use leptos::prelude::*;

use super::browser::{files, page};
use super::documents::Origin;
use super::samples::{self, Sample};
use super::state::Bench;

/// The gallery: opening a sample writes nothing and leaves the open draft as it is.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    let samples = RwSignal::new(Ok(Vec::new()));
    leptos::task::spawn_local(async move {
        let list = files::fetch(&page::file(samples::LIST).unwrap_or_default()).await;
        let list = list.and_then(|json| serde_json::from_str::<Vec<Sample>>(&json).map_err(|error| error.to_string()));
        samples.try_set(list);
    });
    view! {
        <p class="panel-note">"Opening a sample changes nothing of yours. The first edit makes a draft of it."</p>
        {move || match samples.get() {
            Ok(samples) => view! {
                <ul class="cards">{samples.into_iter().map(|sample| view! { <Entry sample=sample/> }).collect_view()}</ul>
            }.into_any(),
            Err(reason) => view! { <p class="empty">{reason}</p> }.into_any(),
        }}
    }
}

#[component]
fn Entry(sample: Sample) -> impl IntoView {
    let bench = Bench::get();
    let Sample { id, title, summary, lines, map } = sample;
    let origin = Origin::Sample(id.clone());
    let current = move || bench.document.with(|document| document.origin == origin);
    let test_id = format!("sample-{id}");
    view! {
        <li class="card sample" class:is-selected=current>
            <button class="card-main" data-testid=test_id on:click=move |_| bench.open_sample(&id)>
                <span class="card-title">{title}</span>
                <span class="card-meta">{summary}</span>
                <span class="card-meta">{lines}" lines"</span>
                // A file of our own, made of numbers: nothing that a person wrote is in it.
                <span class="thumbnail" inner_html=map></span>
            </button>
        </li>
    }
}

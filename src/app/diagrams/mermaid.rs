//! What a code host shows for the diagram's Mermaid text, drawn by the official renderer in a frame of its own.

use leptos::prelude::*;

use super::super::browser::{drawing, page};
use super::super::icons::{Glyph, Icon};
use super::super::state::Bench;

/// The frame and the text. The renderer is loaded only when this is opened.
#[component]
pub(super) fn AsMermaid() -> impl IntoView {
    let bench = Bench::get();
    let frame = NodeRef::<leptos::html::Iframe>::new();
    let loaded = RwSignal::new(false);
    let text = Memo::new(move |_| {
        bench.drawing.with(|drawing| drawing.as_ref().map(|one| one.drawn.mermaid.clone()).unwrap_or_default())
    });
    Effect::new(move |_| {
        let text = text.get();
        if let Some(frame) = frame.get().filter(|_| loaded.get()) {
            let message = serde_json::json!({ "text": text, "dark": page::is_dark() });
            drawing::tell_frame(&frame, &message.to_string());
        }
    });
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let said = page::copy(text.get_untracked())
                .await
                .map_or_else(|reason| reason, |()| "Mermaid text copied".to_owned());
            bench.say(said, None);
        });
    };
    view! {
        <div class="mermaid">
            <iframe title="The diagram as Mermaid draws it" sandbox="allow-scripts" src=page::file("mermaid") node_ref=frame on:load=move |_| loaded.set(true)></iframe>
            <div class="mermaid-text">
                <div class="panel-bar"><span class="muted">"Mermaid text"</span><span class="spacer"></span><button class="button" on:click=copy><Glyph icon=Icon::Copy/>"Copy"</button></div>
                <pre tabindex="0">{text}</pre>
            </div>
        </div>
    }
}

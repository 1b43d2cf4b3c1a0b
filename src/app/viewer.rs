//! A document to read, which is shown by the editor's script; see `editor/viewer.ts`.

use architrave::protocol::Format;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::written::Written;

#[wasm_bindgen]
extern "C" {
    /// The script's viewer.
    #[wasm_bindgen(js_name = Viewer, js_namespace = architrave)]
    type Script;

    #[wasm_bindgen(constructor, js_class = "Viewer", js_namespace = architrave)]
    fn new(host: &JsValue, pointed: &Closure<dyn FnMut(u32)>) -> Script;

    #[wasm_bindgen(method)]
    fn show(this: &Script, id: &str, format: &str, name: &str, text: &str);
}

/// The viewer on the page.
struct Shown {
    script: Script,
    _pointed: Closure<dyn FnMut(u32)>,
}

/// Shows `written`; `pointed` is told the line that a person points at, from 1.
#[component]
pub(crate) fn Viewer(written: Memo<Option<Written>>, pointed: impl Fn(usize) + Copy + 'static) -> impl IntoView {
    let host = NodeRef::<leptos::html::Div>::new();
    let viewer = StoredValue::new_local(None::<Shown>);
    Effect::new(move |_| {
        let (Some(element), Some(Written { entry, text, .. })) = (host.get(), written.get()) else { return };
        if viewer.with_value(Option::is_none) {
            let told = Closure::new(move |line: u32| pointed(line as usize));
            viewer.set_value(Some(Shown { script: Script::new(&element, &told), _pointed: told }));
        }
        viewer.with_value(|viewer| {
            if let Some(viewer) = viewer {
                viewer.script.show(&entry.id, word(entry.format), &entry.path, &text);
            }
        });
    });
    view! { <div class="viewer" data-testid="document-text" node_ref=host></div> }
}

/// The name that the script knows a format by.
const fn word(format: Format) -> &'static str {
    match format {
        Format::Graphql => "graphql",
        Format::Html => "html",
        Format::Json => "json",
        Format::Markdown => "markdown",
        Format::Proto => "proto",
        Format::Sql => "sql",
        Format::Yaml => "yaml",
    }
}

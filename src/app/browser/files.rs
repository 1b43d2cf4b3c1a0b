//! Files: saved from the page, picked or dropped onto it, and fetched from our own origin.

use js_sys::{Array, Uint8Array};
use leptos::ev::DragEvent;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
pub(crate) use web_sys::File;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, HtmlInputElement, Url};

/// Largest file that is read: a spec beyond this is a mistake.
pub(crate) const LIMIT: f64 = 4.0 * 1024.0 * 1024.0;

/// Saves `text` as a file called `name`.
pub(crate) fn save(name: &str, kind: &str, text: &str) {
    if let Ok(blob) = blob_of(text, kind) {
        save_blob(name, &blob);
    }
}

/// Saves `bytes` as a file called `name`.
pub(crate) fn save_bytes(name: &str, kind: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// Draws `svg` on a canvas of `width` × `height` CSS pixels times `scale`, and saves it as PNG.
/// `ground` is the colour behind it; none leaves it transparent.
pub(crate) async fn save_png(
    name: String,
    svg: String,
    size: (f64, f64),
    scale: f64,
    ground: Option<String>,
) -> Result<(), String> {
    let refused = |_: JsValue| "The browser could not draw the picture; save it as SVG instead".to_owned();
    let url = Url::create_object_url_with_blob(&blob_of(&svg, "image/svg+xml").map_err(refused)?).map_err(refused)?;
    let image = HtmlImageElement::new().map_err(refused)?;
    image.set_src(&url);
    JsFuture::from(image.decode()).await.map_err(refused)?;
    let document = super::page::document().ok_or("There is no page")?;
    let canvas: HtmlCanvasElement =
        document.create_element("canvas").map_err(refused)?.dyn_into().map_err(|other| refused(other.into()))?;
    canvas.set_width((size.0 * scale) as u32);
    canvas.set_height((size.1 * scale) as u32);
    let context = canvas.get_context("2d").map_err(refused)?.ok_or("The browser has no canvas")?;
    let context: web_sys::CanvasRenderingContext2d = context.dyn_into().map_err(|other| refused(other.into()))?;
    if let Some(ground) = ground {
        context.set_fill_style_str(&ground);
        context.fill_rect(0.0, 0.0, size.0 * scale, size.1 * scale);
    }
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, size.0 * scale, size.1 * scale)
        .map_err(refused)?;
    drop(Url::revoke_object_url(&url));
    let saved = wasm_bindgen::closure::Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            save_blob(&name, &blob);
        }
    });
    canvas.to_blob(saved.unchecked_ref()).map_err(refused)
}

/// A file's name and text; the sentence says why it cannot be opened.
pub(crate) async fn read(file: File) -> Result<(String, String), String> {
    let name = file.name();
    if file.size() == 0.0 {
        return Err(format!("`{name}` is empty."));
    }
    if file.size() > LIMIT {
        return Err(format!("`{name}` is {:.0} MB; a spec may have at most 4 MB.", file.size() / 1_048_576.0));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| format!("`{name}` could not be read."))?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok((name, text.trim_start_matches('\u{feff}').to_owned())),
        _ => Err(format!("`{name}` is not text: a spec is YAML in UTF-8.")),
    }
}

/// The file that was dropped, if any.
pub(crate) fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// The file chosen in a picker; forgets it, so that the same one can be chosen again.
pub(crate) fn picked(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// The text at `path` of our own origin.
pub(crate) async fn fetch(path: &str) -> Result<String, String> {
    let missing = || format!("`{path}` could not be loaded; is the connection there?");
    let window = super::page::window().ok_or_else(missing)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.map_err(|_| missing())?;
    let response: web_sys::Response = response.dyn_into().map_err(|_| missing())?;
    if !response.ok() {
        return Err(missing());
    }
    let text = JsFuture::from(response.text().map_err(|_| missing())?).await.map_err(|_| missing())?;
    text.as_string().ok_or_else(missing)
}

fn blob_of(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

fn save_blob(name: &str, blob: &Blob) {
    let Some(document) = super::page::document() else { return };
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    if let Ok(Ok(link)) = document.create_element("a").map(JsCast::dyn_into::<HtmlAnchorElement>) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The download has begun only after this turn of the event loop.
    gloo::timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
}

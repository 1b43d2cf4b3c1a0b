//! Drawings: put into the page safely, and asked what lies where.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DomParser, Element, HtmlElement, HtmlIFrameElement, SupportedType};

/// Puts `svg` into `host` in the place of what was there. The engine writes it escaped; what could run all the same is refused.
pub(crate) fn show(host: &HtmlElement, svg: &str) -> Result<(), String> {
    let broken = || "The drawing could not be read".to_owned();
    let parser = DomParser::new().map_err(|_| broken())?;
    let parsed = parser.parse_from_string(svg, SupportedType::ImageSvgXml).map_err(|_| broken())?;
    let root = parsed.document_element().ok_or_else(broken)?;
    if root.local_name() != "svg" {
        return Err(broken());
    }
    if let Some(danger) = danger(&root) {
        return Err(format!("The drawing holds `{danger}` and was refused"));
    }
    let document = super::page::document().ok_or_else(broken)?;
    let adopted = document.adopt_node(&root).map_err(|_| broken())?;
    host.set_text_content(None);
    host.append_child(&adopted).map(drop).map_err(|_| broken())
}

/// The `data-id` of the element that an event hit.
pub(crate) fn hit(target: Option<web_sys::EventTarget>) -> Option<String> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.closest("[data-id]").ok()??.get_attribute("data-id")
}

/// Gives the element `id`, and no other, the class `selected`.
pub(crate) fn mark(host: &HtmlElement, id: Option<&str>) {
    let Ok(elements) = host.query_selector_all("[data-id]") else { return };
    for at in 0..elements.length() {
        let Some(element) = elements.get(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let current = id.is_some() && element.get_attribute("data-id").as_deref() == id;
        drop(element.class_list().toggle_with_force("selected", current));
    }
}

/// Left, top, width and height of `element` in the window.
pub(crate) fn rect(element: &HtmlElement) -> (f64, f64, f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.left(), rect.top(), rect.width(), rect.height())
}

/// Sends all moves of this pointer to `element`, even outside of it.
pub(crate) fn capture(element: &HtmlElement, pointer: i32) {
    drop(element.set_pointer_capture(pointer));
}

/// Calls `told` whenever the size of `element` changes, for as long as the page lives.
pub(crate) fn on_resize(element: &HtmlElement, told: impl Fn() + 'static) {
    let listen = Closure::<dyn FnMut()>::new(told);
    if let Ok(observer) = web_sys::ResizeObserver::new(listen.as_ref().unchecked_ref()) {
        observer.observe(element);
        listen.forget();
    }
}

/// Sends `text` into the frame, which may be of no origin at all.
pub(crate) fn tell_frame(frame: &HtmlIFrameElement, text: &str) {
    if let Some(window) = frame.content_window() {
        drop(window.post_message(&text.into(), "*"));
    }
}

/// What of `root` could run a script or load something, if anything.
fn danger(root: &Element) -> Option<String> {
    let all = root.query_selector_all("*").ok()?;
    let inner = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<Element>().ok());
    std::iter::once(root.clone()).chain(inner).find_map(|element| {
        let name = element.local_name();
        let tags =
            ["script", "foreignobject", "iframe", "object", "embed", "use", "image", "style", "animate", "set", "a"];
        if tags.contains(&name.to_ascii_lowercase().as_str()) {
            return Some(name);
        }
        element.get_attribute_names().iter().filter_map(|name| name.as_string()).find(|name| {
            let name = name.to_ascii_lowercase();
            name.starts_with("on") || name == "style" || name.ends_with("href")
        })
    })
}

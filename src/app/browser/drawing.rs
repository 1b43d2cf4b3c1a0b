//! Drawings: put into the page safely, and asked what lies where.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DomParser, DomRect, Element, HtmlElement, HtmlIFrameElement, SupportedType, SvgElement};

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
    let before = hit(document.active_element().filter(|element| host.contains(Some(element))).map(Into::into));
    host.set_text_content(None);
    host.append_child(&adopted).map_err(|_| broken())?;
    let same = parts(host).into_iter().find(|part| before.is_some() && id(part) == before);
    rove(host, before.as_deref());
    if let Some(part) = same {
        give(&part);
    }
    Ok(())
}

/// What an event hit.
pub(crate) type Target = Option<web_sys::EventTarget>;

/// The `data-id` of the element that an event hit.
pub(crate) fn hit(target: Target) -> Option<String> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.closest("[data-id]").ok()??.get_attribute("data-id")
}

/// Gives the element `current`, and no other, the class `selected`; and those of `path`, while there is one, their own.
pub(crate) fn mark(host: &HtmlElement, current: Option<&str>, path: &[String]) {
    for part in parts(host) {
        let id = id(&part);
        let on_path = id.as_ref().is_some_and(|id| path.contains(id));
        drop(part.class_list().toggle_with_force("selected", id.is_some() && id.as_deref() == current));
        drop(part.class_list().toggle_with_force("on-path", on_path));
    }
    if let Some(svg) = host.first_element_child() {
        drop(svg.class_list().toggle_with_force("has-path", !path.is_empty()));
    }
}

/// Puts the element `current`, else the first that the drawing names, into the tab order and takes the others out:
/// arrows lead to those.
pub(crate) fn rove(host: &HtmlElement, current: Option<&str>) {
    let stops: Vec<Element> = parts(host).into_iter().filter(is_stop).collect();
    let is_current = |part: &Element| current.is_some() && id(part).as_deref() == current;
    let is_named = |part: &Element| part.get_attribute("tabindex").as_deref() == Some("0");
    let chosen = stops.iter().position(is_current).or_else(|| stops.iter().position(is_named)).unwrap_or(0);
    for (at, part) in stops.iter().enumerate() {
        drop(part.set_attribute("tabindex", if at == chosen { "0" } else { "-1" }));
    }
}

/// Gives the focus to the element with this id, where it is drawn.
pub(crate) fn give_to(host: &HtmlElement, wanted: &str) {
    if let Some(part) = parts(host).iter().find(|part| id(part).as_deref() == Some(wanted)) {
        give(part);
    }
}

/// Moves the focus from the element `from` to the nearest one in a direction, if there is any.
pub(crate) fn step(host: &HtmlElement, from: &str, direction: (f64, f64)) {
    let stops: Vec<Element> = parts(host).into_iter().filter(is_stop).collect();
    let Some(start) = stops.iter().find(|part| id(part).as_deref() == Some(from)).map(middle) else { return };
    let far = |part: &Element| {
        let (x, y) = (middle(part).0 - start.0, middle(part).1 - start.1);
        let along = x * direction.0 + y * direction.1;
        // What lies aside counts more than what lies ahead, so that a row is walked to its end.
        (along > 1.0).then(|| 3.0f64.mul_add((x * direction.1 + y * direction.0).abs(), along))
    };
    let ahead = stops.iter().filter_map(|part| far(part).map(|far| (far, part)));
    if let Some((_, part)) = ahead.min_by(|one, other| one.0.total_cmp(&other.0)) {
        give(part);
    }
}

/// Left, top, width and height in the window of all that has `class`; none where nothing has it.
pub(crate) fn extent(host: &HtmlElement, class: &str) -> Option<(f64, f64, f64, f64)> {
    let rects = parts(host).into_iter().filter(|part| part.class_list().contains(class));
    let rects: Vec<DomRect> = rects.map(|part| part.get_bounding_client_rect()).collect();
    let left = rects.iter().map(|rect| rect.left()).reduce(f64::min)?;
    let top = rects.iter().map(|rect| rect.top()).reduce(f64::min)?;
    let right = rects.iter().map(|rect| rect.right()).reduce(f64::max)?;
    let bottom = rects.iter().map(|rect| rect.bottom()).reduce(f64::max)?;
    Some((left, top, right - left, bottom - top))
}

/// Left, top, width and height in the window of what an event hit.
pub(crate) fn place(target: Target) -> Option<(f64, f64, f64, f64)> {
    Some(rect(&target?.dyn_into::<Element>().ok()?))
}

/// Left, top, width and height in the window of the element with this id.
pub(crate) fn find(host: &HtmlElement, wanted: &str) -> Option<(f64, f64, f64, f64)> {
    parts(host).iter().find(|part| id(part).as_deref() == Some(wanted)).map(rect)
}

/// Left, top, width and height of `element` in the window.
pub(crate) fn rect(element: &Element) -> (f64, f64, f64, f64) {
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

/// What a drawing shows of the spec, each with an id.
fn parts(host: &HtmlElement) -> Vec<Element> {
    let Ok(parts) = host.query_selector_all("[data-id]") else { return Vec::new() };
    (0..parts.length()).filter_map(|at| parts.get(at)?.dyn_into().ok()).collect()
}

fn id(part: &Element) -> Option<String> {
    part.get_attribute("data-id")
}

/// Frames around others are no stop for the keyboard: what is in them is.
fn is_stop(part: &Element) -> bool {
    !part.class_list().contains("group") && !part.class_list().contains("block")
}

fn middle(part: &Element) -> (f64, f64) {
    let rect = part.get_bounding_client_rect();
    (rect.left() + rect.width() / 2.0, rect.top() + rect.height() / 2.0)
}

fn give(part: &Element) {
    if let Some(part) = part.dyn_ref::<SvgElement>() {
        drop(part.focus());
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

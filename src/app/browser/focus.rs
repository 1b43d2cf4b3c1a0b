//! Where the keyboard's focus is, and where it goes when what had it is gone.

use wasm_bindgen::JsCast;
pub(crate) use web_sys::HtmlElement;
use web_sys::{Element, NodeList};

use super::page;

/// What has the focus; none where nothing has it, as after its removal from the page.
pub(crate) fn focused() -> Option<HtmlElement> {
    let element = page::document()?.active_element()?;
    if element.local_name() == "body" {
        return None;
    }
    element.dyn_into().ok()
}

/// Whether what had the focus is gone: the next Tab would begin at the top of the page.
pub(crate) fn is_lost() -> bool {
    page::document().and_then(|document| document.active_element()).is_none_or(|element| element.local_name() == "body")
}

/// Whether the focus is inside of an element that matches `selector`.
pub(crate) fn is_within(selector: &str) -> bool {
    page::document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// Whether the focus is in something that takes text; the editor's is behind its shadow root.
pub(crate) fn is_typing() -> bool {
    focused().is_some_and(|focused| {
        ["input", "textarea", "select"].contains(&focused.local_name().as_str()) || is_editor(&focused)
    })
}

/// Whether this is the place of the code editor, which knows itself where its focus belongs.
pub(crate) fn is_editor(element: &HtmlElement) -> bool {
    element.class_list().contains("editor")
}

/// Whether the focus that leaves goes into an element that matches `selector`.
pub(crate) fn goes_to(event: &leptos::ev::FocusEvent, selector: &str) -> bool {
    let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
    next.is_some_and(|next| next.closest(selector).ok().flatten().is_some())
}

/// Puts the focus on the first element that matches `selector` and is shown; false where there is none.
pub(crate) fn focus(selector: &str) -> bool {
    all(selector).into_iter().any(|element| give(&element))
}

/// The same as [`focus`], once the page shows what was changed just now.
pub(crate) fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    page::later(0, move || {
        focus(&selector);
    })
    .keep();
}

/// Does `mend` once the page shows what was changed just now, if the focus got lost by it.
pub(crate) fn if_lost(mend: impl FnOnce() + 'static) {
    page::later(0, move || {
        if is_lost() {
            mend();
        }
    })
    .keep();
}

/// Gives `element` the focus; false where it is not on the page or not shown.
pub(crate) fn give(element: &HtmlElement) -> bool {
    element.is_connected() && element.get_client_rects().length() != 0 && element.focus().is_ok()
}

/// Which of the elements that match `selector` has the focus inside.
pub(crate) fn position(selector: &str) -> Option<usize> {
    let focused: Element = focused()?.into();
    all(selector).iter().position(|element| element.contains(Some(&focused)))
}

/// Puts the focus on the element at `position` of those that match `selector`, or on the last.
pub(crate) fn focus_at(selector: &str, position: usize) -> bool {
    let all = all(selector);
    all.get(position).or(all.last()).is_some_and(give)
}

/// How many elements match `selector`.
pub(crate) fn count(selector: &str) -> usize {
    all(selector).len()
}

fn all(selector: &str) -> Vec<HtmlElement> {
    let found: Option<NodeList> = page::document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

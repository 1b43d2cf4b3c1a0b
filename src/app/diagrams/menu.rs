//! Menus by the ARIA pattern: arrows move among the items, Escape and Tab leave.

use leptos::ev::KeyboardEvent;

use super::super::browser::focus;

pub(super) const ITEMS: &str = ".menu [role=menuitem]";

/// Moves the focus as a key says, or calls `leave`; Tab goes on from where that puts the focus.
pub(super) fn walk(event: &KeyboardEvent, leave: impl FnOnce()) {
    let (count, at) = (focus::count(ITEMS).max(1), focus::position(ITEMS).unwrap_or(0));
    let to = match event.key().as_str() {
        "ArrowDown" => (at + 1) % count,
        "ArrowUp" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        "Escape" | "Tab" => {
            event.stop_propagation();
            leave();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    focus::focus_at(ITEMS, to);
}

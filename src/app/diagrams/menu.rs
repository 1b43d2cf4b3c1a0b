//! Menus by the ARIA pattern: arrows move among the items, Escape and Tab leave.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::super::browser::focus;
use super::super::icons::{Glyph, Icon};

pub(super) const ITEMS: &str = ".menu [role=menuitem]";

/// A button and the menu that it opens; `children` are its [`Item`]s.
#[component]
pub(super) fn Menu(
    open: RwSignal<bool>,
    test_id: &'static str,
    icon: Icon,
    #[prop(into)] label: Signal<String>,
    title: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        focus::focus_soon(ITEMS);
    };
    let key = move |event: KeyboardEvent| {
        if open.get_untracked() {
            walk(&event, || {
                open.set(false);
                focus::focus(&button(test_id));
            });
        }
    };
    view! {
        <div class="menu-anchor" on:keydown=key>
            <button class="button quiet" aria-haspopup="menu" aria-expanded=move || open.get().to_string() data-testid=test_id title=title on:click=toggle>
                <Glyph icon=icon/><span class="label">{label}</span>
            </button>
            {move || open.get().then(|| view! {
                <div class="menu-ground" on:click=move |_| open.set(false)></div>
                <div class="menu" role="menu" aria-label=title>{children()}</div>
            })}
        </div>
    }
}

/// Something to choose; the menu is closed, and its button has the focus again, before `act` does it.
#[component]
pub(super) fn Item(
    open: RwSignal<bool>,
    of: &'static str,
    #[prop(into)] label: String,
    act: impl Fn() + 'static,
) -> impl IntoView {
    let choose = move |_| {
        open.set(false);
        focus::focus(&button(of));
        act();
    };
    view! { <button role="menuitem" tabindex="-1" on:click=choose>{label}</button> }
}

fn button(test_id: &str) -> String {
    format!("[data-testid={test_id}]")
}

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

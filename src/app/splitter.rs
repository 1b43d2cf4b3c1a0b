//! A border between two panes that can be moved, by pointer and by keyboard.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::browser::{drawing, page};

/// Which way the border lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Border {
    /// Between left and right; the share is of the window's width, so that a panel that opens takes none of the text's.
    Upright,
    /// Between top and bottom; the share is of the height.
    Level,
}

/// A splitter over `share`, in percent that the pane before it takes.
#[component]
pub(crate) fn Splitter(
    border: Border,
    label: &'static str,
    share: RwSignal<f64>,
    least: f64,
    most: f64,
    within: NodeRef<leptos::html::Div>,
) -> impl IntoView {
    let upright = border == Border::Upright;
    let handle = NodeRef::<leptos::html::Div>::new();
    let dragging = RwSignal::new(false);
    let set = move |value: f64| share.set(value.clamp(least, most));
    let pressed = move |event: PointerEvent| {
        if let Some(handle) = handle.get() {
            drawing::capture(&handle, event.pointer_id());
        }
        dragging.set(true);
    };
    let moved = move |event: PointerEvent| {
        let Some(parent) = within.get().filter(|_| dragging.get_untracked()) else { return };
        let (left, top, _, height) = drawing::rect(&parent);
        let (at, all) = if upright {
            (f64::from(event.client_x()) - left, page::width())
        } else {
            (f64::from(event.client_y()) - top, height)
        };
        set(100.0 * at / all.max(1.0));
    };
    let key = move |event: KeyboardEvent| {
        let (less, more) = if upright { ("ArrowLeft", "ArrowRight") } else { ("ArrowUp", "ArrowDown") };
        let now = share.get_untracked();
        match event.key() {
            key if key == less => set(now - 2.0),
            key if key == more => set(now + 2.0),
            key if key == "Home" => set(least),
            key if key == "End" => set(most),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="splitter" class:is-upright=upright class:is-dragging=dragging node_ref=handle role="separator" tabindex="0"
            aria-label=label aria-orientation=if upright { "vertical" } else { "horizontal" }
            aria-valuenow=move || format!("{:.0}", share.get()) aria-valuemin=least.to_string() aria-valuemax=most.to_string()
            on:pointerdown=pressed on:pointermove=moved on:pointerup=move |_| dragging.set(false) on:keydown=key></div>
    }
}

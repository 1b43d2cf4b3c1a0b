//! The keys that do something.

use leptos::prelude::*;

const KEYS: [(&str, &str); 14] = [
    ("Ctrl + .", "Quick fixes at the cursor"),
    ("Ctrl + K", "All commands"),
    ("F8", "Next problem"),
    ("Shift + F8", "Previous problem"),
    ("Ctrl + F", "Search the text"),
    ("Ctrl + Z", "Undo"),
    ("Ctrl + Shift + [", "Fold"),
    ("Ctrl + S", "Save a file"),
    ("Esc, then Tab", "Leave the editor"),
    ("F6", "Next part of the page"),
    ("+  −", "Zoom the drawing"),
    ("Arrows, Enter", "From element to element, to the text"),
    ("0  1", "Whole drawing, natural size"),
    ("?", "This list"),
];

/// The list; Command stands for Ctrl where there is one.
#[component]
pub(super) fn Keys() -> impl IntoView {
    view! {
        <dl class="keys">
            {KEYS.iter().map(|(key, what)| view! { <div><dt><kbd>{*key}</kbd></dt><dd>{*what}</dd></div> }).collect_view()}
        </dl>
        <p class="muted">"On a Mac, Command takes the place of Ctrl."</p>
    }
}

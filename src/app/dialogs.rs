//! The dialogs. Each is the browser's own, so that focus and Escape behave as everywhere.

mod embed;
mod fix_all;
mod ignore;
mod keys;
mod palette;
mod share;

use leptos::prelude::*;

use super::browser::{focus, page};
use super::editor::Editor;
use super::icons::{Glyph, Icon};
use super::problems;
use super::state::{Bench, Dialog};
use fix_all::FixAll;
use ignore::Ignore;
use keys::Keys;
use palette::Palette;
use share::Share;

/// The open dialog, if any.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let bench = Bench::get();
    let opener = StoredValue::new_local(None);
    let dialog = move || {
        let dialog = bench.dialog.get();
        if let Some(focused) = focus::focused().filter(|_| dialog != Dialog::None && !focus::is_within("dialog")) {
            // One dialog may lead to another; the focus goes back to where the first was asked for.
            opener.set_value(Some((focused, problems::focused_row())));
        }
        dialog
    };
    move || match dialog() {
        Dialog::None => {
            if let Some((opener, row)) = opener.get_value() {
                focus::if_lost(move || give_back(bench, &opener, row));
            }
            None
        }
        Dialog::Share => Some(view! { <Frame title="Share this spec"><Share/></Frame> }.into_any()),
        Dialog::Palette => Some(view! { <Frame title="Commands"><Palette/></Frame> }.into_any()),
        Dialog::Keys => Some(view! { <Frame title="Keyboard"><Keys/></Frame> }.into_any()),
        Dialog::FixAll(rule) => {
            Some(view! { <Frame title="Fix all that is safe"><FixAll rule=rule/></Frame> }.into_any())
        }
        Dialog::Ignore(finding) => {
            Some(view! { <Frame title="Ignore this finding"><Ignore finding=finding/></Frame> }.into_any())
        }
    }
}

/// A dialog that is taken away takes the focus along; one that the browser closes has given it back already.
/// The row of problems that asked for it may be gone by now: then the next one takes the focus, or what is above them.
fn give_back(bench: Bench, opener: &focus::HtmlElement, row: Option<usize>) {
    let next = || row.is_some_and(problems::focus_row);
    if focus::is_editor(opener) || !(focus::give(opener) || next()) {
        bench.with_editor(Editor::focus);
    }
}

#[component]
fn Frame(title: &'static str, children: Children) -> impl IntoView {
    let bench = Bench::get();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let shown = StoredValue::new(false);
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            page::show_modal(&dialog);
            shown.set_value(true);
        }
    });
    let mine = bench.dialog.get_untracked();
    let close = move || bench.dialog.set(Dialog::None);
    // The browser says it a frame later. By then another dialog may be open, in the same element.
    let closed = move |_| {
        let open = dialog.get_untracked().is_some_and(|dialog| dialog.open());
        if shown.get_value() && !open && bench.dialog.with_untracked(|open| *open == mine) {
            close();
        }
    };
    view! {
        <dialog class="dialog" aria-labelledby="dialog-title" node_ref=dialog on:close=closed>
            <header>
                <h2 id="dialog-title">{title}</h2>
                <button class="button quiet icon" aria-label="Close" on:click=move |_| close()><Glyph icon=Icon::Close/></button>
            </header>
            {children()}
        </dialog>
    }
}

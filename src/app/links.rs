//! Links that hold a whole spec.

use architrave::share::{self, Reach};
use leptos::prelude::*;

use super::browser::page;
use super::documents::{Document, Origin};
use super::icons::Icon;
use super::state::Bench;

/// The link to the text in the editor.
pub(crate) fn make(bench: Bench) -> String {
    format!("{}#{}", page::address(), fragment(bench))
}

/// What of a link holds the text.
pub(crate) fn fragment(bench: Bench) -> String {
    share::encode(&bench.outward())
}

/// Opens the spec in the address; false where it holds none that can be read. Nothing is written either way.
pub(crate) fn open(bench: Bench) -> bool {
    match share::decode(&page::fragment()) {
        Ok(text) => {
            bench.alert.set(None);
            bench.open(Document { origin: Origin::Shared, ..Document::default() }, &text, 0);
            true
        }
        Err(error) => {
            bench.alert.set(Some(format!("{error} What was open is untouched.")));
            false
        }
    }
}

/// Class, icon and words for where a link of `length` characters survives.
pub(crate) const fn reach(length: usize) -> (&'static str, Icon, &'static str) {
    match share::reach(length) {
        Reach::ChatSafe => ("reach good", Icon::Check, "short enough for chats and mail"),
        Reach::MostPlaces => ("reach", Icon::Info, "fine in most places; some chats cut links beyond 2,000"),
        Reach::File => ("reach warning", Icon::Warning, "too long for many places; send the file instead"),
    }
}

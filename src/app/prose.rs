//! Sentences in which backticks mark code.

use leptos::prelude::*;

/// Shows `text` with its code as code. There is no other markup, and no HTML.
pub(crate) fn prose(text: &str) -> Vec<AnyView> {
    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    parts
        .map(|(at, part)| {
            let part = part.to_owned();
            if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
        })
        .collect()
}

//! The pages of the rules: a file of the site, apart from the engine, so that the first findings do not wait for it.

use std::sync::Arc;

use architrave::protocol::RulePage;
use leptos::prelude::*;

use super::browser::{files, focus, page};
use super::state::Bench;

/// How long the first drawing may take, which goes before.
const SOON: u32 = 500;

/// How far the file is.
#[derive(Debug, Clone, Default)]
pub(crate) enum Pages {
    #[default]
    Unasked,
    Coming,
    Here(Arc<[RulePage]>),
    /// The sentence says why it did not come.
    Failed(String),
}

impl Pages {
    /// The page of that rule, once it is there.
    pub(crate) fn find(&self, rule: &str) -> Option<&RulePage> {
        match self {
            Self::Here(pages) => pages.iter().find(|page| page.id == rule),
            Self::Unasked | Self::Coming | Self::Failed(_) => None,
        }
    }

    /// Why that rule exists, in a sentence or two; empty as long as its page is not there.
    pub(crate) fn why(&self, rule: &str) -> &str {
        self.find(rule).and_then(RulePage::why).unwrap_or_default()
    }
}

/// Fetches the pages when the first findings and their drawing are there.
pub(crate) fn want_soon(bench: Bench) {
    let unasked = move || bench.pages.with_untracked(|pages| matches!(pages, Pages::Unasked));
    if unasked() {
        page::later(SOON, move || {
            if unasked() {
                want(bench);
            }
        })
        .keep();
    }
}

/// Fetches the pages, unless they are here or on their way.
pub(crate) fn want(bench: Bench) {
    if bench.pages.with_untracked(|pages| matches!(pages, Pages::Coming | Pages::Here(_))) {
        return;
    }
    bench.pages.set(Pages::Coming);
    leptos::task::spawn_local(async move {
        let json = files::fetch(&page::file("rules").unwrap_or_default()).await;
        let pages = json.and_then(|json| {
            serde_json::from_str::<Vec<RulePage>>(&json).map_err(|_| "The pages of the rules are damaged.".to_owned())
        });
        bench.pages.set(match pages {
            Ok(pages) => Pages::Here(pages.into()),
            Err(reason) => Pages::Failed(reason),
        });
        bench.show_findings();
        // The button that asked for them is gone.
        focus::if_lost(|| {
            let targets = [
                "[data-testid=pages-again]",
                ".rule-page > .link",
                ".panel-bar input",
                ".problem.is-open .problem-more",
            ];
            targets.into_iter().any(focus::focus);
        });
    });
}

/// Says that the pages could not be had, and offers to fetch them again; nothing as long as they can come.
#[component]
pub(crate) fn Missing() -> impl IntoView {
    let bench = Bench::get();
    let reason = move || {
        bench.pages.with(|pages| match pages {
            Pages::Failed(reason) => Some(reason.clone()),
            _ => None,
        })
    };
    move || {
        reason().map(|reason| {
            view! {
                <p class="empty" role="alert">
                    {reason}" "<button class="button" data-testid="pages-again" on:click=move |_| want(bench)>"Try again"</button>
                </p>
            }
        })
    }
}

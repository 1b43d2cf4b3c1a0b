//! Shows what all safe fixes would change, then changes it in one step.

use architrave::protocol::{Request, Response, TextEdit};
use leptos::prelude::*;

use super::super::engine;
use super::super::preview::Preview;
use super::super::prose::prose;
use super::super::state::{Bench, Dialog};

/// The difference, to accept or not.
#[component]
pub(super) fn FixAll(rule: Option<String>) -> impl IntoView {
    let bench = Bench::get();
    let report = bench.report.get_untracked();
    let text = bench.text.get_untracked().content;
    let answer = RwSignal::new(None::<Result<(Vec<TextEdit>, String), String>>);
    let what = rule.as_ref().map(|rule| prose(&format!("Only what `{rule}` finds. ")));
    engine::ask(bench, Request::FixAll { rule }, Some(report.version), move |response| {
        let result = match response {
            Response::Edits { edits, title } => Ok((edits, title)),
            Response::Refused { reason } => Err(reason),
            _ => Err("There is nothing to fix.".to_owned()),
        };
        answer.try_set(Some(result));
    });
    let accept = move |_| {
        if let Some(Ok((edits, title))) = answer.get_untracked() {
            bench.dialog.set(Dialog::None);
            bench.apply(&edits, report.version, title);
        }
    };
    view! {
        <p class="muted">{what}"One undo step takes all of it back."</p>
        {move || answer.get().map(|answer| match answer {
            Ok((edits, _)) => view! {
                <div class="dialog-scroll"><Preview text=text.clone() edits=edits/></div>
            }.into_any(),
            Err(reason) => view! { <p>{reason}</p> }.into_any(),
        })}
        <footer>
            <button class="button" on:click=move |_| bench.dialog.set(Dialog::None)>"Cancel"</button>
            <button class="button primary" autofocus disabled=move || !matches!(answer.get(), Some(Ok(_))) on:click=accept>"Apply"</button>
        </footer>
    }
}

//! Asks for the reason of an ignore, which the spec then states.

use architrave::protocol::{Request, Response};
use leptos::prelude::*;

use super::super::engine;
use super::super::prose::prose;
use super::super::state::{Bench, Dialog};

/// The form.
#[component]
pub(super) fn Ignore(finding: usize) -> impl IntoView {
    let bench = Bench::get();
    let reason = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let version = bench.report.with_untracked(|report| report.version);
    let found = bench.finding(finding);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = reason.get_untracked().trim().to_owned();
        if reason.is_empty() {
            refused.set(Some("Say why: whoever reads the spec next will ask.".to_owned()));
            return;
        }
        engine::ask(bench, Request::Ignore { finding, reason }, Some(version), move |answer| match answer {
            Response::Edits { edits, title } => {
                bench.dialog.set(Dialog::None);
                bench.apply(&edits, version, title);
            }
            Response::Refused { reason } => refused.try_set(Some(reason)).map_or((), drop),
            _ => {}
        });
    };
    view! {
        <form on:submit=submit>
            {found.map(|found| view! { <p>{prose(&found.message)}<span class="problem-rule">" "{found.rule}</span></p> })}
            <label class="field">
                <span>"Why is it no problem here?"</span>
                <input class="text" autofocus maxlength="300" on:input=move |event| reason.set(event_target_value(&event))/>
            </label>
            <p class="field-error" role="alert">{refused}</p>
            <footer>
                <button class="button" type="button" on:click=move |_| bench.dialog.set(Dialog::None)>"Cancel"</button>
                <button class="button primary" type="submit">"Ignore"</button>
            </footer>
        </form>
    }
}

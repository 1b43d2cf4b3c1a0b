//! The link that holds the whole spec.

use leptos::prelude::*;

use super::super::browser::page;
use super::super::icons::{Glyph, Icon};
use super::super::links;
use super::super::state::Bench;
use super::embed::EmbedPart;

/// The rule that finds a password or key written into the spec.
const SECRET: &str = "security/secret-literal";

/// The link, how long it is, and what that means.
#[component]
pub(super) fn Share() -> impl IntoView {
    let bench = Bench::get();
    let secret =
        bench.report.with_untracked(|report| report.checked.findings.iter().any(|finding| finding.rule == SECRET));
    let link = links::make(bench);
    let length = link.chars().count();
    let copied = RwSignal::new(String::new());
    let text = link.clone();
    let copy = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let said = page::copy(text).await.map_or_else(|reason| reason, |()| "Copied".to_owned());
            copied.try_set(said);
        });
    };
    let (class, icon, words) = links::reach(length);
    view! {
        <p>"The link holds the whole spec behind the "<code>"#"</code>", where browsers do not send it to any server. Whoever opens it sees a copy."</p>
        {secret.then(|| view! {
            <p class="banner is-bad" role="alert"><Glyph icon=Icon::Error/><span>"This spec seems to hold a secret. Take it out before you share the link: it cannot be taken back."</span></p>
        })}
        <label class="field">
            <span>"Link"</span>
            <textarea class="text link-text" data-testid="share-link" readonly rows="4" prop:value=link.clone() on:focus=move |event| page::select_all(&event)></textarea>
        </label>
        <p class=class><Glyph icon=icon/>{format!("{} characters: {words}", group_thousands(length))}</p>
        <EmbedPart/>
        <footer>
            <span class="muted" role="status">{copied}</span>
            <button class="button" on:click=move |_| bench.save_file()>"Save a file instead"</button>
            <button class="button primary" autofocus on:click=copy>"Copy link"</button>
        </footer>
    }
}

fn group_thousands(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

#[cfg(test)]
mod tests {
    use super::group_thousands;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(group_thousands(999), "999");
        assert_eq!(group_thousands(2_005), "2,005");
    }
}

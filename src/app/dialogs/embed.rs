//! The lines that put the diagram now shown into another page.

use leptos::prelude::*;

use super::super::browser::page;
use super::super::diagrams::{embed, name_of};
use super::super::links;
use super::super::state::Bench;

/// What can be chosen, and the HTML for it; nothing where there is no diagram.
#[component]
pub(super) fn EmbedPart() -> impl IntoView {
    let bench = Bench::get();
    let (theme, marked) = (RwSignal::new(String::new()), RwSignal::new(false));
    let diagram = bench.diagram.get_untracked();
    let tabs = bench.report.with_untracked(|report| report.checked.diagrams.clone());
    let known = tabs.iter().any(|tab| tab.id == diagram);
    let name = name_of(&tabs, &diagram);
    let title = format!("{} · {name}", bench.title_untracked());
    let fragment = links::fragment(bench);
    let view = bench.view.get_untracked();
    let code =
        Memo::new(move |_| html(&title, &embed::address(&diagram, &view, marked.get(), &theme.get(), &fragment)));
    let copied = RwSignal::new(String::new());
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let said = page::copy(code.get_untracked()).await.map_or_else(|reason| reason, |()| "Copied".to_owned());
            copied.try_set(said);
        });
    };
    known.then(|| view! {
        <details class="embed-part">
            <summary>"Embed this diagram: "{name}</summary>
            <p class="muted">"For a wiki or any other page: the diagram alone, with a way to the whole spec. It is as the spec is now."</p>
            <div class="embed-choice">
                <label>"Colours "<select class="select" data-testid="embed-theme" on:change=move |event| theme.set(event_target_value(&event))>
                    <option value="">"as the reader's system"</option>
                    <option value="light">"light"</option>
                    <option value="dark">"dark"</option>
                </select></label>
                <label><input type="checkbox" data-testid="embed-findings" on:change=move |_| marked.update(|marked| *marked = !*marked)/>" With findings"</label>
            </div>
            <label class="field">
                <span>"HTML"</span>
                <textarea class="text link-text" data-testid="embed-code" readonly rows="4" prop:value=code on:focus=move |event| page::select_all(&event)></textarea>
            </label>
            <p class="embed-choice"><span class="muted" role="status">{copied}</span><button class="button" on:click=copy>"Copy HTML"</button></p>
        </details>
    })
}

fn html(title: &str, address: &str) -> String {
    format!(
        r#"<iframe src="{}" title="{}" width="100%" height="480" loading="lazy" style="border: 1px solid #8a93a5; border-radius: 8px"></iframe>"#,
        escaped(address),
        escaped(title)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn a_name_does_not_leave_its_quotes() {
        let html = html(r#"a" onload="x"><b>"#, "https://a.example/?embed=map&findings=shown#v1.d.x");
        assert!(html.contains(r#"title="a&quot; onload=&quot;x&quot;&gt;&lt;b&gt;""#), "{html}");
        assert!(html.contains(r#"src="https://a.example/?embed=map&amp;findings=shown#v1.d.x""#), "{html}");
    }
}

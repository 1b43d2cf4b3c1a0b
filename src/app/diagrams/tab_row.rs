//! A row of tabs by the ARIA pattern: arrows move, only the chosen one is in the tab order.

use leptos::prelude::*;

use super::super::browser::focus;

/// A tab of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TabName {
    pub(super) name: String,
    /// Whether there is nothing behind it yet.
    pub(super) empty: bool,
}

/// The row; `open` is told the name of the tab that is to be shown in the element `controls`.
#[component]
pub(super) fn TabRow(
    label: &'static str,
    controls: &'static str,
    tabs: Memo<Vec<TabName>>,
    chosen: Memo<String>,
    open: impl Fn(&str) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let key = move |event: leptos::ev::KeyboardEvent| {
        let all = tabs.get_untracked();
        let (count, at) =
            (all.len().max(1), all.iter().position(|tab| tab.name == chosen.get_untracked()).unwrap_or(0));
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = all.get(to) {
            open(&next.name);
            focus::focus(&format!("[data-testid={}]", test_id(&next.name)));
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=key>
            <For each=move || tabs.get() key=|tab| tab.name.clone() children=move |TabName { name, .. }| {
                let (title, wanted, found) = (name.clone(), name.clone(), name.clone());
                let test_id = test_id(&name);
                let is = Memo::new(move |_| chosen.with(|chosen| *chosen == name));
                let empty = Memo::new(move |_| tabs.with(|tabs| tabs.iter().any(|tab| tab.name == found && tab.empty)));
                view! {
                    <button class="tab" role="tab" class:is-selected=is class:is-empty=empty aria-selected=move || is.get().to_string() aria-controls=controls
                        tabindex=move || if is.get() { "0" } else { "-1" } data-testid=test_id on:click=move |_| open(&wanted)>
                        {title}
                    </button>
                }
            }/>
        </div>
    }
}

fn test_id(tab: &str) -> String {
    format!("tab-{}", tab.to_lowercase().replace(' ', "-"))
}

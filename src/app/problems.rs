//! The problems: what the check found, in order of place, with filters.

use std::sync::Arc;

use architrave::protocol::{Finding, Severity};
use leptos::prelude::*;

use super::browser::focus;
use super::counts::Counts;
use super::icons::{Glyph, Icon};
use super::problem_row::{ProblemRow, Row};
use super::prose::prose;
use super::state::{Bench, Dialog};

/// Rows shown at once; the rest on demand, so that a thousand findings do not slow down typing.
const PAGE: usize = 100;

/// The rows, and in each what leads to its place.
const ROWS: &str = ".problem-list .problem";
const MAIN: &str = ".problem-list .problem-main";

/// What the list leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Filter {
    text: String,
    group: String,
    /// Severities that are hidden.
    hidden: Vec<Severity>,
    ignored: bool,
}

impl Filter {
    fn keeps(&self, finding: &Finding) -> bool {
        let text = self.text.to_lowercase();
        (self.ignored || finding.ignored.is_none())
            && !self.hidden.contains(&finding.severity)
            && (self.group.is_empty() || group(&finding.rule) == self.group)
            && (text.is_empty() || finding.message.to_lowercase().contains(&text) || finding.rule.contains(&text))
    }

    fn is_active(&self) -> bool {
        !self.text.is_empty() || !self.group.is_empty() || !self.hidden.is_empty()
    }
}

/// The list of problems with its bar.
#[component]
pub(crate) fn Problems(open: RwSignal<bool>) -> impl IntoView {
    let bench = Bench::get();
    let filter = RwSignal::new(Filter::default());
    let whole = RwSignal::new(false);
    let opened = RwSignal::new(Vec::<String>::new());
    let kept = Memo::new(move |_| {
        let report = bench.report.get();
        let rows = filter.with(|filter| rows(&report.shown, filter));
        Arc::new(rows)
    });
    let visible = move || {
        let rows = kept.get();
        let most = if whole.get() { rows.len() } else { PAGE };
        rows.iter().take(most).cloned().collect::<Vec<Row>>()
    };
    let held = StoredValue::new(None::<usize>);
    let took = move |_| held.set_value(focused_row());
    let left = move |event: leptos::ev::FocusEvent| {
        // Without a next one the focus is lost, or the whole window has lost it.
        if event.related_target().is_some() && !focus::goes_to(&event, ".problems") {
            held.set_value(None);
        }
    };
    Effect::new(move |_| {
        kept.track();
        // A row that is mended goes away, and the focus with it: the next row takes it.
        focus::if_lost(move || {
            if let Some(row) = held.get_value() {
                focus_row(row);
            }
        });
    });
    let key = move |event: leptos::ev::KeyboardEvent| {
        let Some(row) = focus::position(ROWS).filter(|_| focus::is_within(".problem-main")) else { return };
        let to = match event.key().as_str() {
            "ArrowDown" => row + 1,
            "ArrowUp" => row.saturating_sub(1),
            "Home" => 0,
            "End" => usize::MAX,
            _ => return,
        };
        event.prevent_default();
        focus::focus_at(MAIN, to);
    };
    let more = move || kept.with(|rows| rows.len().saturating_sub(PAGE)) * usize::from(!whole.get());
    view! {
        <section class="problems" data-testid="problems" aria-label="Problems" class:is-closed=move || !open.get() on:focusin=took on:focusout=left>
            <ProblemBar filter=filter open=open/>
            <div class="problem-list" role="list" on:keydown=key hidden=move || !open.get()>
                <For each=visible key=Row::key children=move |row| view! { <ProblemRow row=row opened=opened/> }/>
                <Show when=move || more() != 0>
                    <button class="button quiet wide" on:click=move |_| whole.set(true)>{move || format!("Show {} more", more())}</button>
                </Show>
                <Show when=move || kept.with(|rows| rows.is_empty())><Nothing filter=filter/></Show>
            </div>
        </section>
    }
}

#[component]
fn ProblemBar(filter: RwSignal<Filter>, open: RwSignal<bool>) -> impl IntoView {
    let bench = Bench::get();
    let counts = Memo::new(move |_| bench.report.with(|report| Counts::of(&report.shown)));
    let groups = Memo::new(move |_| bench.report.with(|report| groups(&report.shown)));
    let safe = Memo::new(move |_| bench.report.with(|report| safe_fixes(&report.shown)));
    let chip = move |severity: Severity, name: &'static str, class: &'static str, pick: fn(Counts) -> usize| {
        let shown = move || filter.with(|filter| !filter.hidden.contains(&severity));
        let toggle = move |_| filter.update(|filter| toggle(&mut filter.hidden, severity));
        view! {
            <button class=class class:is-zero=move || pick(counts.get()) == 0 aria-pressed=move || shown().to_string()
                aria-label=move || format!("{name}: {}", pick(counts.get())) title=move || format!("{} {}", if shown() { "Hide" } else { "Show" }, name.to_lowercase()) on:click=toggle>
                <Glyph icon=Icon::of(severity)/>{move || pick(counts.get())}
            </button>
        }
    };
    view! {
        <div class="problem-bar">
            <button class="button quiet title-button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                <Glyph icon=Icon::Chevron/>"Problems"
            </button>
            {chip(Severity::Error, "Errors", "chip error", |counts| counts.errors)}
            {chip(Severity::Warning, "Warnings", "chip warning", |counts| counts.warnings)}
            {chip(Severity::Info, "Infos", "chip info", |counts| counts.infos)}
            <Show when=move || counts.get().ignored != 0>
                <button class="chip ignored" aria-pressed=move || filter.with(|filter| filter.ignored).to_string()
                    title="Show or hide what is ignored" on:click=move |_| filter.update(|filter| filter.ignored = !filter.ignored)>
                    <Glyph icon=Icon::Ignored/>{move || format!("{} ignored", counts.get().ignored)}
                </button>
            </Show>
            <span class="spacer"></span>
            <Show when=move || safe.get() != 0>
                <button class="button" title="Look at all safe fixes, then apply them at once" on:click=move |_| bench.dialog.set(Dialog::FixAll(None))>
                    <span class="fix"><Glyph icon=Icon::Bulb/></span>{move || format!("Fix {}", safe.get())}
                </button>
            </Show>
            <Show when=move || groups.with(|groups| groups.len() > 1)>
                <select class="select" aria-label="Group of rules" on:change=move |event| filter.update(|filter| filter.group = event_target_value(&event))>
                    <option value="">"All groups"</option>
                    {move || groups.get().into_iter().map(|name| view! { <option value=name.clone()>{name.clone()}</option> }).collect_view()}
                </select>
            </Show>
            <label class="search">
                <Glyph icon=Icon::Search/>
                <input data-testid="filter" type="search" placeholder="Filter" aria-label="Filter by message or rule"
                    on:input=move |event| filter.update(|filter| filter.text = event_target_value(&event))/>
            </label>
        </div>
    }
}

/// Says why the list is empty.
#[component]
fn Nothing(filter: RwSignal<Filter>) -> impl IntoView {
    let bench = Bench::get();
    let filtered =
        move || filter.with(Filter::is_active) && bench.report.with(|report| Counts::of(&report.shown).open() != 0);
    let empty = move || bench.text.with(|text| text.content.trim().is_empty());
    view! {
        <p class="empty">
            {move || prose(if filtered() {
                "No problem matches the filter."
            } else if empty() {
                "Problems appear here while you write. Begin with a name and a list of services, or open a sample."
            } else if bench.report.with(|report| report.at == 0.0) {
                "Checking…"
            } else {
                "No problems at this stage. Set `stage: production` for the strictest look."
            })}
        </p>
    }
}

/// The row with the focus; what is above the list counts as the first.
pub(crate) fn focused_row() -> Option<usize> {
    focus::position(ROWS).or_else(|| focus::is_within(".problems").then_some(0))
}

/// Puts the focus on the row at that place, or on the last; without any, on what is above the list.
pub(crate) fn focus_row(row: usize) -> bool {
    focus::focus_at(MAIN, row) || focus::focus(".problems .title-button") || focus::focus(".bottom-tab.is-selected")
}

/// The part of a rule id before the slash.
pub(crate) fn group(rule: &str) -> &str {
    rule.split('/').next().unwrap_or_default()
}

fn rows(shown: &[(usize, Finding)], filter: &Filter) -> Vec<Row> {
    let kept = shown.iter().filter(|(_, finding)| filter.keeps(finding));
    kept.map(|(index, finding)| Row { index: *index, finding: finding.clone() }).collect()
}

fn groups(shown: &[(usize, Finding)]) -> Vec<String> {
    let mut groups: Vec<String> = shown.iter().map(|(_, finding)| group(&finding.rule).to_owned()).collect();
    groups.sort();
    groups.dedup();
    groups
}

fn safe_fixes(shown: &[(usize, Finding)]) -> usize {
    let open = shown.iter().filter(|(_, finding)| finding.ignored.is_none());
    open.filter(|(_, finding)| finding.fixes.first().is_some_and(|fix| fix.safe)).count()
}

fn toggle(hidden: &mut Vec<Severity>, severity: Severity) {
    let before = hidden.len();
    hidden.retain(|one| *one != severity);
    if hidden.len() == before {
        hidden.push(severity);
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Severity, group, toggle};

    #[test]
    fn a_second_toggle_undoes_the_first() {
        let mut hidden = Vec::new();
        toggle(&mut hidden, Severity::Info);
        assert_eq!(hidden, [Severity::Info]);
        toggle(&mut hidden, Severity::Info);
        assert!(hidden.is_empty());
        assert!(!Filter::default().is_active());
    }

    #[test]
    fn groups_are_what_stands_before_the_slash() {
        assert_eq!(group("api/verb-in-path"), "api");
    }
}

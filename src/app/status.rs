//! The bar at the bottom, the window's title, and what a screen reader is told.

use leptos::prelude::*;

use super::browser::page;
use super::counts::Counts;
use super::documents::{Origin, Save};
use super::engine::Health;
use super::icons::{Glyph, Icon};
use super::state::Bench;

/// The status bar.
#[component]
pub(crate) fn StatusBar() -> impl IntoView {
    let bench = Bench::get();
    let counts = Memo::new(move |_| bench.report.with(|report| Counts::of(&report.shown)));
    let spoken = RwSignal::new(String::new());
    let timer = StoredValue::new_local(None);
    Effect::new(move |_| {
        let sentence = sentence(counts.get());
        let title = bench.title();
        page::set_title(&window_title(&title, counts.get()));
        // Counts change with every key; only what rests for a second is said.
        timer.set_value(Some(page::later(1_000, move || spoken.set(sentence))));
    });
    let count =
        move |icon: Icon, class: &'static str, pick: fn(Counts) -> usize, one: &'static str, many: &'static str| {
            let value = move || pick(counts.get());
            view! {
                <span class=class class:is-zero=move || value() == 0>
                    <Glyph icon=icon/>{move || format!("{} {}", value(), if value() == 1 { one } else { many })}
                </span>
            }
        };
    view! {
        <footer class="status" data-testid="status">
            <span class="status-save" class:is-bad=move || matches!(bench.save.get(), Save::Refused(_))>{move || save_text(bench)}</span>
            {count(Icon::Error, "count error", |counts| counts.errors, "error", "errors")}
            {count(Icon::Warning, "count warning", |counts| counts.warnings, "warning", "warnings")}
            {count(Icon::Info, "count info", |counts| counts.infos, "info", "infos")}
            {count(Icon::Ignored, "count ignored", |counts| counts.ignored, "ignored", "ignored")}
            <span class="spacer"></span>
            <span class="status-stage">{move || bench.report.with(|report| stage(&report.checked.stage))}</span>
            <span class="status-cursor">{move || { let cursor = bench.cursor.get(); format!("Ln {}, Col {}", cursor.line, cursor.column) }}</span>
            <span class="status-check">{move || check_text(bench)}</span>
            <span class="visually-hidden" role="status" aria-live="polite">{spoken}</span>
        </footer>
    }
}

fn save_text(bench: Bench) -> String {
    match bench.save.get() {
        Save::Refused(_) => "Not saved".to_owned(),
        Save::Pending => "Saving…".to_owned(),
        Save::Kept(at) => format!("Saved {}", page::clock(at)),
        Save::Untouched => match bench.document.with(|document| document.origin.clone()) {
            Origin::Draft(_) => "Saved".to_owned(),
            Origin::Shared => "Shared link, not saved".to_owned(),
            Origin::Sample(_) => "Sample, edits make a draft".to_owned(),
            Origin::New => "New, nothing to save yet".to_owned(),
        },
    }
}

fn check_text(bench: Bench) -> String {
    match bench.health.get() {
        Health::Starting => "Loading the checker…".to_owned(),
        Health::Safe(_) => "Not checked".to_owned(),
        Health::Outdated => "Reload needed".to_owned(),
        Health::Well | Health::Restarted(_) => bench.report.with(|report| {
            if report.at == 0.0 { "Checking…".to_owned() } else { format!("Checked in {}", duration(report.took)) }
        }),
    }
}

fn duration(milliseconds: f64) -> String {
    if milliseconds < 10.0 { format!("{milliseconds:.1} ms") } else { format!("{milliseconds:.0} ms") }
}

fn stage(stage: &str) -> String {
    if stage.is_empty() { String::new() } else { format!("Stage: {stage}") }
}

fn sentence(counts: Counts) -> String {
    let part = |count: usize, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", part(counts.errors, "error"), part(counts.warnings, "warning"))
}

fn window_title(name: &str, counts: Counts) -> String {
    match counts.errors + counts.warnings {
        0 => format!("{name} · Architrave"),
        problems => format!("({problems}) {name} · Architrave"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, sentence, window_title};

    #[test]
    fn counts_are_said_in_words() {
        let counts = Counts { errors: 1, warnings: 2, ..Counts::default() };
        assert_eq!(sentence(counts), "1 error, 2 warnings");
        assert_eq!(window_title("shop", counts), "(3) shop · Architrave");
        assert_eq!(window_title("shop", Counts::default()), "shop · Architrave");
    }
}

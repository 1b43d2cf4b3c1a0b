//! One problem: the line, and behind it why, where else, and what to do.

use architrave::protocol::{Finding, Fix};
use leptos::prelude::*;

use super::chosen::identity;
use super::icons::{Glyph, Icon, SeverityMark};
use super::pages::{self, Missing};
use super::preview::Preview;
use super::prose::prose;
use super::state::{Bench, Dialog, Panel};

/// A finding with its index in the report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) index: usize,
    pub(crate) finding: Finding,
}

impl Row {
    /// Changes whenever what the row shows changes.
    pub(crate) fn key(&self) -> String {
        let Finding { rule, message, from, to, line, ignored, fixes, .. } = &self.finding;
        let ignored = ignored.as_deref().unwrap_or_default();
        format!("{}\n{rule}\n{message}\n{from}\n{to}\n{line}\n{ignored}\n{}", self.index, fixes.len())
    }
}

/// A row of the list.
#[component]
pub(crate) fn ProblemRow(row: Row, opened: RwSignal<Vec<String>>) -> impl IntoView {
    let bench = Bench::get();
    let Row { index, finding } = row.clone();
    let identity = StoredValue::new(identity(&finding));
    let open = Memo::new(move |_| opened.with(|opened| identity.with_value(|identity| opened.contains(identity))));
    let toggle = move |_| {
        opened.update(|opened| {
            identity.with_value(|identity| match opened.iter().position(|one| one == identity) {
                Some(at) => drop(opened.remove(at)),
                None => opened.push(identity.clone()),
            });
        });
    };
    let chosen = Memo::new(move |_| bench.chosen_finding().is_some_and(|(at, _)| at == index));
    let best = finding.fixes.first().filter(|_| finding.ignored.is_none()).map(|fix| fix.title.clone());
    let details = finding.clone();
    view! {
        <div class="problem" role="listitem" class:is-ignored=finding.ignored.is_some() class:is-open=open class:is-chosen=chosen data-testid="problem-row" data-rule=finding.rule.clone()>
            <div class="problem-line">
                <button class="problem-more" aria-label="Details" aria-expanded=move || open.get().to_string() on:click=toggle><Glyph icon=Icon::Chevron/></button>
                <button class="problem-main" aria-current=move || chosen.get().then_some("true") on:click=move |_| bench.go_to(index)>
                    <SeverityMark severity=finding.severity/>
                    <span class="problem-message">{prose(&finding.message)}" "<span class="problem-rule">{finding.rule.clone()}</span></span>
                    <span class="problem-place">{format!("{}:{}", finding.line, finding.column)}</span>
                </button>
                {best.map(|title| view! {
                    <button class="problem-fix" data-testid="problem-fix" title=title.clone() aria-label=format!("Fix: {title}") on:click=move |_| bench.fix(index, 0)>
                        <Glyph icon=Icon::Bulb/><span>"Fix"</span>
                    </button>
                })}
            </div>
            <Show when=move || open.get()><Details index=index finding=details.clone()/></Show>
        </div>
    }
}

#[component]
fn Details(index: usize, finding: Finding) -> impl IntoView {
    let bench = Bench::get();
    let rule = finding.rule.clone();
    let page = move |_| bench.show_panel(Panel::Rules(Some(rule.clone())));
    let explained = finding.rule.clone();
    let why = move || bench.pages.with(|pages| prose(pages.why(&explained)));
    pages::want(bench);
    let ignored = finding.ignored.clone();
    let can_ignore = ignored.is_none();
    let same_rule = finding.fixes.first().is_some_and(|fix| fix.safe).then(|| finding.rule.clone());
    view! {
        <div class="problem-details">
            <p>{why}</p>
            <Missing/>
            {ignored.map(|reason| view! { <p class="muted"><strong>"Ignored: "</strong>{reason}</p> })}
            {derivation(&finding.derivation)}
            {(!finding.related.is_empty()).then(|| view! {
                <ul class="related" aria-label="Related places">
                    {finding.related.iter().map(|place| {
                        let (from, to) = (place.from, place.to);
                        view! {
                            <li><button class="link" on:click=move |_| bench.reveal(from, to)>
                                <span class="problem-place">{format!("line {}", place.line)}</span><span>{prose(&place.message)}</span>
                            </button></li>
                        }
                    }).collect_view()}
                </ul>
            })}
            {finding.fixes.iter().enumerate().map(|(at, fix)| view! { <FixChoice finding=index at=at fix=fix.clone()/> }).collect_view()}
            <div class="problem-actions">
                <Show when=move || can_ignore>
                    <button class="button" on:click=move |_| bench.dialog.set(Dialog::Ignore(index))>"Ignore…"</button>
                </Show>
                {same_rule.filter(|_| can_ignore).map(|rule| view! {
                    <button class="button" on:click=move |_| bench.dialog.set(Dialog::FixAll(Some(rule.clone())))>"Fix all of this rule…"</button>
                })}
                <button class="button" on:click=page>"About this rule"</button>
            </div>
        </div>
    }
}

/// The arithmetic behind a message, a step a line.
pub(crate) fn derivation(steps: &[String]) -> Option<impl IntoView + use<>> {
    (!steps.is_empty()).then(|| {
        let steps = steps.iter().map(|step| view! { <li>{prose(step)}</li> }).collect_view();
        view! { <ol class="derivation" aria-label="How this follows">{steps}</ol> }
    })
}

/// A fix with what it changes; a safe one and a suggested one differ in how they are announced.
#[component]
fn FixChoice(finding: usize, at: usize, fix: Fix) -> impl IntoView {
    let bench = Bench::get();
    let text = bench.text.get_untracked().content;
    view! {
        <div class="fix-choice">
            <button class="button" on:click=move |_| bench.fix(finding, at)>
                <span class="fix"><Glyph icon=Icon::Bulb/></span>{prose(&fix.title)}
            </button>
            <span class="muted">{if fix.safe { "safe" } else { "look first" }}</span>
            <Preview text=text edits=fix.edits/>
        </div>
    }
}

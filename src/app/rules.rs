//! The panel of rules: the list, and a rule's page.

use architrave::protocol::{Block, Finding, RulePage, Section, Severity};
use leptos::prelude::*;

use super::browser::focus;
use super::icons::{Glyph, Icon, SeverityMark};
use super::pages::{self, Missing, Pages};
use super::problem_row::derivation;
use super::problems::group;
use super::prose::prose;
use super::state::{Bench, Panel};

/// The list, or the page of rule `open`.
#[component]
pub(crate) fn Rules(open: Option<String>) -> impl IntoView {
    match open {
        Some(rule) => view! { <Page rule=rule/> }.into_any(),
        None => view! { <List/> }.into_any(),
    }
}

#[component]
fn List() -> impl IntoView {
    let bench = Bench::get();
    let search = RwSignal::new(String::new());
    pages::want(bench);
    focus::if_lost(|| {
        focus::focus(".panel-bar input");
    });
    let groups = move || {
        let wanted = search.get().to_lowercase();
        let is_meant = |rule: &&RulePage| rule.id.contains(&wanted) || rule.summary.to_lowercase().contains(&wanted);
        bench.pages.with(|pages| match pages {
            Pages::Here(all) => by_group(all.iter().filter(is_meant)),
            _ => Vec::new(),
        })
    };
    let count = move || {
        bench.pages.with(|pages| match pages {
            Pages::Here(all) => format!("{} rules", all.len()),
            Pages::Failed(_) => String::new(),
            Pages::Unasked | Pages::Coming => "Loading…".to_owned(),
        })
    };
    view! {
        <div class="panel-bar">
            <label class="search">
                <Glyph icon=Icon::Search/>
                <input type="search" placeholder="Search rules" aria-label="Search rules" on:input=move |event| search.set(event_target_value(&event))/>
            </label>
            <span class="muted">{count}</span>
        </div>
        {move || groups().into_iter().map(|(name, rules)| view! {
            <section class="rule-group">
                <h3>{name}<span class="muted">{rules.len()}</span></h3>
                <ul>{rules.into_iter().map(|rule| view! { <Entry rule=rule/> }).collect_view()}</ul>
            </section>
        }).collect_view()}
        <Missing/>
    }
}

#[component]
fn Entry(rule: Line) -> impl IntoView {
    let bench = Bench::get();
    let id = rule.id.clone();
    view! {
        <li>
            <button class="rule-entry" on:click=move |_| bench.panel.set(Panel::Rules(Some(id.clone())))>
                <span class="rule-name"><SeverityMark severity=rule.severity/><code>{rule.id}</code></span>
                <span class="card-meta">{prose(&rule.summary)}</span>
            </button>
        </li>
    }
}

#[component]
fn Page(rule: String) -> impl IntoView {
    let bench = Bench::get();
    pages::want(bench);
    let id = rule.clone();
    let body = move || {
        bench.pages.with(|pages| match (pages.find(&id).cloned(), pages) {
            (Some(page), _) => view! { <PageBody page=page/> }.into_any(),
            (None, Pages::Here(_)) => view! { <p class="empty">"There is no such rule."</p> }.into_any(),
            (None, Pages::Unasked | Pages::Coming) => view! { <p class="empty">"Loading…"</p> }.into_any(),
            (None, Pages::Failed(_)) => view! { <Missing/> }.into_any(),
        })
    };
    focus::focus_soon(".rule-page > .link");
    view! {
        <article class="rule-page" data-testid="rule-page">
            <button class="link" on:click=move |_| bench.panel.set(Panel::Rules(None))>"All rules"</button>
            <h3><code>{rule}</code></h3>
            {body}
        </article>
    }
}

#[component]
fn PageBody(page: RulePage) -> impl IntoView {
    let RulePage { id, severity, stage, profile, fix, summary, mut sections } = page;
    let fix = fix.map(|fix| format!("{fix} fix"));
    let profile = (profile != "recommended").then(|| format!("profile {profile}"));
    for section in &mut sections {
        section.blocks.retain(|block| !matches!(block, Block::Text { text } if *text == summary));
    }
    view! {
        <p class="rule-facts"><SeverityMark severity=severity/><span class="tag">"from "{stage}</span>{profile.map(|profile| view! { <span class="tag">{profile}</span> })}{fix.map(|fix| view! { <span class="tag">{fix}</span> })}</p>
        <p class="lead">{prose(&summary)}</p>
        <Here rule=id/>
        {sections.into_iter().map(section).collect_view()}
    }
}

/// Where the open spec has what the rule speaks of, and how it follows.
#[component]
fn Here(rule: String) -> impl IntoView {
    let bench = Bench::get();
    let found = Memo::new(move |_| {
        let of_rule = |(_, finding): &&(usize, Finding)| finding.rule == rule && finding.ignored.is_none();
        bench.report.with(|report| report.shown.iter().filter(of_rule).cloned().collect::<Vec<(usize, Finding)>>())
    });
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <section class="rule-here">
                <h4>"In this spec"</h4>
                <ul>{move || found.get().into_iter().map(|(index, finding)| view! {
                    <li>
                        <button class="link" on:click=move |_| bench.go_to(index)>
                            <span class="problem-place">{format!("line {}", finding.line)}</span><span>{prose(&finding.message)}</span>
                        </button>
                        {derivation(&finding.derivation)}
                    </li>
                }).collect_view()}</ul>
            </section>
        </Show>
    }
}

fn section(section: Section) -> impl IntoView {
    let title = (!section.title.is_empty()).then(|| view! { <h4>{section.title}</h4> });
    let blocks = section.blocks.into_iter().map(|block| match block {
        Block::Text { text } => view! { <p>{prose(&text)}</p> }.into_any(),
        Block::Code { role, text } => {
            let caption = match role.as_str() {
                "before" => "The earlier version",
                "bad" => "Reported",
                "fixed" => "After the fix",
                "good" => "Fine",
                other => other,
            };
            view! {
                <figure class=format!("example {role}")>
                    <figcaption>{caption.to_owned()}</figcaption>
                    <pre tabindex="0">{text}</pre>
                </figure>
            }
            .into_any()
        }
    });
    view! { <section>{title}{blocks.collect_view()}</section> }
}

/// What the list shows of a rule.
struct Line {
    id: String,
    severity: Severity,
    summary: String,
}

fn by_group<'p>(rules: impl Iterator<Item = &'p RulePage>) -> Vec<(String, Vec<Line>)> {
    let mut groups: Vec<(String, Vec<Line>)> = Vec::new();
    for rule in rules {
        let name = group(&rule.id);
        let line = Line { id: rule.id.clone(), severity: rule.severity, summary: rule.summary.clone() };
        match groups.last_mut() {
            Some((last, list)) if last == name => list.push(line),
            _ => groups.push((name.to_owned(), vec![line])),
        }
    }
    groups
}

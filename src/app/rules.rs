//! The panel of rules: the list, and a rule's page.

use architrave::protocol::{Block, Finding, Request, Response, RulePage, RuleSummary, Section};
use leptos::prelude::*;

use super::browser::focus;
use super::engine;
use super::icons::{Glyph, Icon, SeverityMark};
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
    let rules = RwSignal::new(None::<Vec<RuleSummary>>);
    let search = RwSignal::new(String::new());
    engine::ask(bench, Request::Rules, None, move |answer| {
        if let Response::Rules { rules: all } = answer {
            rules.try_set(Some(all));
        }
    });
    focus::if_lost(|| {
        focus::focus(".panel-bar input");
    });
    let groups = move || {
        let wanted = search.get().to_lowercase();
        let all = rules.get().unwrap_or_default();
        let kept =
            all.into_iter().filter(|rule| rule.id.contains(&wanted) || rule.summary.to_lowercase().contains(&wanted));
        by_group(kept)
    };
    view! {
        <div class="panel-bar">
            <label class="search">
                <Glyph icon=Icon::Search/>
                <input type="search" placeholder="Search rules" aria-label="Search rules" on:input=move |event| search.set(event_target_value(&event))/>
            </label>
            <span class="muted">{move || rules.with(|rules| rules.as_ref().map(|rules| format!("{} rules", rules.len())))}</span>
        </div>
        {move || groups().into_iter().map(|(name, rules)| view! {
            <section class="rule-group">
                <h3>{name}<span class="muted">{rules.len()}</span></h3>
                <ul>{rules.into_iter().map(|rule| view! { <Entry rule=rule/> }).collect_view()}</ul>
            </section>
        }).collect_view()}
        <Show when=move || rules.with(|rules| rules.as_ref().is_some_and(Vec::is_empty))><p class="empty">"No rules are there."</p></Show>
    }
}

#[component]
fn Entry(rule: RuleSummary) -> impl IntoView {
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
    let page = RwSignal::new(None::<Result<RulePage, String>>);
    engine::ask(bench, Request::Rule { id: rule.clone() }, None, move |answer| {
        let answer = match answer {
            Response::Rule(found) => Ok(found),
            Response::Refused { reason } => Err(reason),
            _ => Err("This rule has no page.".to_owned()),
        };
        page.try_set(Some(answer));
    });
    focus::focus_soon(".rule-page > .link");
    view! {
        <article class="rule-page" data-testid="rule-page">
            <button class="link" on:click=move |_| bench.panel.set(Panel::Rules(None))>"All rules"</button>
            <h3><code>{rule}</code></h3>
            {move || page.get().map(|page| match page {
                Ok(page) => view! { <PageBody page=page/> }.into_any(),
                Err(reason) => view! { <p class="empty">{reason}</p> }.into_any(),
            })}
        </article>
    }
}

#[component]
fn PageBody(page: RulePage) -> impl IntoView {
    let RuleSummary { id, severity, stage, profile, fix, summary } = page.summary;
    let fix = fix.map(|fix| format!("{fix} fix"));
    let profile = (profile != "recommended").then(|| format!("profile {profile}"));
    let mut sections = page.sections;
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

fn by_group(rules: impl Iterator<Item = RuleSummary>) -> Vec<(String, Vec<RuleSummary>)> {
    let mut groups: Vec<(String, Vec<RuleSummary>)> = Vec::new();
    for rule in rules {
        let name = group(&rule.id);
        match groups.last_mut() {
            Some((last, list)) if last == name => list.push(rule),
            _ => groups.push((name.to_owned(), vec![rule])),
        }
    }
    groups
}

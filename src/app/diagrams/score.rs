//! How good the design is, side by side, and what raises it most.

use architrave::protocol::{DimensionScore, Raise, Score};
use leptos::prelude::*;

use super::super::browser::focus;
use super::super::icons::{Glyph, Icon};
use super::super::prose::prose;
use super::super::state::Bench;
use super::elements::words;

/// The sheet: total, sides, edits that raise it, sections that are missing.
#[component]
pub(super) fn ScoreSheet() -> impl IntoView {
    let bench = Bench::get();
    let score = Memo::new(move |_| bench.report.with(|report| report.checked.score.clone()));
    view! {
        <div class="score" tabindex="0" role="region" aria-label="Score of the design" data-testid="score">
            <p class="score-total"><strong data-testid="score-total">{move || score.with(|score| score.total)}</strong>" of 100"</p>
            <p class="muted">"The mean of all sides. What the rules find on a side weighs less the more there is of the design."</p>
            <table>
                <thead><tr><th scope="col">"Side"</th><th scope="col">"Score"</th><th scope="col">"Problems"</th></tr></thead>
                <tbody>{move || score.with(|score| score.dimensions.iter().map(side).collect_view())}</tbody>
            </table>
            {move || raises(bench, &score.get())}
            {move || missing(&score.get())}
        </div>
    }
}

fn side(side: &DimensionScore) -> impl IntoView + use<> {
    let DimensionScore { name, score, findings } = side.clone();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td><span class="score-cell"><span class="score-value">{score}</span><span class="bar" aria-hidden="true"><span style:width=format!("{score}%")></span></span></span></td>
            <td class="muted">{words(findings)}</td>
        </tr>
    }
}

fn raises(bench: Bench, score: &Score) -> Option<impl IntoView + use<>> {
    (!score.raises.is_empty()).then(|| {
        let raises = score.raises.iter().map(|one| raise(bench, one)).collect_view();
        view! { <section><h3>"What raises it most for the least writing"</h3><ul class="raises">{raises}</ul></section> }
    })
}

fn raise(bench: Bench, raise: &Raise) -> impl IntoView + use<> {
    let Raise { finding, title, dimension, score } = raise.clone();
    let fix = move |_| {
        bench.fix(finding, 0);
        // The list is another one afterwards.
        focus::focus("[data-testid=tab-score]");
    };
    view! {
        <li data-testid="raise">
            <span class="raise-what">{prose(&title)}<span class="muted">{format!("{dimension} rises to {score}")}</span></span>
            <button class="button" on:click=move |_| bench.go_to(finding)>"Show"</button>
            <button class="button" on:click=fix><span class="fix"><Glyph icon=Icon::Bulb/></span>"Fix"</button>
        </li>
    }
}

fn missing(score: &Score) -> Option<impl IntoView + use<>> {
    (!score.missing.is_empty()).then(|| {
        let missing = score.missing.iter().map(|what| view! { <li>{prose(what)}</li> }).collect_view();
        view! { <section><h3>"What a finished design has, too"</h3><ul class="missing">{missing}</ul></section> }
    })
}

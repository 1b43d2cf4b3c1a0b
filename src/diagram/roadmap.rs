//! The roadmap: phases as bars, what waits for what, and what can be seen by the end of each.

use super::content::{Axis, Bar, Content, Element, Milestone, Schedule, Wait};
use super::{Diagram, Ids};
use crate::model::{Model, Phase};
use crate::spec::Items;
use crate::text::Span;

/// Draws the roadmap over time where every phase says how long it takes, else over steps. Where no phase says what comes
/// before it, each one follows the one above it.
#[must_use]
pub fn diagram(model: &Model<'_>) -> Diagram {
    let phases: Vec<Phase<'_>> = model.phases().collect();
    let lengths: Option<Vec<u64>> =
        phases.iter().map(|phase| phase.at.value.duration.as_ref().map(|it| it.value.0)).collect();
    let (axis, lengths) = match lengths {
        Some(lengths) => (Axis::Time, lengths),
        None => (Axis::Steps, vec![1; phases.len()]),
    };
    let mut ids = Ids::new();
    let mut bars: Vec<Bar> = phases.iter().zip(lengths).map(|(phase, length)| bar(*phase, length, &mut ids)).collect();
    let after = after(&phases);
    for (bar, (phase, after)) in bars.iter_mut().zip(phases.iter().zip(&after)) {
        for (on, span) in after.iter().filter_map(|(on, span)| Some((on, (*span)?))) {
            let name = phases.get(*on).map_or("", |on| on.name());
            let id = ids.of("dependency", &format!("{name}-{}", phase.name()));
            bar.waits.push(Wait { element: Element::new(id, "", span), on: *on });
        }
    }
    place(&mut bars, &phases, &after);
    Diagram::new(format!("Roadmap of {}", model.name()), Content::Schedule(Schedule { axis, bars }))
}

fn bar(phase: Phase<'_>, length: u64, ids: &mut Ids) -> Bar {
    let said = &phase.at.value;
    let delivers: Vec<&str> = said.delivers.items().iter().map(|it| it.value.0.as_str()).collect();
    let delivers = Some(delivers.join(", ")).filter(|names| !names.is_empty()).map(|names| format!("delivers {names}"));
    // Where another phase leaves its length open, those that state one say it in words.
    let stated = said.duration.as_ref().filter(|_| length == 1).map(|it| it.value.to_string());
    let detail = stated.into_iter().chain(delivers).collect::<Vec<_>>().join(" · ");
    let milestones = said.milestones.items().iter().map(|it| {
        let by = format!("by the end of {}", phase.name());
        Milestone { element: Element::new(ids.of("milestone", &it.value), it.value.as_str(), it.span).with_detail(by) }
    });
    let milestones = milestones.collect();
    let element = Element::new(ids.of("phase", phase.name()), phase.name(), phase.at.span).with_detail(detail);
    Bar { element, start: 0, length, waits: Vec::new(), milestones }
}

/// The phases before one, each with where that is said.
type Before = Vec<(usize, Option<Span>)>;

/// The phases before each one, with where that is said; nowhere where only the order says it.
fn after(phases: &[Phase<'_>]) -> Vec<Before> {
    let stated = phases.iter().any(|phase| !phase.at.value.depends_on.items().is_empty());
    let place = |name: &str| phases.iter().position(|phase| phase.name() == name);
    let before = |(index, phase): (usize, &Phase<'_>)| match index.checked_sub(1).filter(|_| !stated) {
        Some(previous) => vec![(previous, None)],
        None => {
            let named = phase.at.value.depends_on.items().iter();
            named.filter_map(|it| Some((place(&it.value.0).filter(|on| *on != index)?, Some(it.span)))).collect()
        }
    };
    phases.iter().enumerate().map(before).collect()
}

/// Puts every bar behind those that it waits for. Phases that wait for each other begin where the others let them.
fn place(bars: &mut [Bar], phases: &[Phase<'_>], after: &[Before]) {
    let tangled = |one: usize, other: usize| {
        let both = phases.get(one).zip(phases.get(other));
        both.is_some_and(|(one, other)| one.is_before(*other) && other.is_before(*one))
    };
    let ways: Vec<Vec<usize>> = after
        .iter()
        .enumerate()
        .map(|(index, before)| before.iter().map(|(on, _)| *on).filter(|on| !tangled(index, *on)).collect())
        .collect();
    // Each round puts at least the phases of one more step behind what they wait for.
    for _ in 0..bars.len() {
        for (index, before) in ways.iter().enumerate() {
            let start = before.iter().filter_map(|on| bars.get(*on)).map(Bar::end).max().unwrap_or_default();
            if let Some(bar) = bars.get_mut(index) {
                bar.start = start;
            }
        }
    }
}

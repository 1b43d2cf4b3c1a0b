//! A saga as states: how far it is, and what takes it back from there.

use super::Diagram;
use super::content::{Line, NodeKind};
use super::sequence::{done_before, label, same, takes_back, title};
use super::sketch::Sketch;
use crate::model::{Flow, Model};
use crate::spec::At;
use crate::spec::flow::Step;
use crate::text::Span;

/// The sagas that say how they take something back.
pub(super) fn sagas<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Flow<'m>> {
    model.flows().filter(|flow| flow.is_saga() && flow.steps().iter().any(|step| step.compensate.is_some()))
}

/// Draws the steps of a saga, and from each step that may fail the way back over the compensations.
#[must_use]
pub fn diagram(flow: Flow<'_>) -> Diagram {
    let mut sketch = Sketch::default();
    let span = flow.at.value.name.as_ref().map_or(flow.at.span, |name| name.span);
    let start = sketch.add(NodeKind::Start, "start", String::new(), span);
    let steps = forward(&mut sketch, flow, start, span);
    back(&mut sketch, flow, &steps, span);
    sketch.finish_states(format!("Saga {}", title(flow)))
}

/// The steps in their order, those at the same time side by side in a frame; their nodes.
fn forward(sketch: &mut Sketch, flow: Flow<'_>, start: usize, span: Span) -> Vec<usize> {
    let mut nodes = Vec::new();
    let mut before = vec![start];
    for group in flow.steps().chunk_by(|a, b| a.parallel.is_some() && same(&a.parallel, &b.parallel)) {
        let name = group.first().and_then(|step| step.parallel.as_ref()).filter(|_| group.len() > 1);
        let frame = name.map(|name| sketch.group("parallel", &name.value, name.span));
        let mut these = Vec::new();
        for step in group {
            let node = sketch.add(NodeKind::State, &does(step), actors(step), step.span);
            sketch.set_group(node, frame);
            before
                .iter()
                .for_each(|from| sketch.edge("then", Line::Synchronous, (*from, node), String::new(), step.span));
            these.push(node);
        }
        nodes.extend(&these);
        before = these;
    }
    let end = sketch.add(NodeKind::End, "done", String::new(), span);
    before.iter().for_each(|from| sketch.edge("then", Line::Synchronous, (*from, end), "done".to_owned(), span));
    nodes
}

/// A compensation for each step that has one, from the latest to the first, and what leads to them.
fn back(sketch: &mut Sketch, flow: Flow<'_>, nodes: &[usize], span: Span) {
    let all = flow.steps();
    let compensated = done_before(all, all.len());
    let mut undone: Vec<(Span, usize)> = Vec::new();
    for step in &compensated {
        let Some(undo) = &step.compensate else { continue };
        let detail = format!("takes back {}", label(step));
        undone.push((step.span, sketch.add(NodeKind::State, &undo.value, detail, undo.span)));
    }
    let Some((_, last)) = undone.last().copied() else { return };
    let end = sketch.add(NodeKind::End, "taken back", String::new(), span);
    for pair in undone.windows(2) {
        if let [(_, from), (at, to)] = pair {
            sketch.edge("undo", Line::Asynchronous, (*from, *to), String::new(), *at);
        }
    }
    sketch.edge("undo", Line::Asynchronous, (last, end), "taken back".to_owned(), span);
    // What the last step did is taken back only when all is done and somebody changes their mind.
    let latest = undone.first().copied().zip(all.iter().rposition(|step| step.compensate.is_some()));
    if let Some(((at, to), index)) = latest
        && !all.iter().enumerate().skip(index + 1).any(|(_, step)| takes_back(flow, step))
        && let Some(from) = nodes.last()
    {
        sketch.edge("cancel", Line::Asynchronous, (*from, to), "cancelled afterwards".to_owned(), at);
    }
    for (index, step) in all.iter().enumerate().filter(|(_, step)| takes_back(flow, step)) {
        let place = step.on_failure.as_ref().map_or(step.span, |it| it.span);
        let said = step.on_failure.as_ref().map_or_else(|| "fails".to_owned(), |it| format!("fails: {}", it.value));
        // Nothing is done yet that could be taken back: then there is nothing to say.
        let Some(first) = done_before(all, index).first().map(|step| step.span) else { continue };
        let to = undone.iter().find(|(at, _)| *at == first).map(|(_, node)| *node);
        if let Some((from, to)) = nodes.get(index).copied().zip(to) {
            sketch.edge("fail", Line::Asynchronous, (from, to), said, place);
        }
    }
}

/// What a step does: its words, its event, or whom it asks.
fn does(step: &At<Step>) -> String {
    let said = step.does.as_ref().map(|does| does.value.clone());
    let publishes = || Some(format!("publish {}", step.publishes.as_ref()?.value.0));
    let handles = || Some(format!("on {}", step.on.as_ref()?.value.0));
    said.or_else(publishes).or_else(handles).unwrap_or_else(|| label(step))
}

/// `orders → payments`, as far as it is said.
fn actors(step: &At<Step>) -> String {
    let ends = [&step.from, &step.to].into_iter().flatten().map(|name| name.value.0.as_str());
    ends.collect::<Vec<_>>().join(" → ")
}

//! What is drawn, as a list: for a click, and for those who do not see the drawing.

use super::content::{Content, Element, Schedule, Step};
use super::{Diagram, Drawn};

impl Diagram {
    /// Every element with an id in the drawing, groups first.
    #[must_use]
    pub fn elements(&self) -> Vec<Drawn> {
        let mut list = Vec::new();
        match &self.content {
            Content::Flow(flow) | Content::States(flow) => {
                list.extend(flow.groups.iter().map(|group| drawn(group.kind, &group.element)));
                list.extend(flow.nodes.iter().map(|node| drawn(node.kind.word(), &node.element)));
                let label = |at: usize| flow.nodes.get(at).map_or("", |node| &node.element.label);
                for edge in &flow.edges {
                    list.push(between(edge.kind, &edge.element, label(edge.from), label(edge.to)));
                }
            }
            Content::Er(er) => {
                list.extend(er.groups.iter().map(|group| drawn(group.kind, &group.element)));
                for entity in &er.entities {
                    list.push(drawn("entity", &entity.element));
                    list.extend(entity.fields.iter().map(|field| drawn("field", &field.element)));
                }
                let label = |at: usize| er.entities.get(at).map_or("", |entity| &entity.element.label);
                for one in &er.relations {
                    list.push(between("relation", &one.element, label(one.from.entity), label(one.to.entity)));
                }
            }
            Content::Sequence(sequence) => {
                let participants = sequence.participants.iter();
                list.extend(participants.map(|one| drawn(one.kind.word(), &one.element)));
                let labels: Vec<&str> = sequence.participants.iter().map(|one| one.element.label.as_str()).collect();
                steps(&sequence.steps, &labels, &mut list);
            }
            Content::Schedule(schedule) => bars(schedule, &mut list),
        }
        list
    }
}

/// Phases in their order, each with what can be seen by its end, then what waits for what.
fn bars(schedule: &Schedule, list: &mut Vec<Drawn>) {
    for bar in &schedule.bars {
        let length = schedule.axis.said(bar.length);
        let detail = [length.as_str(), &bar.element.detail].into_iter().filter(|part| !part.is_empty());
        let element = bar.element.clone().with_detail(detail.collect::<Vec<_>>().join(" · "));
        list.push(drawn("phase", &element));
        list.extend(bar.milestones.iter().map(|milestone| drawn("milestone", &milestone.element)));
    }
    for bar in &schedule.bars {
        for wait in &bar.waits {
            let on = schedule.bars.get(wait.on).map_or("", |bar| &bar.element.label);
            list.push(between("dependency", &wait.element, on, &bar.element.label));
        }
    }
}

fn steps(steps_: &[Step], labels: &[&str], list: &mut Vec<Drawn>) {
    let label = |at: usize| labels.get(at).copied().unwrap_or_default();
    for step in steps_ {
        match step {
            Step::Message(message) => {
                list.push(between("message", &message.element, label(message.from), label(message.to)));
            }
            Step::Note(note) => list.push(drawn("note", &note.element)),
            Step::Block(block) => {
                let mut element = block.element.clone();
                if element.label.is_empty() {
                    let conditions: Vec<&str> = block.shown().iter().map(|branch| branch.condition.as_str()).collect();
                    element.label = conditions.join(" / ");
                }
                list.push(drawn(block.kind.word(), &element));
                block.shown().iter().for_each(|branch| steps(&branch.steps, labels, list));
            }
        }
    }
}

fn drawn(kind: &str, element: &Element) -> Drawn {
    Drawn {
        id: element.id.clone(),
        kind: kind.to_owned(),
        label: element.label.clone(),
        detail: element.detail.clone(),
        span: element.span,
        marks: element.marks,
    }
}

fn between(kind: &str, element: &Element, from: &str, to: &str) -> Drawn {
    drawn(kind, &element.joining(from, to))
}

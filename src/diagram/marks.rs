//! Findings counted at the elements they lie in.

use super::Diagram;
use super::content::{Content, Element, Group, Step};
use crate::order;
use crate::protocol::Severity;
use crate::text::Span;

impl Diagram {
    /// Counts each finding at the innermost element that is written around it. A finding outside all of them is not counted.
    pub fn mark(&mut self, findings: impl IntoIterator<Item = (Severity, Span)>) {
        let mut elements = elements(&mut self.content);
        for element in &mut elements {
            element.marks = [0; 3];
        }
        let mut places: Vec<(Span, usize)> = Vec::new();
        for (index, element) in elements.iter().enumerate() {
            places.extend(element.also.iter().chain([&element.span]).map(|span| (*span, index)));
        }
        places.retain(|(span, _)| !span.is_empty());
        // Shortest first, so that the first that contains a finding is the innermost.
        order::by_key(&mut places, |(span, _)| span.len());
        for (severity, span) in findings {
            let innermost = places.iter().find(|(place, _)| place.contains(span));
            if let Some(element) = innermost.and_then(|(_, index)| elements.get_mut(*index)) {
                let [errors, warnings, infos] = &mut element.marks;
                match severity {
                    Severity::Error => *errors += 1,
                    Severity::Warning => *warnings += 1,
                    Severity::Info => *infos += 1,
                }
            }
        }
    }
}

/// Every element, outer ones first.
fn elements(content: &mut Content) -> Vec<&mut Element> {
    let mut found = Vec::new();
    match content {
        Content::Flow(flow) | Content::States(flow) => {
            push_groups(&mut flow.groups, &mut found);
            found.extend(flow.nodes.iter_mut().map(|node| &mut node.element));
            found.extend(flow.edges.iter_mut().map(|edge| &mut edge.element));
        }
        Content::Er(er) => {
            push_groups(&mut er.groups, &mut found);
            for entity in &mut er.entities {
                found.push(&mut entity.element);
                found.extend(entity.fields.iter_mut().map(|field| &mut field.element));
            }
            found.extend(er.relations.iter_mut().map(|relation| &mut relation.element));
        }
        Content::Sequence(sequence) => {
            found.extend(sequence.participants.iter_mut().map(|participant| &mut participant.element));
            push_steps(&mut sequence.steps, &mut found);
        }
        Content::Schedule(schedule) => {
            for bar in &mut schedule.bars {
                found.push(&mut bar.element);
                found.extend(bar.milestones.iter_mut().map(|milestone| &mut milestone.element));
                found.extend(bar.waits.iter_mut().map(|wait| &mut wait.element));
            }
        }
    }
    found
}

fn push_groups<'a>(groups: &'a mut [Group], found: &mut Vec<&'a mut Element>) {
    found.extend(groups.iter_mut().map(|group| &mut group.element));
}

fn push_steps<'a>(steps: &'a mut [Step], found: &mut Vec<&'a mut Element>) {
    for step in steps {
        match step {
            Step::Message(message) => found.push(&mut message.element),
            Step::Note(note) => found.push(&mut note.element),
            Step::Block(block) => {
                found.push(&mut block.element);
                for branch in &mut block.branches {
                    push_steps(&mut branch.steps, found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::{Flow, Node, NodeKind};
    use super::*;

    #[test]
    fn a_finding_counts_at_the_innermost_element() {
        let node = |id: &str, span| Node { element: Element::new(id, id, span), kind: NodeKind::Service, group: None };
        let flow = Flow {
            nodes: vec![node("outer", Span::new(0, 100)), node("inner", Span::new(10, 20)), node("none", Span::at(15))],
            ..Flow::default()
        };
        let mut diagram = Diagram::new("Map", Content::Flow(flow));
        let Content::Flow(flow) = &mut diagram.content else { panic!("a flow") };
        flow.nodes[2].element.also.push(Span::new(200, 210));
        diagram.mark([
            (Severity::Info, Span::new(203, 204)),
            (Severity::Error, Span::new(12, 14)),
            (Severity::Warning, Span::new(12, 24)),
            (Severity::Info, Span::new(90, 120)),
        ]);
        let Content::Flow(flow) = &diagram.content else { panic!("a flow") };
        let marks: Vec<_> = flow.nodes.iter().map(|node| node.element.marks).collect();
        assert_eq!(marks, [[0, 1, 0], [1, 0, 0], [0, 0, 1]]);
    }
}

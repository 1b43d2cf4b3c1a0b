//! Diagrams as Mermaid text.
//!
//! Names of a spec never stand outside quotes or entities: nodes are written by generated ids, and labels are escaped so
//! that the reader sees exactly what the spec says.

mod escape;
mod gantt;
mod states;

use std::fmt::Write;

use super::content::{
    Block, BlockKind, Cardinality, Content, Er, Flow, Group, Key, Line, MessageKind, NodeKind, Sequence, Step,
};
use super::{Diagram, Direction};
use escape::{line, named, quoted, word};

/// The diagram's text, with a line break at its end.
pub(super) fn write(diagram: &Diagram) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = match &diagram.content {
        Content::Flow(flow) => write_flow(&mut text, flow, diagram.direction),
        Content::Er(er) => write_er(&mut text, er, diagram.direction),
        Content::Sequence(sequence) => write_sequence(&mut text, sequence),
        Content::States(flow) => states::write(&mut text, flow, diagram.direction),
        Content::Schedule(schedule) => gantt::write(&mut text, schedule, &diagram.title),
    };
    text
}

fn write_flow(text: &mut String, flow: &Flow, direction: Direction) -> std::fmt::Result {
    writeln!(text, "flowchart {}", letters(direction))?;
    write_group(text, flow, None, 1)?;
    for edge in &flow.edges {
        let (Some(from), Some(to)) = (flow.nodes.get(edge.from), flow.nodes.get(edge.to)) else { continue };
        let arrow = match edge.line {
            Line::Synchronous => "-->",
            Line::Asynchronous => "-.->",
            Line::Association => "---",
        };
        let label = joined(&edge.element.label, &edge.element.detail);
        let label = if label.is_empty() { String::new() } else { format!("|{}|", quoted(&label)) };
        writeln!(text, "  {} {arrow}{label} {}", word(&from.element.id), word(&to.element.id))?;
    }
    write_classes(text, flow)
}

fn letters(direction: Direction) -> &'static str {
    match direction {
        Direction::Right => "LR",
        Direction::Down => "TB",
    }
}

fn joined(label: &str, detail: &str) -> String {
    let parts: Vec<&str> = [label, detail].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The nodes of a group, then the groups in it.
fn write_group(text: &mut String, flow: &Flow, within: Option<usize>, depth: usize) -> std::fmt::Result {
    let indent = "  ".repeat(depth);
    for node in flow.nodes.iter().filter(|node| node.group == within) {
        let (open, close) = brackets(node.kind);
        let id = word(&node.element.id);
        let mut label = node.element.label.clone();
        if !node.element.detail.is_empty() {
            label.push('\n');
            label.push_str(&node.element.detail);
        }
        writeln!(text, "{indent}{id}{open}{}{close}", quoted(&label))?;
    }
    for (index, group) in flow.groups.iter().enumerate().filter(|(_, group)| group.parent == within) {
        // A parent stands before its child, so the nesting ends.
        if within.is_some_and(|within| within >= index) {
            continue;
        }
        write_open(text, group, &indent)?;
        write_group(text, flow, Some(index), depth + 1)?;
        writeln!(text, "{indent}end")?;
    }
    Ok(())
}

fn write_open(text: &mut String, group: &Group, indent: &str) -> std::fmt::Result {
    writeln!(text, "{indent}subgraph {}[{}]", word(&group.element.id), quoted(&group.element.label))
}

/// The brackets that make a shape.
fn brackets(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Service | NodeKind::Component | NodeKind::Entity | NodeKind::Frontend => ("[", "]"),
        NodeKind::Gateway => ("{{", "}}"),
        NodeKind::Worker | NodeKind::Scheduler => ("[[", "]]"),
        NodeKind::Function | NodeKind::Person | NodeKind::State => ("([", "])"),
        NodeKind::Start | NodeKind::End => ("((", "))"),
        NodeKind::Store | NodeKind::Cache => ("[(", ")]"),
        NodeKind::Channel => ("[/", "/]"),
        NodeKind::Event => (">", "]"),
        NodeKind::External | NodeKind::Collapsed => ("(", ")"),
    }
}

/// Colours by kind, for the kinds that appear.
fn write_classes(text: &mut String, flow: &Flow) -> std::fmt::Result {
    const KINDS: [(&str, &str, &[NodeKind]); 5] = [
        (
            "service",
            "fill:#2f5fd0,stroke:#2f5fd0,color:#fff",
            &[
                NodeKind::Service,
                NodeKind::Gateway,
                NodeKind::Worker,
                NodeKind::Function,
                NodeKind::Scheduler,
                NodeKind::Component,
                NodeKind::Collapsed,
                NodeKind::State,
            ],
        ),
        ("store", "fill:#0f6b8f,stroke:#0f6b8f,color:#fff", &[NodeKind::Store, NodeKind::Cache, NodeKind::Entity]),
        ("channel", "fill:#7a3fb5,stroke:#7a3fb5,color:#fff", &[NodeKind::Channel, NodeKind::Event]),
        (
            "external",
            "fill:#566174,stroke:#fff,color:#fff,stroke-dasharray:5 3",
            &[NodeKind::External, NodeKind::Start, NodeKind::End],
        ),
        ("person", "fill:#2c6e3f,stroke:#2c6e3f,color:#fff", &[NodeKind::Person, NodeKind::Frontend]),
    ];
    for (name, style, kinds) in KINDS {
        let of_kind = flow.nodes.iter().filter(|node| kinds.contains(&node.kind));
        let ids: Vec<String> = of_kind.map(|node| word(&node.element.id)).collect();
        if !ids.is_empty() {
            writeln!(text, "  classDef {name} {style}")?;
            writeln!(text, "  class {} {name}", ids.join(","))?;
        }
    }
    Ok(())
}

fn write_er(text: &mut String, er: &Er, direction: Direction) -> std::fmt::Result {
    writeln!(text, "erDiagram\n  direction {}", letters(direction))?;
    for entity in &er.entities {
        let (id, label) = (word(&entity.element.id), named(&entity.element.label));
        if entity.fields.is_empty() {
            writeln!(text, "  {id}[{label}]")?;
            continue;
        }
        writeln!(text, "  {id}[{label}] {{")?;
        for field in &entity.fields {
            let element = &field.element;
            let (kind, name) =
                (escape::attribute(&element.detail, "any"), escape::attribute(&element.label, "unnamed"));
            let keys: Vec<&str> = field.keys.iter().map(|key| Key::word(*key)).collect();
            let keys = if keys.is_empty() { String::new() } else { format!(" {}", keys.join(", ")) };
            // What the grammar of attributes does not hold is said in the comment.
            let said = escape::comment(&element.label, &name, &element.detail, &kind, field.optional);
            writeln!(text, "    {kind} {name}{keys}{said}")?;
        }
        writeln!(text, "  }}")?;
    }
    for relation in &er.relations {
        let (from, to) = (er.entities.get(relation.from.entity), er.entities.get(relation.to.entity));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let (left, right) = (left(relation.from.many), right(relation.to.many));
        let label = quoted(&relation.element.label);
        writeln!(text, "  {} {left}--{right} {} : {label}", word(&from.element.id), word(&to.element.id))?;
    }
    Ok(())
}

fn left(many: Cardinality) -> &'static str {
    match many {
        Cardinality::ZeroOrOne => "|o",
        Cardinality::One => "||",
        Cardinality::ZeroOrMany => "}o",
        Cardinality::OneOrMany => "}|",
    }
}

fn right(many: Cardinality) -> &'static str {
    match many {
        Cardinality::ZeroOrOne => "o|",
        Cardinality::One => "||",
        Cardinality::ZeroOrMany => "o{",
        Cardinality::OneOrMany => "|{",
    }
}

fn write_sequence(text: &mut String, sequence: &Sequence) -> std::fmt::Result {
    writeln!(text, "sequenceDiagram")?;
    for participant in &sequence.participants {
        let keyword = if participant.kind == NodeKind::Person { "actor" } else { "participant" };
        let element = &participant.element;
        writeln!(text, "  {keyword} {} as {}", word(&element.id), line(&element.label))?;
    }
    write_steps(text, sequence, &sequence.steps, 1)
}

fn write_steps(text: &mut String, sequence: &Sequence, steps: &[Step], depth: usize) -> std::fmt::Result {
    let indent = "  ".repeat(depth);
    let id = |at: usize| sequence.participants.get(at).map(|participant| word(&participant.element.id));
    for step in steps {
        match step {
            Step::Message(message) => {
                let (Some(from), Some(to)) = (id(message.from), id(message.to)) else { continue };
                let arrow = match message.kind {
                    MessageKind::Synchronous => "->>",
                    MessageKind::Asynchronous => "-)",
                    MessageKind::Return => "-->>",
                };
                let label = joined(&message.element.label, &message.element.detail);
                writeln!(text, "{indent}{from}{arrow}{to}: {}", line(&label))?;
            }
            Step::Note(note) => {
                let (Some(from), Some(to)) = (id(note.from), id(note.to)) else { continue };
                let over = if from == to { from } else { format!("{from},{to}") };
                writeln!(text, "{indent}Note over {over}: {}", line(&note.element.label))?;
            }
            Step::Block(block) => write_block(text, sequence, block, depth)?,
        }
    }
    Ok(())
}

fn write_block(text: &mut String, sequence: &Sequence, block: &Block, depth: usize) -> std::fmt::Result {
    let indent = "  ".repeat(depth);
    let other = match block.kind {
        BlockKind::Parallel => "and",
        BlockKind::Alternative | BlockKind::Optional | BlockKind::Loop => "else",
    };
    for (index, branch) in block.shown().iter().enumerate() {
        let keyword = if index == 0 { block.kind.word() } else { other };
        writeln!(text, "{indent}{keyword} {}", line(&branch.condition))?;
        write_steps(text, sequence, &branch.steps, depth + 1)?;
    }
    if !block.shown().is_empty() {
        writeln!(text, "{indent}end")?;
    }
    Ok(())
}

//! States and what leads from one to the next.

use std::fmt::Write;

use super::super::Direction;
use super::super::content::{Flow, Node, NodeKind};
use super::escape::{line, named, quoted, word};
use super::{joined, letters};

/// A state diagram.
pub(super) fn write(text: &mut String, flow: &Flow, direction: Direction) -> std::fmt::Result {
    writeln!(text, "stateDiagram-v2\n  direction {}", letters(direction))?;
    write_group(text, flow, None, 1)?;
    for edge in &flow.edges {
        let (Some(from), Some(to)) = (flow.nodes.get(edge.from), flow.nodes.get(edge.to)) else { continue };
        let label = joined(&edge.element.label, &edge.element.detail);
        let label = if label.is_empty() { String::new() } else { format!(" : {}", line(&label)) };
        writeln!(text, "  {} --> {}{label}", end(from), end(to))?;
    }
    Ok(())
}

/// How an arrow names a state; beginnings and ends have no name of their own.
fn end(node: &Node) -> String {
    if is_point(node) { "[*]".to_owned() } else { word(&node.element.id) }
}

fn is_point(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Start | NodeKind::End)
}

/// The states of a group, then the groups in it.
fn write_group(text: &mut String, flow: &Flow, within: Option<usize>, depth: usize) -> std::fmt::Result {
    let indent = "  ".repeat(depth);
    for node in flow.nodes.iter().filter(|node| node.group == within && !is_point(node)) {
        let mut label = node.element.label.clone();
        if !node.element.detail.is_empty() {
            label.push('\n');
            label.push_str(&node.element.detail);
        }
        writeln!(text, "{indent}state {} as {}", named(&label), word(&node.element.id))?;
    }
    for (index, group) in flow.groups.iter().enumerate().filter(|(_, group)| group.parent == within) {
        // A parent stands before its child, so the nesting ends; a group without states is refused.
        let holds = flow.nodes.iter().any(|node| node.group == Some(index) && !is_point(node));
        if within.is_some_and(|within| within >= index) || !holds {
            continue;
        }
        writeln!(text, "{indent}state {} as {} {{", quoted(&group.element.label), word(&group.element.id))?;
        write_group(text, flow, Some(index), depth + 1)?;
        writeln!(text, "{indent}}}")?;
    }
    Ok(())
}

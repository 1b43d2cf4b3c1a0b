//! A flow in small: the same things and arrows without words, which nobody could read at that size.

use std::collections::BTreeSet;

use super::super::content::{Edge, Flow, Line, NodeKind};
use super::super::geometry::{Path, Point, Rect, Size};
use super::super::layout::{self, Direction, Frame, Item, Link, Placement, Plan, Port, TooLarge};
use super::markup::{Escaped, Markup, px};
use super::shape;

/// The shape of the picture, and the least that it shows: few things do not fill it.
const ROOM: Size = Size::new(560.0, 315.0);
/// Room around the drawing.
const MARGIN: f64 = 20.0;
const LINES: [Line; 3] = [Line::Association, Line::Asynchronous, Line::Synchronous];

/// Draws a flow as a picture of 16 to 9 for a page that brings the style sheet.
pub(in super::super) fn draw(flow: &Flow, alt: &str) -> Result<String, TooLarge> {
    let edges = distinct(flow);
    let laid_out = |direction| layout::lay_out(&plan(flow, &edges, direction));
    let (right, down) = (laid_out(Direction::Right)?, laid_out(Direction::Down)?);
    let placement = if scale(down.size) > scale(right.size) { down } else { right };
    let scale = scale(placement.size);
    let room = Size::new(ROOM.width / scale, ROOM.height / scale);
    let corner = |room: f64, length: f64| px((length - room) / 2.0);
    let mut markup = Markup::default();
    markup.raw(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="img" aria-label="{}" viewBox="{} {} {} {}">"#,
        Escaped(alt),
        corner(room.width, placement.size.width),
        corner(room.height, placement.size.height),
        px(room.width),
        px(room.height)
    ));
    for frame in &placement.frames {
        markup.rect("frame", *frame, 10.0);
    }
    draw_edges(&mut markup, &edges, &placement);
    draw_nodes(&mut markup, flow, &placement);
    markup.raw("</svg>");
    Ok(markup.finish())
}

/// How large a drawing of that size is shown.
fn scale(size: Size) -> f64 {
    let fit = |room: f64, length: f64| room / (length + 2.0 * MARGIN);
    fit(ROOM.width, size.width).min(fit(ROOM.height, size.height)).min(1.0)
}

/// The arrows without those that would lie on another one.
fn distinct(flow: &Flow) -> Vec<&Edge> {
    let mut seen = BTreeSet::new();
    flow.edges.iter().filter(|edge| edge.from != edge.to && seen.insert((edge.from, edge.to))).collect()
}

fn plan(flow: &Flow, edges: &[&Edge], direction: Direction) -> Plan {
    let boxes = flow.nodes.iter().map(|node| Item {
        frame: node.group,
        size: size(node.kind),
        outline: shape::outline(node.kind),
    });
    let port = |item| Port { item, at: None };
    let links = edges.iter().map(|edge| Link { from: port(edge.from), to: port(edge.to), label: Size::default() });
    Plan {
        direction,
        stub: 0.0,
        frames: flow.groups.iter().map(|group| Frame { parent: group.parent, title: Size::default() }).collect(),
        boxes: boxes.collect(),
        links: links.collect(),
    }
}

/// What stands out in a shape needs room for itself.
const fn size(kind: NodeKind) -> Size {
    match kind {
        NodeKind::Person => Size::new(80.0, 76.0),
        NodeKind::Store | NodeKind::Cache => Size::new(80.0, 66.0),
        NodeKind::Channel | NodeKind::Event => Size::new(120.0, 46.0),
        NodeKind::Gateway => Size::new(116.0, 60.0),
        _ => Size::new(104.0, 60.0),
    }
}

/// All arrows of a kind as one line.
fn draw_edges(markup: &mut Markup, edges: &[&Edge], placement: &Placement) {
    for line in LINES {
        let routes = edges.iter().zip(&placement.links).filter(|(edge, _)| edge.line == line);
        let paths: String = routes.map(|(_, route)| whole(&route.path).to_string()).collect();
        if !paths.is_empty() {
            markup.raw(format_args!(r#"<g class="edge {}">"#, line.word()));
            markup.path("line", paths);
            markup.raw("</g>");
        }
    }
}

/// All shapes of a kind as one.
fn draw_nodes(markup: &mut Markup, flow: &Flow, placement: &Placement) {
    for kind in NodeKind::ALL {
        let nodes = flow.nodes.iter().zip(&placement.boxes).filter(|(node, _)| node.kind == kind);
        let rects: Vec<Rect> = nodes.map(|(_, rect)| Rect { x: rect.x.round(), y: rect.y.round(), ..*rect }).collect();
        if rects.is_empty() {
            continue;
        }
        markup.raw(format_args!(r#"<g class="node {}">"#, kind.word()));
        markup.path("shape", rects.iter().map(|rect| shape::border(kind, *rect)).collect::<String>());
        // The second border of what is not ours would be a blur.
        let traced = rects.iter().filter(|_| kind != NodeKind::External);
        let traces: String = traced.map(|rect| shape::traces(kind, *rect)).collect();
        if !traces.is_empty() {
            markup.path("trace", traces);
        }
        markup.raw("</g>");
    }
}

/// In whole pixels, of which several are one on the screen.
fn whole(path: &Path) -> Path {
    path.map(|point| Point::new(point.x.round(), point.y.round()))
}

//! A flow: groups, arrows, then nodes, so that an arrow never runs over a node.

use super::super::content::{Edge, Flow, Group, Line, Marks, Node, NodeKind};
use super::super::geometry::{Part, Path, Point, Rect, Size};
use super::super::layout::{Direction, Frame, Item, Kept, Link, Placement, Plan, Port, Route, TooLarge};
use super::super::measure::{self, SMALL, TEXT};
use super::markup::{Escaped, Markup, px};
use super::shape::{self, Sized};
use super::{Picture, open, stroke_legend, with_legend};
use crate::order;

/// Widest line of an arrow's label.
const LABEL: f64 = 190.0;
/// Height of a line of a label.
const LINE: f64 = 15.0;
/// Length of an arrow's head.
pub(super) const HEAD: f64 = 8.0;

/// How large the drawing of a flow is.
pub(super) fn size(flow: &Flow, direction: Direction, kept: &Kept) -> Result<Size, TooLarge> {
    let (nodes, labels) = measured(flow);
    let placement = kept.lay_out(plan(flow, direction, &nodes, &labels))?;
    Ok(with_legend(placement.size, &lines(flow)))
}

/// Draws a flow.
pub(super) fn draw(flow: &Flow, direction: Direction, kept: &Kept) -> Result<Picture, TooLarge> {
    let (nodes, labels) = measured(flow);
    let placement = kept.lay_out(plan(flow, direction, &nodes, &labels))?;
    let mut markup = Markup::default();
    for (group, rect) in flow.groups.iter().zip(&placement.frames) {
        draw_group(&mut markup, group, *rect);
    }
    draw_edges(&mut markup, flow, &labels, &placement);
    for (group, rect) in flow.groups.iter().zip(&placement.frames) {
        draw_group_title(&mut markup, group, *rect);
    }
    for ((node, sized), rect) in flow.nodes.iter().zip(&nodes).zip(&placement.boxes) {
        draw_node(&mut markup, node, sized, *rect);
    }
    let lines = lines(flow);
    stroke_legend(&mut markup, placement.size, &lines);
    Ok(Picture { body: markup.finish(), size: with_legend(placement.size, &lines) })
}

/// The sizes of nodes and of the labels of arrows.
fn measured(flow: &Flow) -> (Vec<Sized>, Vec<Label>) {
    let node = |node: &Node| shape::measured(node.kind, &node.element.label, &node.element.detail);
    (flow.nodes.iter().map(node).collect(), flow.edges.iter().map(Label::of).collect())
}

fn plan(flow: &Flow, direction: Direction, nodes: &[Sized], labels: &[Label]) -> Plan {
    let boxes = flow.nodes.iter().zip(nodes).map(|(node, sized)| Item {
        frame: node.group,
        size: sized.size,
        outline: shape::outline(node.kind),
    });
    let links = flow.edges.iter().zip(labels).map(|(edge, label)| Link {
        from: Port { item: edge.from, at: None },
        to: Port { item: edge.to, at: None },
        label: label.size,
    });
    Plan {
        direction,
        stub: 0.0,
        frames: flow.groups.iter().map(frame).collect(),
        boxes: boxes.collect(),
        links: links.collect(),
    }
}

/// A group as the layout sees it.
pub(super) fn frame(group: &Group) -> Frame {
    Frame { parent: group.parent, title: Size::new(measure::width(&group.element.label, TEXT), 20.0) }
}

/// Draws a frame.
pub(super) fn draw_group(markup: &mut Markup, group: &Group, rect: Rect) {
    let marks = group.element.marks;
    open(markup, &["group", group.kind], &group.element.id, -1);
    markup.title(&super::spoken(group.kind, &group.element));
    if marks != [0; 3] {
        markup.rect(&format!("ring {}", super::worst(marks)), rect, 10.0);
    }
    markup.rect("frame", rect, 10.0);
    badge(markup, Point::new(rect.right() - 6.0, rect.y), marks);
    markup.raw("</g>");
}

/// Writes a frame's title, above the arrows that run through the frame.
pub(super) fn draw_group_title(markup: &mut Markup, group: &Group, rect: Rect) {
    let room = rect.width - 28.0;
    let title = measure::shorten(&group.element.label, TEXT, room / 1.1);
    let left = room - measure::width(&title, TEXT) * 1.1 - 8.0;
    let detail = if left < 40.0 { String::new() } else { measure::shorten(&group.element.detail, SMALL, left) };
    let (x, y) = (px(rect.x + 12.0), px(rect.y + 19.0));
    markup.raw(format_args!(r#"<text class="group-name" x="{x}" y="{y}">{}"#, Escaped(&title)));
    if !detail.is_empty() {
        markup.raw(format_args!(r#"<tspan class="detail" dx="8">{}</tspan>"#, Escaped(&detail)));
    }
    markup.raw("</text>");
}

fn draw_node(markup: &mut Markup, node: &Node, sized: &Sized, rect: Rect) {
    let mut classes = vec!["node", node.kind.word()];
    classes.extend(super::worst_class(node.element.marks));
    open(markup, &classes, &node.element.id, 0);
    markup.title(&super::spoken(node.kind.word(), &node.element));
    shape::draw(markup, node, sized, rect);
    badge(markup, Point::new(rect.right() - 4.0, rect.y + 2.0), node.element.marks);
    markup.raw("</g>");
}

/// A pill with a sign and the number of findings, its right end at a place.
pub(super) fn badge(markup: &mut Markup, at: Point, marks: Marks) {
    let count: usize = marks.iter().sum();
    if count == 0 {
        return;
    }
    let text = if count > 99 { "99+".to_owned() } else { count.to_string() };
    let width = measure::width(&text, SMALL) + 24.0;
    let pill = Rect::new(at.x - width + 10.0, at.y - 9.0, width, 18.0);
    markup.raw(format_args!(r#"<g class="badge {}">"#, super::worst(marks)));
    markup.rect("pill", pill, 9.0);
    let (x, y) = (px(pill.x + 4.0), px(at.y));
    let sign = match super::worst(marks) {
        // A cross in a circle, a mark in a triangle, an i in a circle: the form says it without the colour.
        "error" => format!("M{x} {y}m2.5 -2.5l5 5m-5 0l5 -5M{x} {y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"),
        "warning" => format!("M{x} {y}m5 -5l5.2 9h-10.4zm0 3v3m0 1.8v.2"),
        _ => format!("M{x} {y}m5 -.5v3m0 -5.4v.2M{x} {y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"),
    };
    markup.path("sign", sign);
    markup.text("count", Point::new(pill.x + 17.0, at.y + 4.0), &text);
    markup.raw("</g>");
}

/// An arrow's label in lines, and the size of the pill around it.
#[derive(Debug, Clone)]
pub(super) struct Label {
    lines: Vec<String>,
    pub(super) size: Size,
}

impl Label {
    fn of(edge: &Edge) -> Self {
        let element = &edge.element;
        let joint = if element.label.is_empty() || element.detail.is_empty() { "" } else { " · " };
        Self::new(&format!("{}{joint}{}", element.label, element.detail))
    }

    pub(super) fn new(text: &str) -> Self {
        let lines = measure::wrap(text, SMALL, LABEL, 3);
        if lines.is_empty() {
            return Self { lines, size: Size::default() };
        }
        let width = lines.iter().map(|line| measure::width(line, SMALL)).fold(0.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "at most three lines")]
        let height = lines.len() as f64 * LINE + 5.0;
        Self { size: Size::new((width + 16.0).ceil(), height), lines }
    }

    pub(super) fn draw(&self, markup: &mut Markup, center: Point) {
        let rect = Rect::around(center, self.size);
        markup.rect("pill", rect, (rect.height / 2.0).min(10.0));
        for (index, line) in self.lines.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "at most three lines")]
            let y = rect.y + 13.5 + index as f64 * LINE;
            markup.text("label", Point::new(center.x, y), line);
        }
    }
}

fn draw_edges(markup: &mut Markup, flow: &Flow, labels: &[Label], placement: &Placement) {
    let all = || flow.edges.iter().zip(labels).zip(&placement.links);
    // Those with labels come last: a line that crosses a label runs below it.
    for labelled in [false, true] {
        for ((edge, label), route) in all().filter(|((_, label), _)| label.lines.is_empty() != labelled) {
            draw_edge(markup, flow, edge, label, route);
        }
    }
}

fn draw_edge(markup: &mut Markup, flow: &Flow, edge: &Edge, label: &Label, route: &Route) {
    let mut classes = vec!["edge", edge.line.word(), edge.kind];
    classes.extend(super::worst_class(edge.element.marks));
    open(markup, &classes, &edge.element.id, -1);
    let name = |at: usize| flow.nodes.get(at).map_or("", |node| &node.element.label);
    let (from, to) = (name(edge.from), name(edge.to));
    markup.title(&super::spoken(edge.kind, &edge.element.joining(from, to)));
    markup.path("hit", &route.path);
    match edge.line {
        Line::Association => markup.path("line", &route.path),
        Line::Synchronous | Line::Asynchronous => {
            markup.path("line", shortened(&route.path, HEAD - 1.0));
            head(markup, &route.path, edge.line == Line::Synchronous);
        }
    }
    if let Some(center) = route.label {
        label.draw(markup, center);
        let corner = Point::new(center.x + label.size.width / 2.0 + 16.0, center.y - label.size.height / 2.0);
        badge(markup, corner, edge.element.marks);
    }
    markup.raw("</g>");
}

/// The head at the end of a path: full where the sender waits, open where it goes on.
pub(super) fn head(markup: &mut Markup, path: &Path, full: bool) {
    let (tip, along) = tip(path);
    let across = Point::new(-along.y, along.x);
    let at = |back: f64, side: f64| {
        let (x, y) = (tip.x - along.x * back + across.x * side, tip.y - along.y * back + across.y * side);
        format!("{} {}", px(x), px(y))
    };
    if full {
        markup.path("head", format_args!("M{}L{}L{}z", at(0.0, 0.0), at(HEAD, 4.2), at(HEAD, -4.2)));
    } else {
        markup.path(
            "open",
            format_args!("M{}L{}L{}M{}L{}", at(HEAD, 4.4), at(0.4, 0.0), at(HEAD, -4.4), at(HEAD, 0.0), at(0.4, 0.0)),
        );
    }
}

/// The end of a path and the direction in which it arrives, of length 1.
fn tip(path: &Path) -> (Point, Point) {
    let before = match path.parts.as_slice() {
        [.., Part::Curve(_, control, _)] => *control,
        [.., one, Part::Line(_)] => match one {
            Part::Line(to) | Part::Curve(_, _, to) => *to,
        },
        _ => path.start,
    };
    let end = path.points().last().unwrap_or_default();
    let (dx, dy) = (end.x - before.x, end.y - before.y);
    let length = dx.hypot(dy);
    (end, if length > 0.0 { Point::new(dx / length, dy / length) } else { Point::new(1.0, 0.0) })
}

/// The path without its last pixels, so that the line does not show through the head's tip.
pub(super) fn shortened(path: &Path, by: f64) -> Path {
    let (end, along) = tip(path);
    let end = Point::new(end.x - along.x * by, end.y - along.y * by);
    let mut path = path.clone();
    match path.parts.last_mut() {
        Some(Part::Line(to) | Part::Curve(_, _, to)) => *to = end,
        None => {}
    }
    path
}

/// The kinds of lines that appear, for the legend; between states they say nothing of who waits.
fn lines(flow: &Flow) -> Vec<Line> {
    if flow.nodes.iter().any(|node| node.kind == NodeKind::State) {
        return Vec::new();
    }
    let mut lines: Vec<Line> = flow.edges.iter().map(|edge| edge.line).collect();
    order::by(&mut lines, Ord::cmp);
    lines.dedup();
    lines
}

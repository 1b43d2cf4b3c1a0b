//! Where everything stands.
//!
//! What is laid out is a [`Plan`]: boxes of known size in nested frames, and links between them. How it is done is
//! hidden behind [`lay_out`], so that the crate that ranks and orders can be exchanged.

mod columns;
mod ends;
mod grid;
mod kept;
mod layered;
mod nested;
mod pack;
#[cfg(test)]
mod properties;
mod route;
pub(super) mod sequence;

use super::geometry::{Path, Point, Rect, Size};
use columns::Columns;
pub(super) use kept::Kept;

/// Depth of the points of [`Outline::Hexagon`] and [`Outline::Tag`].
pub(super) const POINT: f64 = 12.0;
/// Depth of the round ends of [`Outline::Pipe`] and [`Outline::Cylinder`].
pub(super) const CAP: f64 = 8.0;

/// Room between a frame and what is in it.
const INSIDE: f64 = 24.0;
/// More of it above, for the title.
const TITLE: f64 = 6.0;

/// Where arrows mostly point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom.
    Down,
}

/// What is to be laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plan {
    pub(super) direction: Direction,
    /// Length of the straight part at both ends of every link, for signs that stand there.
    pub(super) stub: f64,
    /// A frame's parent stands before it.
    pub(super) frames: Vec<Frame>,
    pub(super) boxes: Vec<Item>,
    pub(super) links: Vec<Link>,
}

/// A frame around boxes, with a title at its top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) parent: Option<usize>,
    pub(super) title: Size,
}

/// A box of known size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    pub(super) frame: Option<usize>,
    pub(super) size: Size,
    pub(super) outline: Outline,
}

/// The shape of a box, as far as links that end at it must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outline {
    /// Straight sides.
    Rectangle,
    /// Points at the left and right.
    Hexagon,
    /// A point at the right, a notch at the left.
    Tag,
    /// Round at the left and right.
    Pipe,
    /// Round at the top and bottom.
    Cylinder,
}

/// A link between two boxes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) from: Port,
    pub(super) to: Port,
    /// Empty for no label.
    pub(super) label: Size,
}

/// Where a link ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Port {
    /// Index of the box.
    pub(super) item: usize,
    /// Distance from the box's upper edge; none where any place on its side will do.
    pub(super) at: Option<f64>,
}

/// Where everything stands. Indices are those of the plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Placement {
    pub(super) size: Size,
    pub(super) frames: Vec<Rect>,
    pub(super) boxes: Vec<Rect>,
    pub(super) links: Vec<Route>,
}

/// Where a link runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Route {
    pub(super) path: Path,
    /// Center of the label.
    pub(super) label: Option<Point>,
}

/// The layout would take too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Places everything. Deterministic: equal plans give equal placements.
pub(super) fn lay_out(plan: &Plan) -> Result<Placement, TooLarge> {
    let parts = pack::parts(plan);
    let placed = parts.iter().map(|part| connected(&part.plan)).collect::<Result<Vec<_>, _>>()?;
    Ok(pack::join(plan, &parts, &placed))
}

/// Places one connected part. Frames are laid out together with what is in them, and where that fails one by one.
fn connected(plan: &Plan) -> Result<Placement, TooLarge> {
    match layered::lay_out(plan) {
        Ok(mut layers) if sound(plan, &layers) => {
            tighten(plan, &mut layers);
            Ok(route::finish(plan, &layers, Columns::of(plan, &layers)))
        }
        _ => nested::lay_out(plan).map(|layers| route::finish(plan, &layers, Columns::default())),
    }
}

/// Whether no box or frame stands in a frame that does not hold it. Dagre does not promise that for every graph.
fn sound(plan: &Plan, layers: &Layers) -> bool {
    let holds = |outer: usize, inner: Option<usize>| plan.holders(inner).any(|holder| holder == outer);
    layers.frames.iter().enumerate().all(|(index, frame)| {
        let mut boxes = plan.boxes.iter().zip(&layers.boxes);
        let mut frames = layers.frames.iter().enumerate().take(index);
        boxes.all(|(item, rect)| holds(index, item.frame) || !frame.overlaps(*rect))
            // A parent stands before its child.
            && frames.all(|(other, rect)| holds(other, Some(index)) || !frame.overlaps(*rect))
    })
}

/// Takes away room in frames that nothing stands in. A frame only shrinks, so that what was sound stays so.
fn tighten(plan: &Plan, layers: &mut Layers) {
    for index in (0..plan.frames.len()).rev() {
        let within = |frame: Option<usize>| plan.holders(frame).any(|holder| holder == index);
        let boxes = plan.boxes.iter().zip(&layers.boxes).filter(|(item, _)| within(item.frame)).map(|(_, rect)| *rect);
        let inner = plan.frames.iter().zip(&layers.frames).filter(|(frame, _)| within(frame.parent));
        let frame_of = |port: Port| plan.boxes.get(port.item).and_then(|item| item.frame);
        let links = plan.links.iter().zip(&layers.links);
        let own = links.filter(|(link, _)| within(frame_of(link.from)) && within(frame_of(link.to)));
        let labels = own.filter_map(|(link, (_, label))| Some(Rect::around((*label)?, link.label)));
        let held = boxes.chain(inner.map(|(_, rect)| *rect)).chain(labels).reduce(Rect::union);
        if let Some((held, frame)) = held.zip(layers.frames.get_mut(index)) {
            *frame = frame.within(held.grown(INSIDE, INSIDE + TITLE));
        }
    }
}

/// What a layout found, in the plan's indices.
#[derive(Debug, Default)]
struct Layers {
    boxes: Vec<Rect>,
    frames: Vec<Rect>,
    /// Points between the ends of each link, and its label's center.
    links: Vec<(Vec<Point>, Option<Point>)>,
}

impl Plan {
    /// A frame and those around it, innermost first.
    fn holders(&self, frame: Option<usize>) -> impl Iterator<Item = usize> {
        // A parent stands before its child, so the chain ends.
        let parent = |&at: &usize| self.frames.get(at).and_then(|frame| frame.parent).filter(|parent| *parent < at);
        std::iter::successors(frame, parent)
    }
}

//! Frames one by one, innermost first, each as a box to the frame around it.
//!
//! No box can stand in a foreign frame this way, whatever the links are. Links that leave a frame are drawn less well,
//! because nothing in the frame makes way for them.

use super::super::geometry::{Point, Rect, Size};
use super::{INSIDE, Item, Layers, Link, Outline, Plan, Port, TooLarge, layered};

/// Something in a frame, or outside of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Box(usize),
    Frame(usize),
}

/// A frame's inside, from its own upper left corner.
#[derive(Debug, Default)]
struct Level {
    members: Vec<(Member, Rect)>,
    links: Vec<(usize, Vec<Point>, Option<Point>)>,
    size: Size,
}

/// Places one connected part.
pub(super) fn lay_out(plan: &Plan) -> Result<Layers, TooLarge> {
    let mut levels: Vec<Level> = plan.frames.iter().map(|_| Level::default()).collect();
    for index in (0..plan.frames.len()).rev() {
        let level = level(plan, Some(index), &levels)?;
        if let Some(place) = levels.get_mut(index) {
            *place = level;
        }
    }
    let outermost = level(plan, None, &levels)?;
    let mut layers = Layers {
        boxes: vec![Rect::default(); plan.boxes.len()],
        frames: vec![Rect::default(); plan.frames.len()],
        links: vec![(Vec::new(), None); plan.links.len()],
    };
    unfold(&outermost, Point::default(), &levels, &mut layers);
    Ok(layers)
}

/// Lays out what is directly in a frame.
fn level(plan: &Plan, within: Option<usize>, levels: &[Level]) -> Result<Level, TooLarge> {
    let frames = plan.frames.iter().enumerate().filter(|(_, frame)| frame.parent == within);
    let frames = frames.filter_map(|(index, _)| Some((Member::Frame(index), levels.get(index)?.size)));
    let boxes = plan.boxes.iter().enumerate().filter(|(_, item)| item.frame == within);
    let boxes = boxes.map(|(index, item)| (Member::Box(index), item.size));
    let members: Vec<(Member, Size)> = frames.chain(boxes).collect();
    let place = |item: usize| {
        let member = member(plan, item, within)?;
        members.iter().position(|(one, _)| *one == member)
    };
    let mut inner = Plan { direction: plan.direction, ..Plan::default() };
    inner.boxes.extend(members.iter().map(|&(_, size)| Item { frame: None, size, outline: Outline::Rectangle }));
    let mut links = Vec::new();
    for (index, link) in plan.links.iter().enumerate() {
        let (Some(from), Some(to)) = (place(link.from.item), place(link.to.item)) else { continue };
        // Both ends in one inner frame: that frame's link. A loop is its box's.
        let is_box = matches!(members.get(from), Some((Member::Box(_), _)));
        if from != to || is_box {
            let port = |item| Port { item, at: None };
            inner.links.push(Link { from: port(from), to: port(to), label: link.label });
            links.push(index);
        }
    }
    let title = within.and_then(|at| plan.frames.get(at)).map(|frame| frame.title);
    let corner = title.map_or(Point::default(), |title| Point::new(INSIDE, INSIDE + title.height));
    let found = layered::lay_out(&inner)?;
    let mut level = Level::default();
    level.members.extend(members.iter().zip(&found.boxes).map(|((member, _), rect)| (*member, rect.moved(corner))));
    level.links.extend(links.iter().zip(&found.links).map(|(&index, (points, label))| {
        let points = points.iter().map(|point| point.moved(corner)).collect();
        (index, points, label.map(|label| label.moved(corner)))
    }));
    level.size = size(&level, &inner, title);
    Ok(level)
}

/// The member of a frame that is or holds a box.
fn member(plan: &Plan, item: usize, within: Option<usize>) -> Option<Member> {
    let frame = plan.boxes.get(item)?.frame;
    if frame == within {
        return Some(Member::Box(item));
    }
    let holder = plan.holders(frame).find(|&at| plan.frames.get(at).is_some_and(|frame| frame.parent == within));
    holder.map(Member::Frame)
}

/// The size of a frame around what is in it.
fn size(level: &Level, inner: &Plan, title: Option<Size>) -> Size {
    let labels = level.links.iter().zip(&inner.links);
    let labels = labels.filter_map(|((_, _, label), link)| Some(Rect::around((*label)?, link.label)));
    let bounds = level.members.iter().map(|(_, rect)| *rect).chain(labels).reduce(Rect::union);
    let inside = bounds.map_or(Size::default(), |bounds| Size::new(bounds.right() + INSIDE, bounds.bottom() + INSIDE));
    let title = title.unwrap_or_default();
    Size::new(inside.width.max(title.width.min(160.0) + INSIDE), inside.height.max(title.height + INSIDE))
}

/// Gives everything in a level, and in the levels within, its place in the whole.
fn unfold(level: &Level, corner: Point, levels: &[Level], layers: &mut Layers) {
    for (index, points, label) in &level.links {
        if let Some(link) = layers.links.get_mut(*index) {
            *link = (points.iter().map(|point| point.moved(corner)).collect(), label.map(|label| label.moved(corner)));
        }
    }
    for (member, rect) in &level.members {
        let rect = rect.moved(corner);
        match *member {
            Member::Box(index) => {
                if let Some(place) = layers.boxes.get_mut(index) {
                    *place = rect;
                }
            }
            Member::Frame(index) => {
                if let Some(place) = layers.frames.get_mut(index) {
                    *place = rect;
                }
                if let Some(inner) = levels.get(index) {
                    unfold(inner, Point::new(rect.x, rect.y), levels, layers);
                }
            }
        }
    }
}

//! Where links leave and arrive at the shapes. Works as if links ran to the right.

use super::super::geometry::{Point, Rect};
use super::{CAP, Direction, Outline, POINT, Plan};
use crate::order;

/// Distance of two ends at one side of a box.
const SPREAD: f64 = 16.0;
/// Room kept free at both ends of a side.
const CORNER: f64 = 13.0;

/// One end of a link that looks for its place.
struct End {
    link: usize,
    /// 0 where the link leaves, 1 where it arrives.
    which: usize,
    item: usize,
    /// At the side that lies further along the direction.
    high: bool,
    /// Where the link goes from here, across the direction.
    toward: f64,
    fixed: Option<f64>,
}

/// The two ends of each link. Those at one side of a box are spread in the order of where they come from.
pub(super) fn ends(plan: &Plan, boxes: &[Rect], traces: &[Vec<Point>]) -> Vec<[Point; 2]> {
    let mut ends = wanted(plan, boxes, traces);
    order::by(&mut ends, |a, b| {
        let side = (a.item, a.high).cmp(&(b.item, b.high));
        side.then(a.toward.total_cmp(&b.toward)).then((a.link, a.which).cmp(&(b.link, b.which)))
    });
    let mut result = vec![[Point::default(); 2]; plan.links.len()];
    for side in ends.chunk_by(|a, b| (a.item, a.high) == (b.item, b.high)) {
        spread(plan, boxes, side, &mut result);
    }
    result
}

fn wanted(plan: &Plan, boxes: &[Rect], traces: &[Vec<Point>]) -> Vec<End> {
    let mut wanted: Vec<End> = Vec::new();
    for (index, (link, trace)) in plan.links.iter().zip(traces).enumerate() {
        let looped = link.from.item == link.to.item;
        if looped && link.from.at.is_none() {
            continue;
        }
        let Some((from, to)) = boxes.get(link.from.item).zip(boxes.get(link.to.item)) else { continue };
        let (from, to) = (from.center(), to.center());
        // A direct link is level where both sides have room at half way.
        let direct = f64::midpoint(from.y, to.y);
        for (which, port, center, other, near) in
            [(0, link.from, from, to, trace.first()), (1, link.to, to, from, trace.last())]
        {
            let toward = near.copied().unwrap_or(Point::new(other.x, direct));
            let high = looped || toward.x >= center.x;
            wanted.push(End { link: index, which, item: port.item, high, toward: toward.y, fixed: port.at });
        }
    }
    wanted
}

fn spread(plan: &Plan, boxes: &[Rect], side: &[End], result: &mut [[Point; 2]]) {
    let Some(first) = side.first() else { return };
    let Some((item, rect)) = plan.boxes.get(first.item).zip(boxes.get(first.item)) else { return };
    let room = (rect.height - 2.0 * CORNER).max(0.0);
    let middle = rect.center().y;
    #[expect(clippy::cast_precision_loss, reason = "a box has few ends")]
    let gaps = (side.len() - 1) as f64;
    let step = if gaps > 0.0 { SPREAD.min(room / gaps) } else { 0.0 };
    let mut across = middle - step * gaps / 2.0;
    for end in side {
        let level = gaps == 0.0 && (end.toward - middle).abs() <= room / 2.0;
        let at = match end.fixed {
            Some(at) => rect.y + at,
            // A single end stands where its link runs straight, if that is within its side.
            None if level => end.toward,
            None => across,
        };
        across += step;
        let inset = inset(item.outline, plan.direction, *rect, at - middle, end.high);
        let along = if end.high { rect.right() - inset } else { rect.x + inset };
        if let Some(point) = result.get_mut(end.link).and_then(|ends| ends.get_mut(end.which)) {
            *point = Point::new(along, at);
        }
    }
}

/// How far the shape's border lies inside its box, `offset` away from the middle of a side.
fn inset(outline: Outline, direction: Direction, rect: Rect, offset: f64, high: bool) -> f64 {
    let half = (rect.height / 2.0).max(1.0);
    let part = (offset.abs() / half).min(1.0);
    let round = |depth: f64| depth * (1.0 - (1.0 - part * part).sqrt());
    match (outline, direction) {
        (Outline::Hexagon, Direction::Right) => POINT * part,
        (Outline::Tag, Direction::Right) if high => POINT * part,
        (Outline::Tag, Direction::Right) => POINT * (1.0 - part),
        (Outline::Pipe, Direction::Right) | (Outline::Cylinder, Direction::Down) => round(CAP),
        _ => 0.0,
    }
}

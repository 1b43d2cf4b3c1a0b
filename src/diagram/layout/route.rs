//! Links drawn through their layers: straight past boxes, curved between layers, ending at the shapes.

use super::super::geometry::{Part, Path, Point, Rect, Size};
use super::columns::Columns;
use super::ends::ends;
use super::{Direction, Layers, Placement, Plan, Route};

/// How far a loop reaches.
const LOOP: f64 = 28.0;

/// Turns layers into a placement. Works as if links ran to the right; the axes are exchanged before and after.
pub(super) fn finish(plan: &Plan, layers: &Layers, mut columns: Columns) -> Placement {
    let down = plan.direction == Direction::Down;
    let turn = |point: Point| if down { point.flipped() } else { point };
    let boxes: Vec<Rect> = layers.boxes.iter().map(|rect| if down { rect.flipped() } else { *rect }).collect();
    let mut traces: Vec<Vec<Point>> = Vec::new();
    for (points, _) in &layers.links {
        let trace: Vec<Point> = points.iter().map(|&point| turn(point)).collect();
        traces.push(columns.essential(&trace));
    }
    let ends = ends(plan, &boxes, &traces);
    let mut links = Vec::new();
    for (index, (link, trace)) in plan.links.iter().zip(&mut traces).enumerate() {
        let (Some(ends), Some((_, label))) = (ends.get(index), layers.links.get(index)) else { continue };
        let mut label = label.map(turn);
        let path = if link.from.item == link.to.item {
            let rect = boxes.get(link.from.item).copied().unwrap_or_default();
            let same =
                plan.links.iter().filter(|other| other.from.item == other.to.item && other.from.item == link.from.item);
            // Several loops at one box keep their labels where there is room for each.
            if let Some(label) = label.as_mut().filter(|_| same.count() == 1) {
                let half = if down { link.label.width } else { link.label.height } / 2.0;
                label.y = label.y.min(rect.bottom() + LOOP + half);
            }
            if link.from.at.is_some() { beside(ends) } else { below(rect) }
        } else {
            let on = label.and_then(|label| trace.iter().position(|point| (point.x - label.x).abs() < 1.0));
            columns.straighten(index, trace, *ends);
            // The label stays on its link.
            if let Some((label, point)) = label.as_mut().zip(on.and_then(|on| trace.get(on))) {
                label.y = point.y;
            }
            through(&columns, trace, ends, plan.stub)
        };
        links.push(Route { path: path.map(turn), label: label.map(turn) });
    }
    let placement =
        Placement { size: Size::default(), links, frames: layers.frames.clone(), boxes: layers.boxes.clone() };
    normalized(placement, plan)
}

/// Straight through every column that is passed, curved from one to the next.
fn through(columns: &Columns, trace: &[Point], [start, end]: &[Point; 2], stub: f64) -> Path {
    let forward = trace.first().unwrap_or(end).x >= start.x;
    let arrives = trace.last().unwrap_or(start).x <= end.x;
    let mut path = Path { start: *start, parts: Vec::new() };
    let mut last = *start;
    straight(&mut path, &mut last, Point::new(beyond(columns, start.x, forward, stub), start.y));
    for point in trace {
        let (low, high) = columns.extent(point.x);
        let (enter, leave) = if forward { (low, high) } else { (high, low) };
        curve(&mut path, &mut last, Point::new(enter, point.y));
        straight(&mut path, &mut last, Point::new(leave, point.y));
    }
    curve(&mut path, &mut last, Point::new(beyond(columns, end.x, !arrives, stub), end.y));
    straight(&mut path, &mut last, *end);
    path
}

/// Where a link has left the column in which it begins or ends, and its stub besides.
fn beyond(columns: &Columns, along: f64, high: bool, stub: f64) -> f64 {
    let (low, far) = columns.extent(along);
    if high { far.max(along) + stub } else { low.min(along) - stub }
}

fn straight(path: &mut Path, last: &mut Point, to: Point) {
    if (last.x - to.x).abs() > 0.1 || (last.y - to.y).abs() > 0.1 {
        path.parts.push(Part::Line(to));
        *last = to;
    }
}

/// A curve that leaves and arrives along the direction; straight where there is nothing to bend.
fn curve(path: &mut Path, last: &mut Point, to: Point) {
    if (last.y - to.y).abs() < 0.5 {
        return straight(path, last, to);
    }
    // The steeper it is, the longer it keeps to the direction: else its ends would look like corners.
    let (across, along) = ((to.y - last.y).abs(), (to.x - last.x).abs().max(1.0));
    let reach = (to.x - last.x) * (0.5 + 0.4 * (across / along / 6.0).min(1.0));
    path.parts.push(Part::Curve(Point::new(last.x + reach, last.y), Point::new(to.x - reach, to.y), to));
    *last = to;
}

/// A loop between two places at one side of a box.
fn beside([start, end]: &[Point; 2]) -> Path {
    let reach = Point::new(LOOP + (start.y - end.y).abs() / 4.0, 0.0);
    Path { start: *start, parts: vec![Part::Curve(start.moved(reach), end.moved(reach), *end)] }
}

/// A loop at the far side of a box, where room was kept for it and its label.
fn below(rect: Rect) -> Path {
    let middle = rect.center().x;
    let (start, end) = (Point::new(middle - LOOP, rect.bottom()), Point::new(middle + LOOP, rect.bottom()));
    let down = Point::new(0.0, LOOP);
    Path { start, parts: vec![Part::Curve(start.moved(down), end.moved(down), end)] }
}

/// Moves everything so that it begins at the origin, and measures it.
fn normalized(mut placement: Placement, plan: &Plan) -> Placement {
    let labels = placement.links.iter().zip(&plan.links);
    let labels = labels.filter_map(|(route, link)| Some(Rect::around(route.label?, link.label)));
    let points = placement.links.iter().flat_map(|route| route.path.points().collect::<Vec<_>>());
    let all = placement.boxes.iter().chain(&placement.frames).copied();
    let all = all.chain(labels).chain(points.map(|point| Rect::around(point, Size::default())));
    let Some(bounds) = all.reduce(Rect::union) else { return placement };
    let by = Point::new(-bounds.x, -bounds.y);
    for rect in placement.boxes.iter_mut().chain(&mut placement.frames) {
        *rect = rect.moved(by);
    }
    for route in &mut placement.links {
        route.path = route.path.map(|point| point.moved(by));
        route.label = route.label.map(|label| label.moved(by));
    }
    placement.size = Size::new(bounds.width, bounds.height);
    placement
}

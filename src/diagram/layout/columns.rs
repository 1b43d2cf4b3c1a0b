//! The layers that links pass, seen as columns of boxes, labels and other links.
//!
//! Works as if links ran to the right. Links pass a column straight, and as far as there is room at the height where
//! they begin or end, so that they bend as little as can be.

use super::super::geometry::{Point, Rect};
use super::{Direction, Layers, Plan};
use crate::order;

/// Least distance of a link from boxes and labels.
const FROM_BOX: f64 = 10.0;

/// All columns, from left to right.
#[derive(Debug, Default)]
pub(super) struct Columns(Vec<Column>);

#[derive(Debug)]
struct Column {
    low: f64,
    high: f64,
    /// What stands in it, in no order.
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    center: f64,
    half: f64,
    /// The link that passes here; none for a box.
    link: Option<usize>,
}

impl Columns {
    /// Reads the columns off a layout.
    pub(super) fn of(plan: &Plan, layers: &Layers) -> Self {
        let down = plan.direction == Direction::Down;
        let boxes: Vec<Rect> = layers.boxes.iter().map(|rect| if down { rect.flipped() } else { *rect }).collect();
        let linked = order::set(plan.links.iter().flat_map(|link| [link.from.item, link.to.item]));
        // A box without links stands in a block with others and says nothing about layers.
        let ranked = boxes.iter().enumerate().filter(|(index, _)| linked.contains(index));
        let mut extents: Vec<(f64, f64)> = ranked.map(|(_, rect)| (rect.x, rect.right())).collect();
        extents.extend(labels(plan, layers, down).map(|(_, rect)| (rect.x, rect.right())));
        order::by(&mut extents, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut columns: Vec<Column> = Vec::new();
        for (low, high) in extents {
            match columns.last_mut() {
                Some(last) if low <= last.high + 0.5 => last.high = last.high.max(high),
                _ => columns.push(Column { low, high, entries: Vec::new() }),
            }
        }
        for column in &mut columns {
            let met = boxes.iter().filter(|rect| rect.x < column.high && column.low < rect.right());
            let entry = |rect: &Rect| Entry { center: rect.center().y, half: rect.height / 2.0, link: None };
            column.entries.extend(met.map(entry));
        }
        let mut columns = Self(columns);
        columns.add_links(plan, layers, down);
        columns
    }

    fn add_links(&mut self, plan: &Plan, layers: &Layers, down: bool) {
        let labels: Vec<Option<Rect>> = {
            let mut found = vec![None; plan.links.len()];
            for (index, rect) in labels(plan, layers, down) {
                if let Some(place) = found.get_mut(index) {
                    *place = Some(rect);
                }
            }
            found
        };
        for (index, (trace, _)) in layers.links.iter().enumerate() {
            let label = labels.get(index).copied().flatten();
            for point in trace {
                let point = if down { point.flipped() } else { *point };
                let half =
                    label.filter(|label| (label.center().x - point.x).abs() < 1.0).map_or(0.0, |l| l.height / 2.0);
                if let Some(column) = self.at_mut(point.x) {
                    column.entries.push(Entry { center: point.y, half, link: Some(index) });
                }
            }
        }
    }

    fn position(&self, along: f64) -> Option<usize> {
        let at = self.0.partition_point(|column| column.high < along - 0.5);
        self.0.get(at).filter(|column| column.low <= along + 0.5).map(|_| at)
    }

    fn at_mut(&mut self, along: f64) -> Option<&mut Column> {
        self.position(along).and_then(|at| self.0.get_mut(at))
    }

    /// Where a link enters and leaves the column at a place; the place itself where there is none.
    pub(super) fn extent(&self, along: f64) -> (f64, f64) {
        let column = self.position(along).and_then(|at| self.0.get(at));
        column.map_or((along, along), |column| (column.low, column.high))
    }

    /// Leaves out the points where nothing is passed.
    pub(super) fn essential(&self, trace: &[Point]) -> Vec<Point> {
        if self.0.is_empty() {
            return trace.to_vec();
        }
        trace.iter().filter(|point| self.position(point.x).is_some()).copied().collect()
    }

    /// Moves the points of a link to the height of its end, from the back as far as there is room, then of its start.
    pub(super) fn straighten(&mut self, link: usize, trace: &mut [Point], [start, end]: [Point; 2]) {
        let mut rest = trace.len();
        while let Some(point) = rest.checked_sub(1).and_then(|at| trace.get_mut(at)) {
            let (low, high) = self.room(link, *point);
            if end.y < low || end.y > high {
                break;
            }
            self.shift(link, point, end.y);
            rest -= 1;
        }
        let mut across = start.y;
        for point in trace.iter_mut().take(rest) {
            let (low, high) = self.room(link, *point);
            across = across.clamp(low, high);
            self.shift(link, point, across);
        }
    }

    /// How far a link may be moved at a point without coming too near to its neighbours there.
    fn room(&self, link: usize, point: Point) -> (f64, f64) {
        let Some(column) = self.position(point.x).and_then(|at| self.0.get(at)) else { return (point.y, point.y) };
        let own = column.entries.iter().find(|entry| is(entry, link, point)).map_or(0.0, |entry| entry.half);
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        for entry in column.entries.iter().filter(|entry| !is(entry, link, point)) {
            let far = own + entry.half + FROM_BOX;
            if entry.center <= point.y {
                low = low.max(entry.center + far);
            }
            if entry.center >= point.y {
                high = high.min(entry.center - far);
            }
        }
        if low <= point.y && point.y <= high { (low, high) } else { (point.y, point.y) }
    }

    fn shift(&mut self, link: usize, point: &mut Point, across: f64) {
        if let Some(column) = self.at_mut(point.x)
            && let Some(entry) = column.entries.iter_mut().find(|entry| is(entry, link, *point))
        {
            entry.center = across;
        }
        point.y = across;
    }
}

fn is(entry: &Entry, link: usize, point: Point) -> bool {
    entry.link == Some(link) && (entry.center - point.y).abs() < 0.01
}

/// The places of labels, seen as if links ran to the right.
fn labels(plan: &Plan, layers: &Layers, down: bool) -> impl Iterator<Item = (usize, Rect)> {
    let links = plan.links.iter().zip(&layers.links).enumerate();
    links.filter_map(move |(index, (link, (_, label)))| {
        let rect = Rect::around((*label)?, link.label);
        Some((index, if down { rect.flipped() } else { rect }))
    })
}

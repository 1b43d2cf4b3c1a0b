//! Parts that no link joins are laid out by themselves and put side by side.

use petgraph::unionfind::UnionFind;

use super::super::geometry::{Path, Point, Rect, Size};
use super::{Frame, Item, Link, Placement, Plan, Port, Route};

/// Space between two parts.
const GAP: f64 = 32.0;

/// A part of a plan, with what its indices are in the whole.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) plan: Plan,
    frames: Vec<usize>,
    boxes: Vec<usize>,
    links: Vec<usize>,
}

/// Splits a plan into its connected parts, in the order of their first boxes. Boxes that stand alone make one part.
pub(super) fn parts(plan: &Plan) -> Vec<Part> {
    let frames = plan.frames.len();
    // Frames come first, then boxes.
    let mut joined = UnionFind::<usize>::new(frames + plan.boxes.len());
    for (index, frame) in plan.frames.iter().enumerate() {
        if let Some(parent) = frame.parent {
            joined.union(index, parent);
        }
    }
    for (index, item) in plan.boxes.iter().enumerate() {
        if let Some(frame) = item.frame {
            joined.union(frames + index, frame);
        }
    }
    for link in &plan.links {
        joined.union(frames + link.from.item, frames + link.to.item);
    }
    let mut lonely = vec![true; plan.boxes.len()];
    for (index, item) in plan.boxes.iter().enumerate() {
        if item.frame.is_some() {
            set(&mut lonely, index, false);
        }
    }
    for link in &plan.links {
        set(&mut lonely, link.from.item, false);
        set(&mut lonely, link.to.item, false);
    }
    collect(plan, &joined, &lonely)
}

fn collect(plan: &Plan, joined: &UnionFind<usize>, lonely: &[bool]) -> Vec<Part> {
    let frames = plan.frames.len();
    let is_lonely = |index: usize| lonely.get(index).copied().unwrap_or_default();
    // Keyed by the representative of the component; the last key stands for all that is alone.
    let mut parts = indexed::Parts::new(plan);
    for index in 0..frames {
        parts.frame(joined.find(index), index);
    }
    for index in 0..plan.boxes.len() {
        let key = if is_lonely(index) { usize::MAX } else { joined.find(frames + index) };
        parts.item(key, index);
    }
    for (index, link) in plan.links.iter().enumerate() {
        parts.link(joined.find(frames + link.from.item), index);
    }
    parts.finish()
}

fn set(flags: &mut [bool], index: usize, value: bool) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = value;
    }
}

mod indexed {
    //! Parts under construction.

    use std::collections::BTreeMap;

    use super::{Frame, Item, Link, Part, Plan, Port};

    pub(super) struct Parts<'a> {
        plan: &'a Plan,
        parts: Vec<Part>,
        by_key: BTreeMap<usize, usize>,
        frame_at: Vec<usize>,
        item_at: Vec<usize>,
    }

    impl<'a> Parts<'a> {
        pub(super) fn new(plan: &'a Plan) -> Self {
            Self { plan, parts: Vec::new(), by_key: BTreeMap::new(), frame_at: Vec::new(), item_at: Vec::new() }
        }

        fn part(&mut self, key: usize) -> Option<&mut Part> {
            let next = self.parts.len();
            let at = *self.by_key.entry(key).or_insert(next);
            if at == next {
                let plan = Plan { direction: self.plan.direction, ..Plan::default() };
                self.parts.push(Part { plan, ..Part::default() });
            }
            self.parts.get_mut(at)
        }

        pub(super) fn frame(&mut self, key: usize, index: usize) {
            let Some(&frame) = self.plan.frames.get(index) else { return };
            let parent = frame.parent.and_then(|parent| self.frame_at.get(parent).copied());
            let Some(part) = self.part(key) else { return };
            let at = part.frames.len();
            part.plan.frames.push(Frame { parent, ..frame });
            part.frames.push(index);
            self.frame_at.push(at);
        }

        pub(super) fn item(&mut self, key: usize, index: usize) {
            let Some(&item) = self.plan.boxes.get(index) else { return };
            let frame = item.frame.and_then(|frame| self.frame_at.get(frame).copied());
            let Some(part) = self.part(key) else { return };
            let at = part.boxes.len();
            part.plan.boxes.push(Item { frame, ..item });
            part.boxes.push(index);
            self.item_at.push(at);
        }

        pub(super) fn link(&mut self, key: usize, index: usize) {
            let Some(&link) = self.plan.links.get(index) else { return };
            let at = |port: Port| self.item_at.get(port.item).map(|&item| Port { item, ..port });
            let (Some(from), Some(to)) = (at(link.from), at(link.to)) else { return };
            let Some(part) = self.part(key) else { return };
            part.plan.links.push(Link { from, to, ..link });
            part.links.push(index);
        }

        pub(super) fn finish(self) -> Vec<Part> {
            self.parts
        }
    }
}

/// Puts the placed parts into rows and gives every index back the meaning it has in the whole.
pub(super) fn join(plan: &Plan, parts: &[Part], placed: &[Placement]) -> Placement {
    let mut whole = Placement {
        size: Size::default(),
        frames: vec![Rect::default(); plan.frames.len()],
        boxes: vec![Rect::default(); plan.boxes.len()],
        links: vec![Route::default(); plan.links.len()],
    };
    let sizes: Vec<Size> = placed.iter().map(|placement| placement.size).collect();
    for ((part, placement), by) in parts.iter().zip(placed).zip(rows(&sizes)) {
        for (&index, frame) in part.frames.iter().zip(&placement.frames) {
            put(&mut whole.frames, index, frame.moved(by));
        }
        for (&index, rect) in part.boxes.iter().zip(&placement.boxes) {
            put(&mut whole.boxes, index, rect.moved(by));
        }
        for (&index, route) in part.links.iter().zip(&placement.links) {
            let path: Path = route.path.map(|point| point.moved(by));
            put(&mut whole.links, index, Route { path, label: route.label.map(|label| label.moved(by)) });
        }
        whole.size.width = whole.size.width.max(by.x + placement.size.width);
        whole.size.height = whole.size.height.max(by.y + placement.size.height);
    }
    whole
}

fn put<T>(list: &mut [T], index: usize, value: T) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}

/// Upper left corners of parts in rows, about half again as wide as high.
fn rows(sizes: &[Size]) -> Vec<Point> {
    let area: f64 = sizes.iter().map(|size| (size.width + GAP) * (size.height + GAP)).sum();
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let limit = (area * 1.8).sqrt().max(widest);
    let (mut x, mut y, mut row): (f64, f64, f64) = (0.0, 0.0, 0.0);
    let mut corners = Vec::with_capacity(sizes.len());
    for size in sizes {
        if x > 0.0 && x + size.width > limit {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        corners.push(Point::new(x, y));
        x += size.width + GAP;
        row = row.max(size.height);
    }
    corners
}

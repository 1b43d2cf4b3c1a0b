//! What of a drawing is seen, and how that changes.

/// Part of the drawing that is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) scale: f64,
    pub(super) held: Hold,
}

/// What stays when the drawing or the room for it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// Readable, from its beginning.
    Opened,
    /// All of it.
    Whole,
    /// What a person chose to look at.
    Place,
}

/// Drawings have a border of their own.
const MARGIN: f64 = 4.0;
/// What is brought into sight keeps this distance from the edge.
const EDGE: f64 = 16.0;
/// Below this size names cannot be read.
const READABLE: f64 = 0.56;
const LEAST: f64 = 0.1;
const MOST: f64 = 4.0;

impl View {
    /// The whole drawing, centred, at most at its natural size.
    pub(super) fn fit(drawing: (f64, f64), room: (f64, f64)) -> Self {
        let scale = ((room.0 - 2.0 * MARGIN) / drawing.0.max(1.0)).min((room.1 - 2.0 * MARGIN) / drawing.1.max(1.0));
        let scale = scale.clamp(LEAST, 1.0);
        let x = (room.0 - drawing.0 * scale) / 2.0;
        let y = (room.1 - drawing.1 * scale) / 2.0;
        Self { x, y, scale, held: Hold::Whole }
    }

    /// The whole drawing, or as much of its beginning as can be read.
    pub(super) fn open(drawing: (f64, f64), room: (f64, f64)) -> Self {
        let whole = Self { held: Hold::Opened, ..Self::fit(drawing, room) };
        if whole.scale >= READABLE {
            return whole;
        }
        let start = |length: f64, room: f64| MARGIN.max((room - length * READABLE) / 2.0);
        Self { x: start(drawing.0, room.0), y: start(drawing.1, room.1), scale: READABLE, ..whole }
    }

    /// Scaled by `factor` around a point that stays where it is.
    pub(super) fn zoom(self, factor: f64, at: (f64, f64)) -> Self {
        let scale = (self.scale * factor).clamp(LEAST, MOST);
        let ratio = scale / self.scale;
        Self { x: at.0 - (at.0 - self.x) * ratio, y: at.1 - (at.1 - self.y) * ratio, scale, held: Hold::Place }
    }

    /// Moved as little as shows a place of the window; one that is larger than the room is shown from its beginning.
    pub(super) fn uncover(self, place: (f64, f64, f64, f64), frame: (f64, f64, f64, f64)) -> Self {
        let shift = |from: f64, length: f64, start: f64, room: f64| {
            let (before, behind) = (start + EDGE - from, from + length - (start + room - EDGE));
            if before > 0.0 || length > room - 2.0 * EDGE { before } else { -behind.max(0.0) }
        };
        let x = shift(place.0, place.2, frame.0, frame.2);
        let y = shift(place.1, place.3, frame.1, frame.3);
        if x == 0.0 && y == 0.0 { self } else { self.pan(x, y) }
    }

    pub(super) fn pan(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, held: Hold::Place, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hold, READABLE, View};

    #[test]
    fn a_small_drawing_keeps_its_size_in_the_middle() {
        assert_eq!(
            View::fit((100.0, 50.0), (300.0, 250.0)),
            View { x: 100.0, y: 100.0, scale: 1.0, held: Hold::Whole }
        );
    }

    #[test]
    fn a_large_drawing_opens_readable_from_its_beginning() {
        let view = View::open((4_000.0, 100.0), (800.0, 600.0));
        assert_eq!((view.scale, view.x), (READABLE, 4.0));
    }

    #[test]
    fn what_is_hidden_is_uncovered_by_the_shortest_way() {
        let view = View { x: 0.0, y: 0.0, scale: 1.0, held: Hold::Opened };
        let frame = (100.0, 100.0, 400.0, 300.0);
        assert_eq!(view.uncover((200.0, 200.0, 50.0, 50.0), frame), view);
        let moved = view.uncover((480.0, 90.0, 50.0, 50.0), frame);
        assert_eq!((moved.x, moved.y), (-46.0, 26.0));
    }

    #[test]
    fn the_point_under_the_pointer_stays() {
        let view = View { x: 10.0, y: 20.0, scale: 1.0, held: Hold::Opened }.zoom(2.0, (50.0, 60.0));
        assert_eq!((50.0 - view.x) / view.scale, 40.0);
        assert_eq!((60.0 - view.y) / view.scale, 40.0);
        assert_eq!(view.held, Hold::Place);
    }
}

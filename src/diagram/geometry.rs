//! Points, sizes and rectangles in CSS pixels; y grows downwards.

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn moved(self, by: Self) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }

    /// The same place seen with the axes exchanged.
    pub(super) const fn flipped(self) -> Self {
        Self::new(self.y, self.x)
    }
}

/// How large something is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Size {
    pub(super) const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    pub(super) const fn is_empty(self) -> bool {
        self.width <= 0.0 || self.height <= 0.0
    }
}

/// A place and a size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rect {
    /// Left edge.
    pub(super) x: f64,
    /// Upper edge.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    pub(super) const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    pub(super) fn around(center: Point, size: Size) -> Self {
        Self::new(center.x - size.width / 2.0, center.y - size.height / 2.0, size.width, size.height)
    }

    pub(super) fn center(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }

    pub(super) fn moved(self, by: Point) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y, ..self }
    }

    pub(super) const fn flipped(self) -> Self {
        Self::new(self.y, self.x, self.height, self.width)
    }

    /// Whether the two have more than half a pixel in common.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let common = |low: f64, high: f64, low2: f64, high2: f64| high.min(high2) - low.max(low2) > 0.5;
        common(self.x, self.right(), other.x, other.right()) && common(self.y, self.bottom(), other.y, other.bottom())
    }

    /// With room on all sides, `above` at the top.
    pub(super) fn grown(self, beside: f64, above: f64) -> Self {
        let (width, height) = (self.width + 2.0 * beside, self.height + beside + above);
        Self::new(self.x - beside, self.y - above, width, height)
    }

    /// What the two have in common.
    pub(super) fn within(self, outer: Self) -> Self {
        let (x, y) = (self.x.max(outer.x), self.y.max(outer.y));
        let (right, bottom) = (self.right().min(outer.right()), self.bottom().min(outer.bottom()));
        Self::new(x, y, (right - x).max(0.0), (bottom - y).max(0.0))
    }

    /// The smallest rectangle that holds both.
    pub(super) fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }
}

/// A line that may bend: a start, then straight and curved parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Path {
    pub(super) start: Point,
    pub(super) parts: Vec<Part>,
}

/// A part of a path, from where the last one ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// Straight to a point.
    Line(Point),
    /// A cubic curve: two control points and the end.
    Curve(Point, Point, Point),
}

impl Path {
    pub(super) fn map(&self, change: impl Fn(Point) -> Point) -> Self {
        let parts = self.parts.iter().map(|part| match *part {
            Part::Line(to) => Part::Line(change(to)),
            Part::Curve(a, b, to) => Part::Curve(change(a), change(b), change(to)),
        });
        Self { start: change(self.start), parts: parts.collect() }
    }

    /// The ends of all parts, the start first.
    pub(super) fn points(&self) -> impl Iterator<Item = Point> {
        let ends = self.parts.iter().map(|part| match *part {
            Part::Line(to) | Part::Curve(_, _, to) => to,
        });
        std::iter::once(self.start).chain(ends)
    }
}

//! Diagrams: the model seen as things and arrows, independent of how they are written.
//!
//! A [`Diagram`] is written in two ways: as a [`Drawing`] (SVG with one group for each element) and as Mermaid text.
//! The style sheet of drawings is [`CSS`].

pub mod borders;
pub mod c4;
pub mod components;
pub mod content;
pub mod data_model;
pub mod deployment;
mod elements;
mod focus;
mod geometry;
mod ids;
mod layout;
pub mod lifecycle;
mod marks;
mod measure;
mod mermaid;
pub mod ownership;
pub mod requests;
pub mod roadmap;
pub mod saga;
pub mod sequence;
pub mod service_map;
mod sketch;
mod svg;
mod tabs;
mod view;

pub use content::{Content, Element, Marks};
pub use ids::Ids;
pub use layout::Direction;
pub use svg::{CSS, Theme};
pub use tabs::{drawn, find, tabs};

use crate::text::Span;
use layout::Kept;

/// Nodes or entities above which a diagram is not drawn whole.
pub const LARGEST: usize = 300;

/// Content that can be drawn and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// What it shows, for a person.
    pub title: String,
    /// Where arrows mostly point.
    pub direction: Direction,
    /// What it shows.
    pub content: Content,
    /// Said where it does not show everything, and what to do instead.
    pub notice: Option<String>,
    /// Where its parts stand, once that was asked for.
    kept: Kept,
}

/// A drawing and what is in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// A whole `<svg>` with classes, without inline style or script; each element is a `<g data-id>`.
    pub svg: String,
    /// Width in CSS pixels at 100 %.
    pub width: f64,
    /// Height in CSS pixels at 100 %.
    pub height: f64,
    /// What is drawn, in the order of the drawing.
    pub elements: Vec<Drawn>,
    /// Said where not everything is drawn, and what to do instead.
    pub notice: Option<String>,
}

/// An element of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The `data-id` in the drawing.
    pub id: String,
    /// `service`, `store`, `call` …, for the text alternative.
    pub kind: String,
    /// Its name, or `orders → payments`.
    pub label: String,
    /// What else the drawing says of it.
    pub detail: String,
    /// Where it is written.
    pub span: Span,
    /// Findings that lie in it.
    pub marks: Marks,
}

impl Drawn {
    /// Whether it has this id or this name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.label == name
    }
}

impl Diagram {
    /// A diagram from left to right that shows everything.
    #[must_use]
    pub fn new(title: impl Into<String>, content: Content) -> Self {
        Self { title: title.into(), direction: Direction::Right, content, notice: None, kept: Kept::default() }
    }

    /// Turns a small flow that would be a thin strip from left to right, so that its words can be read where it is
    /// shown whole.
    #[must_use]
    pub fn turned_to_fit(mut self) -> Self {
        /// Nodes up to which laying out a second time is not felt.
        const SMALL: usize = 40;
        /// The shape of the pane beside the text, or of a page.
        const ROOM: (f64, f64) = (8.0, 7.0);
        let Some(flow) = self.content.flow().filter(|_| self.size() <= SMALL) else { return self };
        let scale = |direction, kept: &Kept| {
            let size = svg::size(flow, direction, kept);
            size.map_or(0.0, |size| (ROOM.0 / size.width.max(1.0)).min(ROOM.1 / size.height.max(1.0)))
        };
        let (right, down) = (Kept::default(), Kept::default());
        // Only for a clear gain: a drawing that turns with every second edit is harder to read than a small one.
        if scale(Direction::Down, &down) > 1.4 * scale(Direction::Right, &right) {
            (self.direction, self.kept) = (Direction::Down, down);
        } else {
            self.kept = right;
        }
        self
    }

    /// The drawing for a page that brings [`CSS`].
    #[must_use]
    pub fn drawing(&self) -> Drawing {
        self.draw(None)
    }

    /// The drawing as a file that stands alone.
    #[must_use]
    pub fn file(&self, theme: Theme) -> String {
        self.draw(Some(theme)).svg
    }

    /// A small picture without words for a page that brings [`CSS`], of 16 to 9; `alt` says what it shows. None where
    /// the diagram consists of other than things and arrows, or of too many.
    #[must_use]
    pub fn thumbnail(&self, alt: &str) -> Option<String> {
        let flow = self.content.flow().filter(|_| self.size() <= LARGEST)?;
        svg::thumbnail::draw(flow, alt).ok()
    }

    /// The diagram as Mermaid text.
    #[must_use]
    pub fn mermaid(&self) -> String {
        mermaid::write(self)
    }

    fn draw(&self, theme: Option<Theme>) -> Drawing {
        let direct = if self.size() > LARGEST { None } else { self.picture(theme) };
        let (shown, svg) = match direct {
            Some(svg) => (self.clone(), svg),
            None => {
                let overview = self.overview();
                let svg = overview.picture(theme).unwrap_or_default();
                (overview, svg)
            }
        };
        Drawing {
            svg: svg.text,
            width: svg.size.width,
            height: svg.size.height,
            elements: shown.elements(),
            notice: shown.notice,
        }
    }

    fn picture(&self, theme: Option<Theme>) -> Option<svg::Svg> {
        svg::draw(self, theme).ok()
    }
}

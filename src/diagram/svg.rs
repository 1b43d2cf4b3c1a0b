//! Drawings as lean SVG: classes instead of styles, no script, no ids, everything from the spec escaped.

mod er;
mod flow;
mod markup;
mod schedule;
mod sequence;
mod shape;
mod theme;
pub(super) mod thumbnail;

pub use theme::{CSS, Theme};

use super::Diagram;
use super::content::{Content, Element, Flow, Line, Marks};
use super::geometry::{Part, Path, Point, Size};
use super::layout::{Direction, Kept, TooLarge};
use super::measure::{self, SMALL};
use markup::{Escaped, Markup, px};

/// Room around the drawing: rings, badges and focus outlines reach into it.
const MARGIN: f64 = 20.0;
/// How far below the drawing its legend stands.
const LEGEND: f64 = 30.0;
/// Room for the sign before a word of the legend.
const SIGN: f64 = 40.0;

/// A drawing without its `<svg>` element.
pub(super) struct Picture {
    body: String,
    size: Size,
}

/// A whole `<svg>` element and its size.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Svg {
    pub(super) text: String,
    pub(super) size: Size,
}

/// How large the drawing of a flow is, which stands as it is kept there.
pub(super) fn size(flow: &Flow, direction: Direction, kept: &Kept) -> Result<Size, TooLarge> {
    flow::size(flow, direction, kept).map(with_margin)
}

/// Draws a diagram for a page that brings [`CSS`], or for a file that brings its own.
pub(super) fn draw(diagram: &Diagram, theme: Option<Theme>) -> Result<Svg, TooLarge> {
    let Diagram { content, direction, title, kept, .. } = diagram;
    let picture = match content {
        Content::Flow(flow) | Content::States(flow) => flow::draw(flow, *direction, kept)?,
        Content::Er(er) => er::draw(er, *direction, kept)?,
        Content::Sequence(sequence) => sequence::draw(sequence),
        Content::Schedule(schedule) => schedule::draw(schedule),
    };
    let size = with_margin(picture.size);
    let mut markup = Markup::default();
    let (width, height) = (px(size.width), px(size.height));
    // A page's drawing is explored part by part; a file's is one image to whoever embeds it.
    let role = if theme.is_some() { "img" } else { "group" };
    markup.raw(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="{role}" aria-label="{}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#,
        Escaped(title)
    ));
    if let Some(theme) = theme {
        markup.raw(format_args!("<style>{}</style>", theme::style(theme)));
        markup.raw(format_args!(r#"<rect class="ground" width="{width}" height="{height}"/>"#));
    }
    markup.raw(format_args!(r#"<g transform="translate({MARGIN} {MARGIN})">"#));
    markup.raw(picture.body);
    markup.raw("</g></svg>");
    Ok(Svg { text: markup.finish(), size })
}

fn with_margin(size: Size) -> Size {
    Size::new(size.width + 2.0 * MARGIN, size.height + 2.0 * MARGIN)
}

/// Opens the group of an element.
fn open(markup: &mut Markup, classes: &[&str], id: &str, tab: i8) {
    let classes = classes.join(" ");
    markup.raw(format_args!(
        r#"<g class="{}" data-id="{}" tabindex="{tab}" role="img">"#,
        Escaped(&classes),
        Escaped(id)
    ));
}

/// What a screen reader says of an element, and a pointer that rests on it shows.
fn spoken(kind: &str, element: &Element) -> String {
    let mut text = format!("{kind} {}", element.label);
    if !element.detail.is_empty() {
        text.push_str(", ");
        text.push_str(&element.detail);
    }
    for (count, one, many) in [
        (element.marks[0], "error", "errors"),
        (element.marks[1], "warning", "warnings"),
        (element.marks[2], "info", "infos"),
    ] {
        if count > 0 {
            text.push_str(&format!(", {count} {}", if count == 1 { one } else { many }));
        }
    }
    text
}

/// The class of the gravest finding.
fn worst(marks: Marks) -> &'static str {
    worst_class(marks).unwrap_or_default()
}

fn worst_class(marks: Marks) -> Option<&'static str> {
    marks.into_iter().zip(["error", "warning", "info"]).find(|(count, _)| *count > 0).map(|(_, class)| class)
}

/// Says below the drawing what kinds of lines mean, where there are two or more.
fn stroke_legend(markup: &mut Markup, size: Size, lines: &[Line]) {
    if lines.len() < 2 {
        return;
    }
    let (mut x, y) = (0.0, size.height + LEGEND);
    markup.raw(r#"<g class="legend">"#);
    for line in lines {
        let path = Path { start: Point::new(x, y), parts: vec![Part::Line(Point::new(x + 32.0, y))] };
        markup.raw(format_args!(r#"<g class="edge {}">"#, line.word()));
        match line {
            Line::Association => markup.path("line", &path),
            Line::Synchronous | Line::Asynchronous => {
                markup.path("line", flow::shortened(&path, flow::HEAD - 1.0));
                flow::head(markup, &path, *line == Line::Synchronous);
            }
        }
        markup.raw("</g>");
        markup.text("detail", Point::new(x + SIGN, y + 4.0), line.word());
        x += legend_width(*line);
    }
    markup.raw("</g>");
}

/// The size of a drawing with its legend.
fn with_legend(size: Size, lines: &[Line]) -> Size {
    if lines.len() < 2 {
        return size;
    }
    let width = lines.iter().map(|line| legend_width(*line)).fold(0.0, |sum, width| sum + width);
    Size::new(size.width.max(width), size.height + LEGEND + 8.0)
}

fn legend_width(line: Line) -> f64 {
    SIGN + measure::width(line.word(), SMALL) + 24.0
}

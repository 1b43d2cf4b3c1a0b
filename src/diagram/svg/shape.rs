//! A shape for each kind of node: its size around its text, its border, and the lines drawn inside.

use super::super::content::{Node, NodeKind};
use super::super::geometry::{Point, Rect, Size};
use super::super::layout::{CAP, Outline, POINT};
use super::super::measure::{self, SMALL, TITLE};
use super::markup::{Markup, px};

/// Height of a line of a title.
const TITLE_LINE: f64 = 17.0;
/// Height of a line of a detail.
const DETAIL_LINE: f64 = 15.0;
/// Widest line of text in a node.
const WIDEST: f64 = 176.0;
/// Room beside the text.
const BESIDE: f64 = 16.0;
/// Room above and below the text.
const ABOVE: f64 = 13.0;
/// Height of a person's head, as far as it stands above the body.
const HEAD: f64 = 18.0;
/// Height of a window's bar.
const BAR: f64 = 12.0;
/// Radius of corners.
const CORNER: f64 = 6.0;
/// Width of the points where states begin and end.
const DOT: f64 = 22.0;

/// Whether a shape is a point without words: what it means is in its form.
const fn is_point(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Start | NodeKind::End)
}

/// A node's text in lines, and the size of the shape around it.
#[derive(Debug, Clone)]
pub(super) struct Sized {
    pub(super) size: Size,
    title: Vec<String>,
    detail: Vec<String>,
}

/// Breaks a node's text and measures its shape.
pub(super) fn measured(kind: NodeKind, label: &str, detail: &str) -> Sized {
    if is_point(kind) {
        return Sized { size: Size::new(DOT, DOT), title: Vec::new(), detail: Vec::new() };
    }
    let mut title = measure::wrap(label, TITLE, WIDEST, 3);
    if title.is_empty() {
        title.push("(no name)".to_owned());
    }
    let detail = measure::wrap(detail, SMALL, WIDEST, 2);
    let widths = title.iter().map(|line| measure::width(line, TITLE));
    let widest = widths.chain(detail.iter().map(|line| measure::width(line, SMALL))).fold(0.0, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "at most five lines")]
    let height = title.len() as f64 * TITLE_LINE + detail.len() as f64 * DETAIL_LINE;
    let inner = inner(kind);
    let size = Size::new(
        (widest + 2.0 * BESIDE).max(112.0) + 2.0 * inner.beside,
        (height + 2.0 * ABOVE).max(44.0) + inner.above + inner.below,
    );
    Sized { size: Size::new(size.width.ceil(), size.height.ceil()), title, detail }
}

/// The shape's border, as far as links must know it.
pub(super) fn outline(kind: NodeKind) -> Outline {
    match kind {
        NodeKind::Gateway => Outline::Hexagon,
        NodeKind::Event => Outline::Tag,
        NodeKind::Channel => Outline::Pipe,
        NodeKind::Store | NodeKind::Cache => Outline::Cylinder,
        _ => Outline::Rectangle,
    }
}

/// What a shape needs beyond its text.
#[derive(Default)]
struct Inner {
    beside: f64,
    above: f64,
    below: f64,
}

fn inner(kind: NodeKind) -> Inner {
    let none = Inner::default();
    match kind {
        NodeKind::Gateway | NodeKind::Event => Inner { beside: 10.0, ..none },
        NodeKind::Channel => Inner { beside: CAP, ..none },
        NodeKind::Worker | NodeKind::Component | NodeKind::Scheduler => Inner { beside: 8.0, ..none },
        NodeKind::Store => Inner { above: CAP, below: 2.0, ..none },
        NodeKind::Cache => Inner { above: CAP + 4.0, below: 2.0, ..none },
        NodeKind::Person => Inner { above: HEAD, ..none },
        NodeKind::Frontend => Inner { above: BAR - 2.0, ..none },
        NodeKind::Collapsed => Inner { below: 4.0, ..none },
        _ => none,
    }
}

/// Draws the shape and the text in it. A ring around it says that there are findings.
pub(super) fn draw(markup: &mut Markup, node: &Node, sized: &Sized, rect: Rect) {
    let border = border(node.kind, rect);
    if node.element.marks != [0; 3] {
        markup.path("ring", &border);
        markup.path("gap", &border);
    }
    markup.path("shape", &border);
    let traces = traces(node.kind, rect);
    if !traces.is_empty() {
        markup.path("trace", &traces);
    }
    text(markup, node.kind, sized, rect);
}

fn text(markup: &mut Markup, kind: NodeKind, sized: &Sized, rect: Rect) {
    let inner = inner(kind);
    #[expect(clippy::cast_precision_loss, reason = "at most five lines")]
    let height = sized.title.len() as f64 * TITLE_LINE + sized.detail.len() as f64 * DETAIL_LINE;
    let middle = f64::midpoint(rect.y + inner.above, rect.bottom() - inner.below);
    let mut y = middle - height / 2.0;
    for line in &sized.title {
        markup.text("name", Point::new(rect.center().x, y + 13.0), line);
        y += TITLE_LINE;
    }
    for line in &sized.detail {
        markup.text("detail", Point::new(rect.center().x, y + 11.0), line);
        y += DETAIL_LINE;
    }
}

/// The closed border of a shape.
pub(super) fn border(kind: NodeKind, rect: Rect) -> String {
    let Rect { x, y, .. } = rect;
    let (right, bottom, middle) = (rect.right(), rect.bottom(), rect.center());
    match kind {
        NodeKind::Gateway => polygon(&[
            (x + POINT, y),
            (right - POINT, y),
            (right, middle.y),
            (right - POINT, bottom),
            (x + POINT, bottom),
            (x, middle.y),
        ]),
        NodeKind::Event => polygon(&[
            (x, y),
            (right - POINT, y),
            (right, middle.y),
            (right - POINT, bottom),
            (x, bottom),
            (x + POINT, middle.y),
        ]),
        NodeKind::Channel => pipe(rect),
        NodeKind::Store | NodeKind::Cache => cylinder(rect),
        NodeKind::Person => person(rect),
        NodeKind::Function => rounded(rect, (rect.height / 2.0).min(24.0)),
        NodeKind::State => rounded(rect, (rect.height / 2.0).min(16.0)),
        NodeKind::Start | NodeKind::End => rounded(rect, DOT / 2.0),
        NodeKind::Entity => rounded(rect, 2.0),
        NodeKind::Collapsed => rounded(Rect { height: rect.height - 4.0, width: rect.width - 4.0, ..rect }, CORNER),
        _ => rounded(rect, CORNER),
    }
}

/// Lines inside a shape.
pub(super) fn traces(kind: NodeKind, rect: Rect) -> String {
    let Rect { x, y, .. } = rect;
    let (right, bottom) = (rect.right(), rect.bottom());
    let rim = |y: f64| format!("M{} {}a{} {CAP} 0 0 0 {} 0", px(x), px(y), px(rect.width / 2.0), px(rect.width));
    match kind {
        NodeKind::Store => rim(y + CAP),
        NodeKind::Cache => format!("{}{}", rim(y + CAP), rim(y + CAP + 5.0)),
        NodeKind::Channel => {
            format!("M{} {}a{CAP} {} 0 0 0 0 {}", px(right - CAP), px(y), px(rect.height / 2.0), px(rect.height))
        }
        NodeKind::Worker => {
            format!("M{} {}V{}M{} {}V{}", px(x + 7.0), px(y), px(bottom), px(right - 7.0), px(y), px(bottom))
        }
        NodeKind::Frontend => {
            let dots = [8.0, 15.0, 22.0].map(|at| format!("M{} {}h.01", px(x + at), px(y + BAR / 2.0)));
            format!("M{} {}H{}{}", px(x), px(y + BAR), px(right), dots.concat())
        }
        NodeKind::External => inside(rect),
        NodeKind::End => rounded(rect.grown(-5.0, -5.0), DOT / 2.0 - 5.0),
        NodeKind::Scheduler => {
            let (cx, cy) = (x + 15.0, y + 15.0);
            format!(
                "M{} {}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M{} {}v-4M{} {}h3",
                px(cx - 6.0),
                px(cy),
                px(cx),
                px(cy),
                px(cx),
                px(cy)
            )
        }
        NodeKind::Component => {
            let tab = |at: f64| format!("M{} {}h8v7h-8z", px(x + 5.0), px(at));
            format!("{}{}", tab(y + 9.0), tab(y + 20.0))
        }
        NodeKind::Collapsed => format!(
            "M{} {}v{}a6 6 0 0 1 -6 6h{}",
            px(right),
            px(y + 8.0),
            px(rect.height - 14.0),
            px(-(rect.width - 14.0))
        ),
        _ => String::new(),
    }
}

fn rounded(rect: Rect, r: f64) -> String {
    let (w, h) = (px(rect.width - 2.0 * r), px(rect.height - 2.0 * r));
    let start = px(rect.x + r);
    let r = px(r);
    format!(
        "M{start} {}h{w}a{r} {r} 0 0 1 {r} {r}v{h}a{r} {r} 0 0 1 -{r} {r}h-{w}a{r} {r} 0 0 1 -{r} -{r}v-{h}a{r} {r} 0 0 1 {r} -{r}z",
        px(rect.y),
    )
}

fn polygon(corners: &[(f64, f64)]) -> String {
    let points: Vec<String> = corners.iter().map(|(x, y)| format!("{} {}", px(*x), px(*y))).collect();
    format!("M{}z", points.join("L"))
}

fn pipe(rect: Rect) -> String {
    let (half, straight) = (px(rect.height / 2.0), px(rect.width - 2.0 * CAP));
    let h = px(rect.height);
    format!(
        "M{} {}h{straight}a{CAP} {half} 0 0 1 0 {h}h-{straight}a{CAP} {half} 0 0 1 0 -{h}z",
        px(rect.x + CAP),
        px(rect.y)
    )
}

fn cylinder(rect: Rect) -> String {
    let (half, straight) = (px(rect.width / 2.0), px(rect.height - 2.0 * CAP));
    let w = px(rect.width);
    format!("M{} {}a{half} {CAP} 0 0 1 {w} 0v{straight}a{half} {CAP} 0 0 1 -{w} 0z", px(rect.x), px(rect.y + CAP))
}

fn person(rect: Rect) -> String {
    let body = Rect { y: rect.y + HEAD, height: rect.height - HEAD, ..rect };
    let head = format!("M{} {}a12 12 0 1 1 16 0", px(rect.center().x - 8.0), px(rect.y + 21.0));
    format!("{}{head}z", rounded(body, CORNER))
}

/// The second border of something that is not ours.
fn inside(rect: Rect) -> String {
    rounded(Rect::new(rect.x + 4.0, rect.y + 4.0, rect.width - 8.0, rect.height - 8.0), 3.0)
}

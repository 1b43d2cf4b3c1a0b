//! Work over time: names at the left, bars beside them over an axis, and arrows from what comes first.

use super::super::content::{Axis, Bar, Schedule};
use super::super::geometry::{Part, Path, Point, Rect, Size};
use super::super::measure::{self, SMALL, TITLE};
use super::flow::{HEAD, badge, head, shortened};
use super::markup::{Markup, px};
use super::{Picture, open, spoken, worst_class};

/// Widest line of a name.
const NAMES: f64 = 190.0;
/// Room between the names and the axis.
const GAP: f64 = 16.0;
/// Length of the axis.
const AXIS: f64 = 640.0;
/// Height of the line with the axis' words.
const HEADER: f64 = 28.0;
/// Height of a bar's row.
const ROW: f64 = 50.0;
/// Height of a bar.
const BAR: f64 = 26.0;
/// Height of a milestone's row.
const STONE: f64 = 26.0;
/// Half of a milestone's width.
const HALF: f64 = 7.0;
/// How far before its end an arrow leaves a bar.
const LEAVE: f64 = 10.0;

const DAY: u64 = 86_400_000;

/// Draws a schedule.
pub(super) fn draw(schedule: &Schedule) -> Picture {
    let end = schedule.bars.iter().map(Bar::end).max().unwrap_or_default().max(1);
    let places = places(schedule, end);
    let bottom = places.last().map_or(HEADER, |(bar, _)| bar.bottom())
        + schedule.bars.last().map_or(0.0, |bar| 12.0 + rows(bar.milestones.len()));
    let mut markup = Markup::default();
    ticks(&mut markup, schedule.axis, end, bottom);
    for (bar, (rect, _)) in schedule.bars.iter().zip(&places) {
        for wait in &bar.waits {
            let Some((on, (from, _))) = schedule.bars.get(wait.on).zip(places.get(wait.on)) else { continue };
            open(&mut markup, &["edge", "synchronous", "dependency"], &wait.element.id, -1);
            markup.title(&spoken("dependency", &wait.element.joining(&on.element.label, &bar.element.label)));
            let path = arrow(*from, *rect);
            markup.path("hit", &path);
            markup.path("line", shortened(&path, HEAD - 1.0));
            head(&mut markup, &path, true);
            markup.raw("</g>");
        }
    }
    let mut width = NAMES + GAP + AXIS;
    for (bar, (rect, stones)) in schedule.bars.iter().zip(&places) {
        draw_bar(&mut markup, schedule.axis, bar, *rect);
        for (milestone, at) in bar.milestones.iter().zip(stones) {
            width = width.max(draw_milestone(&mut markup, milestone, *at));
        }
    }
    Picture { body: markup.finish(), size: Size::new(width, bottom) }
}

#[expect(clippy::cast_precision_loss, reason = "positions in a drawing")]
fn rows(count: usize) -> f64 {
    count as f64 * STONE
}

/// Where each bar stands, and the centres of its milestones.
fn places(schedule: &Schedule, end: u64) -> Vec<(Rect, Vec<Point>)> {
    let mut y = HEADER;
    let mut places = Vec::new();
    for bar in &schedule.bars {
        let (from, to) = (along(bar.start, end), along(bar.end(), end));
        let rect = Rect::new(from, y + 12.0, (to - from).max(6.0), BAR);
        y += ROW;
        let stones =
            (0..bar.milestones.len()).map(|index| Point::new(rect.right(), y + rows(index) + STONE / 2.0 - 4.0));
        places.push((rect, stones.collect()));
        y += rows(bar.milestones.len());
    }
    places
}

/// The place of a position on the axis.
#[expect(clippy::cast_precision_loss, reason = "positions in a drawing")]
fn along(position: u64, end: u64) -> f64 {
    NAMES + GAP + position as f64 / end as f64 * AXIS
}

/// Lines through the drawing, with what they stand for above them.
fn ticks(markup: &mut Markup, axis: Axis, end: u64, bottom: f64) {
    /// So many of them can be read.
    const MOST: u64 = 14;
    let (word, unit) = match axis {
        Axis::Steps => ("step", 1),
        Axis::Time if end <= 14 * DAY => ("day", DAY),
        Axis::Time => ("week", 7 * DAY),
    };
    let counts = [1, 2, 4, 8, 13, 26, 52];
    let apart = counts.into_iter().find(|count| end.div_ceil(unit) <= count * MOST);
    let apart = apart.unwrap_or_else(|| end.div_ceil(unit).div_ceil(MOST));
    markup.raw(r#"<g class="axis">"#);
    for index in (0..end.div_ceil(unit)).step_by(usize::try_from(apart).unwrap_or(usize::MAX)) {
        let x = along(index * unit, end);
        markup.line("rule", Point::new(x, HEADER - 8.0), Point::new(x, bottom));
        markup.text("detail", Point::new(x + 4.0, HEADER - 14.0), &format!("{word} {}", index + 1));
    }
    markup.raw("</g>");
}

/// From the end of one bar down or up to the beginning of another.
fn arrow(from: Rect, to: Rect) -> Path {
    let below = to.y > from.y;
    let start = Point::new((from.right() - LEAVE).max(from.center().x), if below { from.bottom() } else { from.y });
    let end = Point::new(to.x, to.center().y);
    if end.x < start.x + HEAD {
        // Two that wait for each other: the arrow goes round.
        let corner = Point::new(start.x, if below { to.y - 4.0 } else { to.bottom() + 4.0 });
        let before = Point::new(end.x - 14.0, corner.y);
        let parts = [corner, before, Point::new(before.x, end.y), end].map(Part::Line).to_vec();
        return Path { start, parts };
    }
    Path { start, parts: vec![Part::Line(Point::new(start.x, end.y)), Part::Line(end)] }
}

fn draw_bar(markup: &mut Markup, axis: Axis, bar: &Bar, rect: Rect) {
    let element = &bar.element;
    let mut classes = vec!["bar"];
    classes.extend(worst_class(element.marks));
    open(markup, &classes, &element.id, 0);
    let length = axis.said(bar.length);
    markup.title(&spoken("phase", &element.clone().with_detail(format!("{length} · {}", element.detail))));
    if element.marks != [0; 3] {
        markup.rect("ring", rect, 5.0);
        markup.rect("gap", rect, 5.0);
    }
    markup.rect("shape", rect, 5.0);
    let named = element.label.trim().is_empty();
    let name = if named { "(no name)".to_owned() } else { measure::shorten(&element.label, TITLE, NAMES) };
    markup.text("name", Point::new(0.0, rect.y + 11.0), &name);
    let detail = measure::shorten(&element.detail, SMALL, NAMES);
    markup.text("detail", Point::new(0.0, rect.y + 27.0), &detail);
    if axis == Axis::Time {
        let room = rect.width - 12.0;
        if measure::width(&length, SMALL) <= room {
            markup.text("length", Point::new(rect.x + 8.0, rect.center().y + 4.0), &length);
        } else {
            markup.text("detail", Point::new(rect.right() + 6.0, rect.center().y + 4.0), &length);
        }
    }
    badge(markup, Point::new(rect.right() - 4.0, rect.y + 2.0), element.marks);
    markup.raw("</g>");
}

/// Draws a milestone with its name beside it, and says how far to the right that reaches.
fn draw_milestone(markup: &mut Markup, milestone: &super::super::content::Milestone, at: Point) -> f64 {
    let element = &milestone.element;
    let mut classes = vec!["milestone"];
    classes.extend(worst_class(element.marks));
    open(markup, &classes, &element.id, 0);
    markup.title(&spoken("milestone", element));
    let diamond = format!("M{} {}l{HALF} {HALF}l-{HALF} {HALF}l-{HALF} -{HALF}z", px(at.x), px(at.y - HALF));
    if element.marks != [0; 3] {
        markup.path("ring", &diamond);
        markup.path("gap", &diamond);
    }
    markup.path("shape", &diamond);
    let name = measure::shorten(&element.label, SMALL, 240.0);
    let width = measure::width(&name, SMALL);
    // At the right end the name stands before its sign, where there is room.
    let before = at.x + width > NAMES + GAP + AXIS && at.x - width - 14.0 > NAMES + GAP;
    let x = if before { at.x - 12.0 - width } else { at.x + 12.0 };
    markup.text("detail", Point::new(x, at.y + 4.0), &name);
    badge(markup, Point::new(at.x + 8.0, at.y - HALF), element.marks);
    markup.raw("</g>");
    x + width
}

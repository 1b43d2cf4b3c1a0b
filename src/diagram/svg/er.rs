//! Entities as tables, relations as lines from field to field with crow's feet.

use super::super::content::{Cardinality, End, Entity, Er, Field, Relation};
use super::super::geometry::{Part, Path, Point, Rect, Size};
use super::super::layout::{Direction, Item, Kept, Link, Outline, Plan, Port, Route, TooLarge};
use super::super::measure::{self, SMALL, TEXT, TITLE};
use super::flow::{Label, badge, draw_group, draw_group_title, frame};
use super::markup::{Markup, px};
use super::{Picture, open};

/// Height of a table's head.
const HEADER: f64 = 32.0;
/// Height of a row.
const ROW: f64 = 22.0;
/// Rows that are drawn; a table with more says how many are left out.
const ROWS: usize = 30;
/// Room beside text.
const BESIDE: f64 = 12.0;
/// Width of the column of keys.
const KEYS: f64 = 26.0;
/// Straight part of a line where its cardinality stands.
const STUB: f64 = 17.0;
/// Widest name and widest type of a field.
const WIDEST: f64 = 150.0;

/// Draws entities and relations.
pub(super) fn draw(er: &Er, direction: Direction, kept: &Kept) -> Result<Picture, TooLarge> {
    let boxes =
        er.entities.iter().map(|entity| Item { frame: entity.group, size: size(entity), outline: Outline::Rectangle });
    let labels: Vec<Label> = er.relations.iter().map(|relation| Label::new(&relation.element.label)).collect();
    let links = er.relations.iter().zip(&labels).map(|(relation, label)| Link {
        from: port(er, relation.from, direction),
        to: port(er, relation.to, direction),
        label: label.size,
    });
    let plan = Plan {
        direction,
        stub: STUB,
        frames: er.groups.iter().map(frame).collect(),
        boxes: boxes.collect(),
        links: links.collect(),
    };
    let placement = kept.lay_out(plan)?;
    let mut markup = Markup::default();
    for (group, rect) in er.groups.iter().zip(&placement.frames) {
        draw_group(&mut markup, group, *rect);
    }
    for ((relation, label), route) in er.relations.iter().zip(&labels).zip(&placement.links) {
        draw_relation(&mut markup, er, relation, label, route);
    }
    for (group, rect) in er.groups.iter().zip(&placement.frames) {
        draw_group_title(&mut markup, group, *rect);
    }
    for (entity, rect) in er.entities.iter().zip(&placement.boxes) {
        draw_entity(&mut markup, entity, *rect);
    }
    Ok(Picture { body: markup.finish(), size: placement.size })
}

/// Columns of a table, measured from its left edge.
struct Columns {
    name: f64,
    width: f64,
}

fn columns(entity: &Entity) -> Columns {
    let widest = |text: fn(&Field) -> &str, font| {
        let widths = entity.fields.iter().take(ROWS).map(|field| measure::width(text(field), font));
        widths.fold(0.0, f64::max).min(WIDEST)
    };
    let keyed = entity.fields.iter().any(|field| !field.keys.is_empty());
    let name = BESIDE + if keyed { KEYS } else { 0.0 };
    let names = widest(|field| &field.element.label, TEXT);
    let types = widest(|field| &field.element.detail, SMALL) + 8.0;
    let title = measure::width(&title(entity), TITLE) + measure::width(&detail(entity), SMALL) + 36.0;
    Columns { name, width: (name + names + 20.0 + types + BESIDE).max(title).max(140.0).ceil() }
}

fn title(entity: &Entity) -> String {
    let name = measure::shorten(&entity.element.label, TITLE, 220.0);
    if name.is_empty() { "(no name)".to_owned() } else { name }
}

fn detail(entity: &Entity) -> String {
    measure::shorten(&entity.element.detail, SMALL, 120.0)
}

fn size(entity: &Entity) -> Size {
    let hidden = usize::from(entity.fields.len() > ROWS);
    Size::new(columns(entity).width, row_top(entity.fields.len().min(ROWS) + hidden) + 4.0)
}

/// Upper edge of a row, from the table's.
fn row_top(index: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a table has few rows")]
    let rows = index as f64;
    HEADER + 2.0 + rows * ROW
}

/// Lines end at the row of their field. Where links run downwards that would be inside the table.
fn port(er: &Er, end: End, direction: Direction) -> Port {
    let fields = er.entities.get(end.entity).map_or(0, |entity| entity.fields.len());
    let at = match (direction, end.field) {
        (Direction::Right, Some(field)) if field < fields.min(ROWS) => Some(row_top(field) + ROW / 2.0),
        (Direction::Right, _) => Some(HEADER / 2.0),
        (Direction::Down, _) => None,
    };
    Port { item: end.entity, at }
}

fn draw_entity(markup: &mut Markup, entity: &Entity, rect: Rect) {
    let mut marks = entity.element.marks;
    for field in &entity.fields {
        for (sum, count) in marks.iter_mut().zip(field.element.marks) {
            *sum += count;
        }
    }
    let mut classes = vec!["table"];
    classes.extend(super::worst_class(marks));
    open(markup, &classes, &entity.element.id, 0);
    let mut counted = entity.element.clone();
    counted.marks = marks;
    markup.title(&super::spoken("entity", &counted));
    if marks != [0; 3] {
        markup.rect("ring", rect, 6.0);
        markup.rect("gap", rect, 6.0);
    }
    markup.rect("sheet", rect, 6.0);
    markup.path("header", header(rect));
    markup.text("name", Point::new(rect.x + BESIDE, rect.y + 21.0), &title(entity));
    markup.text("detail", Point::new(rect.right() - BESIDE, rect.y + 20.5), &detail(entity));
    let columns = columns(entity);
    for (index, field) in entity.fields.iter().take(ROWS).enumerate() {
        let row = Rect::new(rect.x, rect.y + row_top(index), rect.width, ROW);
        draw_field(markup, field, row, &columns, index > 0);
    }
    if entity.fields.len() > ROWS {
        let text = format!("… {} more", entity.fields.len() - ROWS);
        markup.text("detail more", Point::new(rect.x + BESIDE, rect.y + row_top(ROWS) + 15.0), &text);
    }
    badge(markup, Point::new(rect.right() - 4.0, rect.y + 1.0), marks);
    markup.raw("</g>");
}

fn header(rect: Rect) -> String {
    let (w, h) = (px(rect.width - 12.0), px(HEADER - 6.0));
    format!("M{} {}v-{h}a6 6 0 0 1 6 -6h{w}a6 6 0 0 1 6 6v{h}z", px(rect.x), px(rect.y + HEADER))
}

fn draw_field(markup: &mut Markup, field: &Field, row: Rect, columns: &Columns, ruled: bool) {
    let keys: Vec<&str> = field.keys.iter().map(|key| key.word()).collect();
    let mut classes = vec!["field"];
    classes.extend(super::worst_class(field.element.marks));
    let classes = classes.join(" ");
    // Rows are reached with a pointer; the keyboard goes from table to table.
    markup.raw(format_args!(r#"<g class="{classes}" data-id="{}">"#, super::Escaped(&field.element.id)));
    let mut spoken = super::spoken("field", &field.element);
    if field.optional {
        spoken.push_str(", optional");
    }
    markup.title(&spoken);
    markup.rect("back", Rect::new(row.x + 1.0, row.y, row.width - 2.0, row.height), 3.0);
    if ruled {
        markup.line("rule", Point::new(row.x + 1.0, row.y), Point::new(row.right() - 1.0, row.y));
    }
    let base = row.y + 15.0;
    if let Some(key) = keys.first() {
        markup.text("key", Point::new(row.x + BESIDE, base - 0.5), key);
    }
    let shown = measure::shorten(&field.element.label, TEXT, WIDEST);
    markup.text("name", Point::new(row.x + columns.name, base), &shown);
    let mut kind = measure::shorten(&field.element.detail, SMALL, WIDEST);
    if field.optional {
        kind.push('?');
    }
    markup.text("type", Point::new(row.right() - BESIDE, base), &kind);
    markup.raw("</g>");
}

fn draw_relation(markup: &mut Markup, er: &Er, relation: &Relation, label: &Label, route: &Route) {
    let mut classes = vec!["edge", "relation"];
    classes.extend(super::worst_class(relation.element.marks));
    open(markup, &classes, &relation.element.id, -1);
    let name = |end: End| er.entities.get(end.entity).map(|entity| entity.element.label.clone()).unwrap_or_default();
    let spoken = super::spoken("relation", &relation.element);
    let (from, to) = (relation.from, relation.to);
    markup.title(&format!("{spoken}: {} of {} to {} of {}", from.many.word(), name(from), to.many.word(), name(to)));
    markup.path("hit", &route.path);
    markup.path("line", &route.path);
    foot(markup, route.path.start, direction_at_start(&route.path), relation.from.many);
    let reversed = reversed(&route.path);
    foot(markup, reversed.start, direction_at_start(&reversed), relation.to.many);
    if let Some(center) = route.label {
        label.draw(markup, center);
    }
    let middle = route.label.or_else(|| route.path.points().nth(route.path.parts.len() / 2));
    badge(markup, middle.unwrap_or(route.path.start), relation.element.marks);
    markup.raw("</g>");
}

/// The sign of a cardinality where a line leaves a table.
fn foot(markup: &mut Markup, at: Point, along: Point, many: Cardinality) {
    let across = Point::new(-along.y, along.x);
    let place = |far: f64, side: f64| {
        format!("{} {}", px(at.x + along.x * far + across.x * side), px(at.y + along.y * far + across.y * side))
    };
    let bar = |far: f64| format!("M{}L{}", place(far, -5.0), place(far, 5.0));
    let crow = || format!("M{}L{}L{}", place(0.0, -5.5), place(10.0, 0.0), place(0.0, 5.5));
    let sign = match many {
        Cardinality::One => bar(5.0) + &bar(9.0),
        Cardinality::ZeroOrOne => bar(6.0),
        Cardinality::OneOrMany => crow() + &bar(13.0),
        Cardinality::ZeroOrMany => crow(),
    };
    markup.path("foot", sign);
    let far = match many {
        Cardinality::ZeroOrOne => 12.0,
        Cardinality::ZeroOrMany => 13.5,
        Cardinality::One | Cardinality::OneOrMany => return,
    };
    let center = Point::new(at.x + along.x * far, at.y + along.y * far);
    markup.raw(format_args!(r#"<circle class="foot zero" cx="{}" cy="{}" r="3.5"/>"#, px(center.x), px(center.y)));
}

/// Where a path sets out to, as a vector of length 1.
fn direction_at_start(path: &Path) -> Point {
    let to = match path.parts.first() {
        Some(Part::Line(to)) => *to,
        Some(Part::Curve(control, _, _)) => *control,
        None => path.start.moved(Point::new(1.0, 0.0)),
    };
    let (dx, dy) = (to.x - path.start.x, to.y - path.start.y);
    let length = dx.hypot(dy);
    if length > 0.0 { Point::new(dx / length, dy / length) } else { Point::new(1.0, 0.0) }
}

fn reversed(path: &Path) -> Path {
    let mut points: Vec<Point> = path.points().collect();
    let start = points.pop().unwrap_or_default();
    let parts = path.parts.iter().rev().zip(points.into_iter().rev()).map(|(part, to)| match *part {
        Part::Line(_) => Part::Line(to),
        Part::Curve(a, b, _) => Part::Curve(b, a, to),
    });
    Path { start, parts: parts.collect() }
}

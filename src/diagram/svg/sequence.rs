//! A sequence: lifelines, bars, frames of blocks, then messages.

use super::super::content::{Block, Message, MessageKind, NodeKind, Note, Sequence, Step};
use super::super::geometry::{Part, Path, Point, Rect, Size};
use super::super::layout::sequence::{LOOP, Placed, PlacedStep, Sizes, lay_out};
use super::super::measure::{self, SMALL, TEXT, TITLE};
use super::flow::{HEAD, badge, head, shortened};
use super::markup::{Markup, px};
use super::{Picture, open};

/// Widest line of a message.
const LABEL: f64 = 230.0;
/// Widest line in a participant's head.
const NAME: f64 = 132.0;
/// Height of a line.
const LINE: f64 = 16.0;
/// Extra height of a person's head.
const PERSON: f64 = 18.0;

/// Draws a sequence.
pub(super) fn draw(sequence: &Sequence) -> Picture {
    let placed = lay_out(sequence, &Texts(sequence));
    let mut markup = Markup::default();
    for rect in &placed.heads {
        let x = rect.center().x;
        markup.line("life", Point::new(x, rect.bottom()), Point::new(x, placed.size.height));
    }
    for rect in &placed.active {
        markup.rect("active", *rect, 2.0);
    }
    let mut steps = placed.steps.iter();
    draw_steps(&mut markup, sequence, &sequence.steps, &mut steps);
    draw_heads(&mut markup, sequence, &placed);
    Picture { body: markup.finish(), size: placed.size }
}

/// Sizes of all texts.
struct Texts<'a>(&'a Sequence);

impl Sizes for Texts<'_> {
    fn participant(&self, index: usize) -> Size {
        let Some(participant) = self.0.participants.get(index) else { return Size::default() };
        let (title, detail) = head_lines(&participant.element.label, &participant.element.detail);
        let extra = if participant.kind == NodeKind::Person { PERSON } else { 0.0 };
        block(&[(&title, TITLE), (&detail, SMALL)], Size::new(28.0, 18.0 + extra))
    }

    fn message(&self, message: &Message) -> Size {
        let (label, detail) = message_lines(message);
        block(&[(&label, TEXT), (&detail, SMALL)], Size::default())
    }

    fn note(&self, text: &str) -> Size {
        block(&[(&note_lines(text), TEXT)], Size::new(24.0, 12.0))
    }
}

/// The size of lines of text with room around them.
fn block(parts: &[(&[String], measure::Font)], room: Size) -> Size {
    let lines = parts.iter().flat_map(|(lines, font)| lines.iter().map(|line| measure::width(line, *font)));
    let (mut width, mut height): (f64, f64) = (0.0, 0.0);
    for line in lines {
        width = width.max(line);
        height += LINE;
    }
    Size::new((width + room.width).ceil(), height + room.height)
}

fn head_lines(label: &str, detail: &str) -> (Vec<String>, Vec<String>) {
    let mut title = measure::wrap(label, TITLE, NAME, 2);
    if title.is_empty() {
        title.push("(no name)".to_owned());
    }
    (title, measure::wrap(detail, SMALL, NAME, 1))
}

fn message_lines(message: &Message) -> (Vec<String>, Vec<String>) {
    let element = &message.element;
    (measure::wrap(&element.label, TEXT, LABEL, 3), measure::wrap(&element.detail, SMALL, LABEL, 2))
}

fn note_lines(text: &str) -> Vec<String> {
    measure::wrap(text, TEXT, LABEL, 4)
}

fn draw_heads(markup: &mut Markup, sequence: &Sequence, placed: &Placed) {
    for (participant, rect) in sequence.participants.iter().zip(&placed.heads) {
        let marks = participant.element.marks;
        let mut classes = vec!["participant", participant.kind.word()];
        classes.extend(super::worst_class(marks));
        open(markup, &classes, &participant.element.id, 0);
        markup.title(&super::spoken(participant.kind.word(), &participant.element));
        let person = participant.kind == NodeKind::Person;
        let above = if person { PERSON } else { 0.0 };
        let body = Rect::new(rect.x, rect.y + above, rect.width, rect.height - above);
        if marks != [0; 3] {
            markup.rect("ring", body, 6.0);
            markup.rect("gap", body, 6.0);
        }
        if person {
            let (x, y) = (px(rect.center().x), px(rect.y + 11.0));
            markup.raw(format_args!(r#"<circle class="shape" cx="{x}" cy="{y}" r="11"/>"#));
        }
        markup.rect("shape", body, 6.0);
        let (title, detail) = head_lines(&participant.element.label, &participant.element.detail);
        let mut y = body.y + 9.0;
        for line in &title {
            markup.text("name", Point::new(rect.center().x, y + 12.5), line);
            y += LINE;
        }
        for line in &detail {
            markup.text("detail", Point::new(rect.center().x, y + 11.0), line);
            y += LINE;
        }
        // Higher than elsewhere: the name is the first line of a low box.
        badge(markup, Point::new(rect.right() - 4.0, body.y - 3.0), marks);
        markup.raw("</g>");
    }
}

fn draw_steps<'a>(
    markup: &mut Markup,
    sequence: &Sequence,
    steps: &[Step],
    placed: &mut impl Iterator<Item = &'a PlacedStep>,
) {
    for step in steps {
        match (step, placed.next()) {
            (Step::Message(message), Some(PlacedStep::Message(from, to))) => {
                draw_message(markup, sequence, message, *from, *to);
            }
            (Step::Note(note), Some(PlacedStep::Note(rect))) => draw_note(markup, note, *rect),
            (Step::Block(block), Some(PlacedStep::Block(rect, dividers))) => {
                draw_block(markup, block, *rect, dividers);
                for branch in block.shown() {
                    draw_steps(markup, sequence, &branch.steps, placed);
                }
            }
            _ => return,
        }
    }
}

fn draw_message(markup: &mut Markup, sequence: &Sequence, message: &Message, from: Point, to: Point) {
    let marks = message.element.marks;
    let mut classes = vec!["message", "edge", message.kind.word()];
    classes.extend(super::worst_class(marks));
    open(markup, &classes, &message.element.id, 0);
    let name = |at: usize| sequence.participants.get(at).map_or("", |one| &one.element.label);
    let named = message.element.joining(name(message.from), name(message.to));
    markup.title(&super::spoken("message", &named));
    let looped = message.from == message.to;
    let part = if looped {
        let reach = Point::new(LOOP, 0.0);
        Part::Curve(from.moved(reach), to.moved(reach), to)
    } else {
        Part::Line(to)
    };
    let path = Path { start: from, parts: vec![part] };
    markup.path("hit", &path);
    markup.path("line", shortened(&path, HEAD - 1.0));
    head(markup, &path, message.kind == MessageKind::Synchronous);
    message_text(markup, message, from, to);
    markup.raw("</g>");
}

fn message_text(markup: &mut Markup, message: &Message, from: Point, to: Point) {
    let (label, detail) = message_lines(message);
    let size = block(&[(&label, TEXT), (&detail, SMALL)], Size::default());
    let (x, mut y) = if message.from == message.to {
        (from.x + LOOP + size.width / 2.0, f64::midpoint(from.y, to.y) - size.height / 2.0)
    } else {
        (f64::midpoint(from.x, to.x), from.y - size.height - 4.0)
    };
    let top = y;
    for line in &label {
        markup.text("words", Point::new(x, y + 12.0), line);
        y += LINE;
    }
    for line in &detail {
        markup.text("detail", Point::new(x, y + 11.5), line);
        y += LINE;
    }
    badge(markup, Point::new(x + size.width / 2.0 + 22.0, top + 8.0), message.element.marks);
}

fn draw_note(markup: &mut Markup, note: &Note, rect: Rect) {
    let mut classes = vec!["note"];
    classes.extend(super::worst_class(note.element.marks));
    open(markup, &classes, &note.element.id, -1);
    markup.rect("sheet", rect, 3.0);
    let mut y = rect.y + 6.0;
    for line in note_lines(&note.element.label) {
        markup.text("words", Point::new(rect.center().x, y + 12.0), &line);
        y += LINE;
    }
    badge(markup, Point::new(rect.right() - 4.0, rect.y), note.element.marks);
    markup.raw("</g>");
}

fn draw_block(markup: &mut Markup, block: &Block, rect: Rect, dividers: &[f64]) {
    open(markup, &["block", block.kind.word()], &block.element.id, -1);
    markup.rect("frame", rect, 6.0);
    let word = block.kind.word();
    let width = measure::width(word, TEXT) + 22.0;
    let (x, y) = (px(rect.x), px(rect.y));
    markup
        .path("corner", format_args!("M{x} {y}m0 6a6 6 0 0 1 6 -6h{}v12l-8 8h-{}z", px(width - 6.0), px(width - 8.0)));
    markup.text("name", Point::new(rect.x + 8.0, rect.y + 14.5), word);
    for y in dividers {
        markup.line("divider", Point::new(rect.x, *y), Point::new(rect.right(), *y));
    }
    let tops = std::iter::once(rect.y).chain(dividers.iter().copied());
    for (index, (branch, top)) in block.shown().iter().zip(tops).enumerate() {
        let left = if index == 0 { rect.x + width + 8.0 } else { rect.x + 10.0 };
        let condition = measure::shorten(&branch.condition, SMALL, (rect.right() - left - 20.0).max(40.0));
        if !condition.is_empty() {
            markup.text("condition", Point::new(left, top + 15.0), &format!("[{condition}]"));
        }
    }
    badge(markup, Point::new(rect.right() - 4.0, rect.y), block.element.marks);
    markup.raw("</g>");
}

//! A sequence: lifelines beside each other, steps below each other.

use super::super::content::{Block, Message, MessageKind, Sequence, Step};
use super::super::geometry::{Point, Rect, Size};
use crate::order;

/// Space between the heads of neighbouring participants.
const BETWEEN: f64 = 28.0;
/// Least distance of neighbouring lifelines.
const NARROWEST: f64 = 120.0;
/// Space between steps.
const STEP: f64 = 20.0;
/// Space inside the frame of a block.
const INSIDE: f64 = 12.0;
/// Height of a block's head and of each divider with its condition.
const HEAD: f64 = 28.0;
/// How far a message to oneself reaches.
pub(in super::super) const LOOP: f64 = 32.0;
/// Half the width of an active bar.
pub(in super::super) const BAR: f64 = 5.0;

/// What the layout must know of texts.
pub(in super::super) trait Sizes {
    /// A participant's head.
    fn participant(&self, index: usize) -> Size;
    /// A message's texts.
    fn message(&self, message: &Message) -> Size;
    /// A note's sheet.
    fn note(&self, text: &str) -> Size;
}

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Placed {
    pub(in super::super) size: Size,
    pub(in super::super) heads: Vec<Rect>,
    /// Bars beside lifelines: participant and extent.
    pub(in super::super) active: Vec<Rect>,
    /// In the order of the steps, the steps of a block after it.
    pub(in super::super) steps: Vec<PlacedStep>,
}

/// Where a step stands.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum PlacedStep {
    /// The two ends of the arrow.
    Message(Point, Point),
    /// The sheet.
    Note(Rect),
    /// The frame, and the height of each divider.
    Block(Rect, Vec<f64>),
}

/// Places everything.
pub(in super::super) fn lay_out(sequence: &Sequence, sizes: &impl Sizes) -> Placed {
    let count = sequence.participants.len();
    let heads: Vec<Size> = (0..count).map(|index| sizes.participant(index)).collect();
    let centers = centers(sequence, sizes, &heads);
    let tallest = heads.iter().map(|head| head.height).fold(0.0, f64::max);
    let mut run =
        Run { sizes, centers: &centers, y: tallest + STEP, open: vec![Vec::new(); count], placed: Placed::default() };
    run.steps(&sequence.steps);
    run.y += STEP / 2.0;
    let (end, mut placed) = (run.y, run.placed);
    placed.heads = heads
        .iter()
        .zip(&centers)
        .map(|(head, center)| Rect::new(center - head.width / 2.0, tallest - head.height, head.width, head.height))
        .collect();
    shift_to_origin(&mut placed, end);
    placed
}

/// Where lifelines stand: far enough apart for the texts of the messages between them.
fn centers(sequence: &Sequence, sizes: &impl Sizes, heads: &[Size]) -> Vec<f64> {
    let mut gaps: Vec<f64> = heads
        .windows(2)
        .map(|pair| pair.iter().map(|head| head.width / 2.0).sum::<f64>() + BETWEEN)
        .map(|gap| gap.max(NARROWEST))
        .collect();
    let mut wanted = Vec::new();
    collect(&sequence.steps, sizes, &mut wanted);
    // Narrow ones first: what they widen serves the wide ones too.
    order::by_key(&mut wanted, |&(from, to, _)| to - from);
    for (from, to, width) in wanted {
        let Some(between) = gaps.get_mut(from..to) else { continue };
        let missing = width - between.iter().sum::<f64>();
        if missing > 0.0 {
            #[expect(clippy::cast_precision_loss, reason = "few participants")]
            let share = missing / between.len().max(1) as f64;
            between.iter_mut().for_each(|gap| *gap += share);
        }
    }
    let mut x = heads.first().map_or(0.0, |head| head.width / 2.0);
    let mut centers = vec![x];
    for gap in gaps {
        x += gap;
        centers.push(x.round());
    }
    centers
}

/// The widths that messages and notes want between two lifelines.
fn collect(steps: &[Step], sizes: &impl Sizes, wanted: &mut Vec<(usize, usize, f64)>) {
    for step in steps {
        match step {
            Step::Message(message) => {
                let width = sizes.message(message).width;
                let (low, high) = (message.from.min(message.to), message.from.max(message.to));
                if low == high {
                    wanted.push((low, low + 1, width + LOOP + 16.0));
                } else {
                    wanted.push((low, high, width + 28.0));
                }
            }
            Step::Note(note) if note.from == note.to => {
                // Half of it lies on each side.
                let width = sizes.note(&note.element.label).width / 2.0 + 16.0;
                wanted.push((note.from, note.from + 1, width));
                wanted.push((note.from.saturating_sub(1), note.from, width));
            }
            Step::Note(_) => {}
            Step::Block(block) => block.shown().iter().for_each(|branch| collect(&branch.steps, sizes, wanted)),
        }
    }
}

/// Steps being placed from top to bottom.
struct Run<'a, S> {
    sizes: &'a S,
    centers: &'a [f64],
    y: f64,
    /// Where the bars begin that have not ended, by participant.
    open: Vec<Vec<f64>>,
    placed: Placed,
}

impl<S: Sizes> Run<'_, S> {
    /// Places steps and returns how far they reach to the left and right.
    fn steps(&mut self, steps: &[Step]) -> Option<(f64, f64)> {
        let paired = paired(steps);
        let reached = steps.iter().zip(paired).map(|(step, paired)| match step {
            Step::Message(message) => self.message(message, paired),
            Step::Note(note) => self.note(note.from, note.to, &note.element.label),
            Step::Block(block) => self.block(block),
        });
        reached.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    fn center(&self, index: usize) -> f64 {
        self.centers.get(index).or(self.centers.last()).copied().unwrap_or_default()
    }

    fn message(&mut self, message: &Message, paired: bool) -> (f64, f64) {
        let size = self.sizes.message(message);
        let (from, to) = (self.center(message.from), self.center(message.to));
        self.y += size.height + 6.0;
        if message.from == message.to {
            let top = self.y - size.height / 2.0 - 6.0;
            let start = Point::new(from + self.bar(message.from), top);
            self.placed.steps.push(PlacedStep::Message(start, Point::new(start.x, top + 18.0)));
            self.y = self.y.max(top + 18.0) + STEP;
            return (from - 20.0, from + LOOP + size.width + 24.0);
        }
        let sign = if to > from { 1.0 } else { -1.0 };
        if paired && message.kind == MessageKind::Synchronous {
            self.open(message.to);
        }
        let start = Point::new(from + sign * self.bar(message.from), self.y);
        let end = Point::new(to - sign * self.bar(message.to), self.y);
        self.placed.steps.push(PlacedStep::Message(start, end));
        if paired && message.kind == MessageKind::Return {
            self.close(message.from);
        }
        self.y += STEP;
        (from.min(to) - 20.0, from.max(to) + 20.0)
    }

    fn note(&mut self, from: usize, to: usize, text: &str) -> (f64, f64) {
        let size = self.sizes.note(text);
        let (low, high) = (self.center(from.min(to)), self.center(from.max(to)));
        let width = size.width.max(high - low + 48.0 * f64::from(u8::from(from != to)));
        let rect = Rect::new(f64::midpoint(low, high) - width / 2.0, self.y, width, size.height);
        self.placed.steps.push(PlacedStep::Note(rect));
        self.y += size.height + STEP;
        (rect.x - 4.0, rect.right() + 4.0)
    }

    fn block(&mut self, block: &Block) -> (f64, f64) {
        let (top, at) = (self.y, self.placed.steps.len());
        self.placed.steps.push(PlacedStep::Block(Rect::default(), Vec::new()));
        let (mut dividers, mut reach) = (Vec::new(), None::<(f64, f64)>);
        for (index, branch) in block.shown().iter().enumerate() {
            if index > 0 {
                dividers.push(self.y);
            }
            self.y += HEAD;
            let inner = self.steps(&branch.steps);
            reach = match (reach, inner) {
                (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            };
        }
        let (left, right) = reach.unwrap_or((self.center(0) - 40.0, self.center(0) + 40.0));
        let (left, right) = (left - INSIDE, right.max(left + 140.0) + INSIDE);
        if let Some(step) = self.placed.steps.get_mut(at) {
            *step = PlacedStep::Block(Rect::new(left, top, right - left, self.y - top), dividers);
        }
        self.y += STEP;
        (left, right)
    }

    /// How far an arrow ends before a lifeline.
    fn bar(&self, index: usize) -> f64 {
        if self.open.get(index).is_some_and(|open| !open.is_empty()) { BAR } else { 0.0 }
    }

    fn open(&mut self, index: usize) {
        let y = self.y;
        if let Some(open) = self.open.get_mut(index) {
            open.push(y);
        }
    }

    fn close(&mut self, index: usize) {
        let (x, y) = (self.center(index), self.y);
        if let Some(start) = self.open.get_mut(index).and_then(Vec::pop) {
            self.placed.active.push(Rect::new(x - BAR, start, 2.0 * BAR, y - start));
        }
    }
}

/// Which messages wait for an answer that stands in the same list, and which answer one: a bar is drawn between them.
fn paired(steps: &[Step]) -> Vec<bool> {
    let mut paired = vec![false; steps.len()];
    let mut waiting: Vec<(usize, usize, usize)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let Step::Message(message) = step else { continue };
        match message.kind {
            MessageKind::Synchronous if message.from != message.to => waiting.push((index, message.from, message.to)),
            MessageKind::Return => {
                let asked = waiting.iter().rposition(|&(_, from, to)| (from, to) == (message.to, message.from));
                if let Some((asked, ..)) = asked.map(|at| waiting.remove(at)) {
                    for index in [asked, index] {
                        if let Some(flag) = paired.get_mut(index) {
                            *flag = true;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    paired
}

/// Frames and notes may reach further left than the first participant.
fn shift_to_origin(placed: &mut Placed, end: f64) {
    let steps = placed.steps.iter().map(|step| match step {
        PlacedStep::Message(a, b) => Rect::new(a.x.min(b.x), a.y, (a.x - b.x).abs(), 0.0),
        PlacedStep::Note(rect) | PlacedStep::Block(rect, _) => *rect,
    });
    let Some(bounds) = placed.heads.iter().copied().chain(steps).reduce(Rect::union) else { return };
    let by = Point::new(-bounds.x, 0.0);
    placed.heads.iter_mut().chain(&mut placed.active).for_each(|rect| *rect = rect.moved(by));
    for step in &mut placed.steps {
        match step {
            PlacedStep::Message(a, b) => (*a, *b) = (a.moved(by), b.moved(by)),
            PlacedStep::Note(rect) | PlacedStep::Block(rect, _) => *rect = rect.moved(by),
        }
    }
    placed.size = Size::new(bounds.width, end);
}

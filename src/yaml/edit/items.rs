//! The order of items in a sequence.

use super::super::line::Line;
use super::super::{Node, NodeId, Tree};
use crate::text::{Edit, Span};

impl Tree {
    /// Adds an item before the one at `index`, or at the end where there is none.
    #[must_use]
    pub fn insert_item(&self, sequence: NodeId, index: usize, value: &str) -> Vec<Edit> {
        let sequence = self.resolve(sequence);
        let Some(&next) = self.raw_items(sequence).get(index) else { return self.push(sequence, value) };
        if self.node(sequence).is_some_and(Node::is_flow) {
            return vec![Edit::insert(self.span_of(next).start, format!("{value}, "))];
        }
        let Some(lines) = self.lines_of_item(next) else { return Vec::new() };
        let indent = Line::at(&self.text, self.span_of(next).start).indent();
        vec![Edit::insert(lines.start, format!("{}- {value}{}", " ".repeat(indent), self.line_break()))]
    }

    /// Moves the item at `from` before the one at `to`, which stands above it: its whole lines with the comments above
    /// them in block form; in brackets the comments stay.
    #[must_use]
    pub fn move_item_up(&self, sequence: NodeId, from: usize, to: usize) -> Vec<Edit> {
        let sequence = self.resolve(sequence);
        let items = self.raw_items(sequence);
        let (Some(&moved), Some(&below)) = (items.get(from), items.get(to).filter(|_| to < from)) else {
            return Vec::new();
        };
        if self.node(sequence).is_some_and(Node::is_flow) {
            let spans: Vec<Span> = items.iter().skip(to).take(from - to + 1).map(|item| self.span_of(*item)).collect();
            let first = spans.last().copied().into_iter();
            let texts = first.chain(spans.iter().copied());
            return spans.iter().zip(texts).map(|(span, text)| Edit::replace(*span, text.of(&self.text))).collect();
        }
        let (Some(lines), Some(place)) = (self.lines_of_item(moved), self.lines_of_item(below)) else {
            return Vec::new();
        };
        let text = lines.of(&self.text);
        if text.ends_with('\n') {
            return vec![Edit::insert(place.start, text), Edit::delete(lines)];
        }
        let before = self.before(lines.start).trim_end_matches(['\r', '\n']).len();
        let text = format!("{text}{}", self.line_break());
        vec![Edit::insert(place.start, text), Edit::delete(Span::new(before, lines.end))]
    }

    /// The lines that an item of a block sequence has to itself, with the comments directly above it.
    fn lines_of_item(&self, item: NodeId) -> Option<Span> {
        let span = self.span_of(item);
        let mut first = Line::at(&self.text, span.start);
        if Span::new(first.body, span.start).of(&self.text).trim_end() != "-" {
            return None;
        }
        let end = Line::at(&self.text, span.end).next;
        while let Some(above) = first.start.checked_sub(1).map(|at| Line::at(&self.text, at))
            && above.start < first.start
            && above.content().of(&self.text).starts_with('#')
            && above.indent() == first.indent()
        {
            first = above;
        }
        Some(Span::new(first.start, end))
    }
}

//! Where an edit goes: lines and columns in block form, commas in brackets.

use super::super::line::{Line, skip};
use super::super::{Kind, Node, NodeId, Tree};
use crate::text::{Edit, Span};

impl Tree {
    /// How its lines end.
    pub(crate) fn line_break(&self) -> &'static str {
        if self.text.find('\n').is_some_and(|at| self.text.get(..at).unwrap_or_default().ends_with('\r')) {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Writes `value` over a scalar; an absent one gets a space before it.
    pub(super) fn replace_text(&self, scalar: NodeId, value: &str) -> Vec<Edit> {
        let span = self.span_of(scalar);
        let spaced = span.is_empty() && !self.before(span.start).ends_with([' ', '\t', '[', '{']);
        vec![Edit::replace(span, if spaced { format!(" {value}") } else { value.to_owned() })]
    }

    /// Writes `value` behind the key that ends at `key_end`, over what `old` says. A value on the lines below moves up
    /// to its key; a comment or anchor behind the colon stays.
    pub(super) fn give(&self, key_end: usize, old: NodeId, value: &str) -> Vec<Edit> {
        let span = self.span_of(old);
        let between = Span::new(key_end, span.start).of(&self.text);
        let Some(colon) = between.find(':') else { return vec![Edit::insert(key_end, format!(": {value}"))] };
        let after = key_end + colon + 1;
        let Some(line_end) = Span::new(after, span.start).of(&self.text).find('\n') else {
            return self.replace_text(old, value);
        };
        let kept = Span::new(after, after + line_end).of(&self.text).trim_end();
        let properties = if kept.trim_start().starts_with(['&', '!']) { skip(kept, 0, "", true) } else { 0 };
        let properties = kept.get(..properties).unwrap_or_default().trim_end().len();
        let place = after + properties;
        vec![Edit::insert(place, format!(" {value}")), Edit::delete(Span::new(after + kept.len(), span.end))]
    }

    /// A new last line for a block collection.
    pub(super) fn add_line(&self, collection: NodeId, text: &str) -> Vec<Edit> {
        let span = self.span_of(collection);
        let first = Line::at(&self.text, span.start);
        let before = Span::new(first.start, span.start).of(&self.text);
        // A tab cannot stand here; anything else before the first key or dash is a dash or white space.
        let first = before.chars().count();
        let indent = " ".repeat(self.last_indent(collection).unwrap_or(first));
        let end = Line::at(&self.text, span.end).end.max(span.end);
        vec![Edit::insert(end, format!("{}{indent}{text}", self.line_break()))]
    }

    /// How deep the last entry or item of a block collection stands, where a line of its own shows it: where lines do
    /// not line up, what comes next lines up with it.
    pub(super) fn last_indent(&self, collection: NodeId) -> Option<usize> {
        let (last, dash) = match self.data(collection)?.kind {
            Kind::Sequence { .. } => (self.raw_items(collection).last()?, "-"),
            Kind::Mapping { children, own, .. } => {
                let (pairs, _) = self.children_of(children).as_chunks::<2>();
                (pairs.get((own as usize).checked_sub(1)?)?.first()?, "")
            }
            _ => return None,
        };
        let start = self.span_of(*last).start;
        let line = Line::at(&self.text, start);
        (Span::new(line.body, start).of(&self.text).trim_end() == dash).then_some(line.body - line.start)
    }

    /// A new last entry or item for a collection in brackets.
    pub(super) fn add_in_brackets(&self, collection: NodeId, text: &str) -> Vec<Edit> {
        let span = self.span_of(collection);
        let open = span.of(&self.text).chars().next().unwrap_or_default();
        if !matches!(open, '{' | '[') {
            // One entry in a list, without braces of its own: `[key: value]`.
            return vec![Edit::insert(span.start, "{ "), Edit::insert(span.end, format!(", {text} }}"))];
        }
        let Some(inside) = self.inside(span) else { return Vec::new() };
        let content = self.visible_end(inside);
        if content == inside.start {
            let text = if open == '{' { format!(" {text} ") } else { text.to_owned() };
            let blank = inside.of(&self.text).trim().is_empty();
            return vec![if blank { Edit::replace(inside, text) } else { Edit::insert(inside.start, text) }];
        }
        let comma = if self.before(content).ends_with(',') { " " } else { ", " };
        vec![Edit::insert(content, format!("{comma}{text}"))]
    }

    /// Between the brackets; none where the closing one is missing.
    fn inside(&self, span: Span) -> Option<Span> {
        let closed = span.len() > 1 && span.of(&self.text).ends_with(['}', ']']);
        closed.then(|| Span::new(span.start + 1, span.end - 1))
    }

    /// Where the last thing that is no comment ends in the inside of brackets.
    fn visible_end(&self, inside: Span) -> usize {
        let first = self.nodes.partition_point(|data| data.at.span().start < inside.start);
        let spans = self.nodes.iter().skip(first).map(|data| data.at.span());
        let children = spans.take_while(|span| span.start < inside.end).filter(|span| span.end <= inside.end);
        let end = children.map(|span| span.end).max().unwrap_or(inside.start);
        let next = skip(&self.text, end, "", false);
        if next < inside.end && self.after(next).starts_with(',') { next + 1 } else { end }
    }

    /// Takes `part` out of its collection; the last part leaves `empty` behind.
    pub(super) fn remove(&self, collection: NodeId, part: Span, empty: &str) -> Vec<Edit> {
        let whole = self.span_of(collection);
        if self.node(collection).is_some_and(Node::is_flow) {
            if part == whole {
                // One entry in a list, without braces of its own: `[key: value]`.
                return vec![Edit::replace(whole, empty)];
            }
            return self.remove_in_brackets(whole, part);
        }
        if part == whole {
            let before = self.before(whole.start).trim_end();
            let joined = before.ends_with(':');
            let span = if joined { Span::new(before.len(), whole.end) } else { whole };
            return vec![Edit::replace(span, if joined { format!(" {empty}") } else { empty.to_owned() })];
        }
        let (first, last) = (Line::at(&self.text, part.start), Line::at(&self.text, part.end));
        if first.body == part.start {
            if first.start == 0 || self.before(first.start).ends_with('\u{feff}') {
                return vec![Edit::delete(Span::new(first.start, last.next))];
            }
            // With the line break before it and not the one behind it, so that something can be added there.
            let line_end = |end: usize| self.before(end).trim_end_matches('\n').trim_end_matches('\r').len();
            let before = self.before(first.start);
            let before = before.strip_suffix('\n').unwrap_or(before);
            let before = before.strip_suffix('\r').unwrap_or(before).len();
            return vec![Edit::delete(Span::new(before, line_end(last.next)))];
        }
        // The first entry of an item stands behind its dash: the next one takes its place.
        let next = skip(&self.text, part.end, "", false);
        vec![Edit::delete(Span::new(part.start, next))]
    }

    fn remove_in_brackets(&self, whole: Span, part: Span) -> Vec<Edit> {
        let Some(inside) = self.inside(whole) else { return Vec::new() };
        let next = skip(&self.text, part.end, "", false);
        if self.after(next).starts_with(',') {
            let rest = self.after(next + 1);
            let blank = rest.len() - rest.trim_start().len();
            let is_last = rest.trim_start().starts_with([']', '}']);
            if !is_last {
                return vec![Edit::delete(Span::new(part.start, next + 1 + blank))];
            }
        }
        let before = self.before(part.start).trim_end();
        if before.ends_with(',') {
            return vec![Edit::delete(Span::new(before.len() - 1, part.end))];
        }
        let end = if self.after(next).starts_with(',') { next + 1 } else { part.end };
        let outside = Span::new(end, inside.end).of(&self.text).trim().is_empty();
        let alone = outside && Span::new(inside.start, part.start).of(&self.text).trim().is_empty();
        vec![Edit::delete(if alone { inside } else { Span::new(part.start, end) })]
    }

    pub(super) fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    fn after(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }
}

//! From an offset in a scalar's value back to the document: through indentation, folding and escapes.

use super::line::Line;
use super::{Kind, Node, Style};
use crate::text::Span;

impl Node<'_> {
    /// Where the byte at `offset` of a scalar's value is written. An offset beyond the value gives its end; a node that
    /// is no scalar its start.
    #[must_use]
    pub fn map_offset(self, offset: usize) -> usize {
        let span = self.span();
        let Some(Kind::Scalar { value, style, written }) = self.tree.data(self.id).map(|data| &data.kind) else {
            return span.start;
        };
        let (value, style) = (value.span(), *style);
        if *written {
            return (value.start + offset).min(value.end);
        }
        let text = value.of(&self.tree.cooked);
        let offset = offset.min(text.len());
        let quote = usize::from(matches!(style, Style::Single | Style::Double));
        let inside = Span::new(span.start + quote, span.end.saturating_sub(quote).max(span.start));
        let mut walk = Walk { source: &self.tree.text, value: text, done: 0, goal: offset };
        let place = match style {
            Style::Block => walk.block(span),
            _ => walk.folded(inside, style),
        };
        place.unwrap_or(inside.end).clamp(span.start, span.end)
    }
}

/// A value read along its source.
struct Walk<'t> {
    source: &'t str,
    value: &'t str,
    /// How much of the value has been found in the source.
    done: usize,
    goal: usize,
}

impl Walk<'_> {
    /// Lines below `|` or `>`, each without the common indentation.
    fn block(&mut self, span: Span) -> Option<usize> {
        let header = Line::at(self.source, span.start);
        let mark = Span::new(span.start, header.end).of(self.source);
        let digit = mark.bytes().take_while(|byte| !byte.is_ascii_whitespace()).find(u8::is_ascii_digit);
        let first = self.first_line(header)?;
        // A number after the mark counts from the parent's column, which is where the value's lines tell the rest.
        let leading = self.value.trim_start_matches('\n');
        let kept = leading.len() - leading.trim_start_matches(' ').len();
        let indent = if digit.is_some() { first.indent().saturating_sub(kept) } else { first.indent() };
        let mut line = header.following(self.source);
        while let Some(here) = line {
            let start = (here.start + indent).min(here.next);
            let content = Span::new(start, here.next).of(self.source).trim_end_matches(['\n', '\r']);
            if let Some(place) = self.same(Span::new(start, start + content.len())) {
                return Some(place);
            }
            if let Some(place) = self.line_break(start + content.len()) {
                return Some(place);
            }
            line = here.following(self.source).filter(|below| below.start <= span.end);
        }
        None
    }

    fn first_line(&self, header: Line) -> Option<Line> {
        let mut line = header.following(self.source)?;
        while line.is_blank() {
            line = line.following(self.source)?;
        }
        Some(line)
    }

    /// Text that goes on over lines, indentation and line ends folded, perhaps with escapes.
    fn folded(&mut self, inside: Span, style: Style) -> Option<usize> {
        let mut start = inside.start;
        for piece in inside.of(self.source).split_inclusive('\n') {
            let content = if start == inside.start { piece } else { piece.trim_start() };
            let begin = start + piece.len() - content.len();
            let content = if piece.ends_with('\n') { content.trim_end() } else { content };
            let span = Span::new(begin, begin + content.len());
            let found = if style == Style::Plain { self.same(span) } else { self.escaped(span, style) };
            if let Some(place) = found.or_else(|| self.line_break(span.end)) {
                return Some(place);
            }
            start += piece.len();
        }
        None
    }

    /// Source that stands for itself.
    fn same(&mut self, span: Span) -> Option<usize> {
        if self.goal < self.done + span.len() {
            return Some(span.start + self.goal - self.done);
        }
        self.done += span.len();
        None
    }

    /// A line break of the source is a line break or a space of the value, or nothing.
    fn line_break(&mut self, at: usize) -> Option<usize> {
        if self.goal == self.done {
            // What follows begins on the next line unless the break itself is meant.
            let here = self.value.get(self.done..)?;
            return here.starts_with(['\n', ' ']).then_some(at);
        }
        if self.value.get(self.done..).is_some_and(|rest| rest.starts_with(['\n', ' '])) {
            self.done += 1;
        }
        None
    }

    fn escaped(&mut self, span: Span, style: Style) -> Option<usize> {
        let source = span.of(self.source);
        let mut at = 0;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            let length = piece_of(rest, style);
            let stands_for = match self.value.get(self.done..).and_then(|value| value.chars().next()) {
                // A backslash at the end of a line stands for nothing.
                _ if rest == "\\" => 0,
                Some(character) => character.len_utf8(),
                None => return None,
            };
            if self.goal < self.done + stands_for {
                return Some(span.start + at);
            }
            self.done += stands_for;
            at += length;
        }
        None
    }
}

/// How many bytes of source the next character of the value takes.
fn piece_of(rest: &str, style: Style) -> usize {
    let mut characters = rest.chars();
    let Some(first) = characters.next() else { return 0 };
    let second = characters.next();
    match (style, first, second) {
        (Style::Single, '\'', Some('\'')) => 2,
        (Style::Double, '\\', Some(kind)) => {
            let digits = match kind {
                'x' => 2,
                'U' => 8,
                // Two surrogates are one character.
                'u' if rest
                    .get(2..4)
                    .is_some_and(|high| matches!(high.to_ascii_lowercase().as_str(), "d8" | "d9" | "da" | "db")) =>
                {
                    10
                }
                'u' => 4,
                _ => 0,
            };
            (1 + kind.len_utf8() + digits).min(rest.len())
        }
        _ => first.len_utf8(),
    }
}

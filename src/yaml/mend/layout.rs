//! Mends for lines: half-typed keys, colons, and indentation that does not line up.

use super::super::NodeKind;
use super::super::line::{Line, token_at};
use super::{Broken, Mend};
use crate::text::{Edit, Span};

impl Broken<'_> {
    /// A line that ought to be an entry and has no colon followed by white space.
    pub(super) fn half_typed(&self, line: Line) -> Mend {
        let dash = line.content().of(self.text).trim_start_matches(['-', ' ']).len();
        let span = Span::new(line.end - dash, line.end_of_code(self.text));
        let code = span.of(self.text);
        let word = code.find(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).unwrap_or(code.len());
        let after = span.start + word;
        if word > 0 && code.get(word..).is_some_and(|rest| rest.starts_with(':') && !rest.starts_with("://")) {
            let rest = Span::new(after + 1, span.end);
            let typed = rest.of(self.text).contains(char::is_alphanumeric);
            let edit = if typed { Edit::insert(rest.start, " ") } else { Edit::delete(rest) };
            return Mend { span, message: "a space is needed after the colon".into(), edits: vec![edit], fix: typed };
        }
        let mend =
            self.leave_out(Span::new(span.start, line.end)).saying("a key needs a colon and its value: `key: value`");
        let is_open = |above: Line| above.indent() == line.indent() && above.content().of(self.text).ends_with(':');
        let holds = line.end_of_block(self.text) > line.end && !line.above(self.text).is_some_and(is_open);
        if holds && word == code.len() {
            return Mend { span, edits: vec![Edit::insert(span.end, ":")], fix: true, ..mend };
        }
        Mend { span, ..mend }
    }

    /// A colon behind text that cannot be a key.
    pub(super) fn colon(&self) -> Option<Mend> {
        let scalar = self.failure.last;
        let line = Line::at(self.text, scalar.start);
        let before = Span::new(line.body, scalar.start).of(self.text);
        if line == self.line {
            return self.two_colons(before);
        }
        if before.trim_start_matches(['-', ' ']).is_empty() {
            return Some(self.half_typed(line));
        }
        // `a: 1` with a deeper `b: 2` below: the parser takes `1 b` for one text.
        let column = self.failure.columns.last().map_or(0, |&(column, _)| column);
        Some(self.shift(self.line, self.line.end_of_run(self.text, |indent| indent >= self.line.indent()), column))
    }

    /// `key: some: text`: the value is read as if in quotes.
    fn two_colons(&self, before: &str) -> Option<Mend> {
        let end = self.line.end_of_code(self.text);
        let value = Span::new(self.failure.last.start, end);
        let text = value.of(self.text);
        if !before.trim_end().ends_with(':') || text.contains(['"', '\\', '{', '[']) || text.starts_with('\'') {
            return None;
        }
        let quote = if text.contains('\'') { "\"" } else { "'" };
        let edits = vec![Edit::insert(value.start, quote), Edit::insert(value.end, quote)];
        let message = "a second colon on this line; put the value in quotes if the colon is part of it";
        // Words before and words behind it: a sentence, and no key that lost its line.
        let fix = text.split_once(": ").is_some_and(|(left, right)| left.contains(' ') && right.trim().contains(' '));
        Some(Mend { span: self.character(self.failure.offset), message: message.into(), edits, fix })
    }

    /// A line that stands at no column in use.
    pub(super) fn indentation(&self) -> Option<Mend> {
        let directive = |line: &Line| line.content().of(self.text).starts_with('%');
        if let Some(line) = self.line.above(self.text).filter(directive) {
            let mend = self.leave_out(line.content()).saying("a line cannot begin with `%`");
            return Some(Mend { span: line.content(), ..mend });
        }
        let content = self.line.content().of(self.text);
        let is_item = content.starts_with("- ") || content == "-";
        let is_entry = content.contains(": ") || content.ends_with(':');
        if !is_item && !is_entry {
            return Some(self.half_typed(self.line));
        }
        if self.failure.offset > self.line.body && !is_item {
            return None;
        }
        let kind = if is_item { NodeKind::Sequence } else { NodeKind::Mapping };
        let indent = self.line.indent();
        let fitting = self.failure.columns.iter().filter(|&&(column, of)| of == kind && column != indent);
        let nearest =
            fitting.map(|&(column, _)| column).min_by_key(|&column| (column.abs_diff(indent), column < indent));
        let outdented = nearest.filter(|&column| column > indent).and_then(|column| self.outdent(column));
        if outdented.is_some() {
            return outdented;
        }
        match nearest {
            // What stands at the column already is beside the line, not below it.
            Some(column) => {
                let inside = if is_item { indent + 2 } else { indent };
                let moves = |at| if column > indent { at > column } else { at == indent || at >= inside };
                let end = self.line.end_of_run(self.text, moves);
                Some(self.shift(self.line, end, column))
            }
            None => Some(self.minority(indent)),
        }
    }

    /// Items and entries side by side: whichever are fewer are left out.
    fn minority(&self, indent: usize) -> Mend {
        let is_item = |line: &Line| line.content().of(self.text).starts_with('-');
        let same = |line: &Line| is_item(line) == is_item(&self.line);
        let (first, preceding) = self.preceding(indent, |line| !same(line));
        if preceding >= self.following(same) {
            let mend = self.leave_out(Span::new(self.line.body, self.line.end_of_block(self.text)));
            return Mend { span: Span::new(self.line.body, self.line.end_of_code(self.text)), ..mend };
        }
        let end = self.line.above(self.text).map_or(first.end, |line| line.end);
        let message = "this does not fit what stands below it: items begin with `- `, entries are `key: value`";
        let span = Span::new(first.body, first.end_of_code(self.text));
        Mend { span, message: message.into(), edits: vec![Edit::delete(Span::new(first.body, end))], fix: false }
    }

    /// Where more lines follow than stand above, those above are the ones indented too far.
    fn outdent(&self, column: usize) -> Option<Mend> {
        let (first, preceding) = self.preceding(column, |_| true);
        if preceding >= self.following(|_| true) {
            return None;
        }
        let mend = self.shift(first, self.line.start, self.line.indent());
        Some(Mend { span: token_at(self.text, first.body), ..mend })
    }

    /// How many lines from here on stand at this line's column and pass, up to one that stands before it.
    fn following(&self, pass: impl Fn(&Line) -> bool) -> usize {
        let indent = self.line.indent();
        let (mut count, mut line) = (0, Some(self.line));
        while let Some(below) = line.filter(|line| line.is_blank() || line.indent() >= indent) {
            count += usize::from(self.counts(below) && below.indent() == indent && pass(&below));
            line = below.following(self.text);
        }
        count
    }

    /// The first of the lines above that stand at `column` and pass, and how many they are.
    fn preceding(&self, column: usize, pass: impl Fn(&Line) -> bool) -> (Line, usize) {
        let (mut first, mut count) = (self.line, 0);
        let at_column = |line: &Line| line.indent() == column && pass(line);
        let mut line = self.line;
        while let Some(above) =
            line.above(self.text).filter(|above| above.indent() > column || !self.counts(*above) || at_column(above))
        {
            if self.counts(above) && at_column(&above) {
                (first, count) = (above, count + 1);
            }
            line = above;
        }
        (first, count)
    }

    fn counts(&self, line: Line) -> bool {
        !line.is_blank() && !line.content().of(self.text).starts_with('#')
    }

    /// Moves the lines from `first` to `end` so that the first stands at `column`.
    fn shift(&self, first: Line, end: usize, column: usize) -> Mend {
        let indent = first.indent();
        let mut edits = Vec::new();
        let mut line = Some(first);
        while let Some(moved) = line.filter(|line| line.start < end) {
            if !moved.is_blank() {
                let spaces = (moved.indent() + column).saturating_sub(indent);
                edits.push(Edit::replace(Span::new(moved.start, moved.body), " ".repeat(spaces)));
            }
            line = moved.following(self.text);
        }
        let span = token_at(self.text, self.line.body);
        Mend { span, message: "the indentation does not line up with the lines above".into(), edits, fix: false }
    }
}

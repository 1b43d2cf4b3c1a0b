//! Lines of a document as recovery and edits see them.

use crate::text::Span;

/// Stands at the beginning of some files and is part of no line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// One line; all places are byte offsets in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    /// First character that is neither space nor tab.
    pub(super) body: usize,
    /// After the last character that is no white space, never before `body`.
    pub(super) end: usize,
    /// Where the next line begins, or the end of the text.
    pub(super) next: usize,
}

impl Line {
    /// The line that holds `offset`.
    pub(super) fn at(text: &str, offset: usize) -> Self {
        let offset = text.floor_char_boundary(offset);
        let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
        let first = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let start = before.rfind('\n').map_or(first, |at| at + 1);
        let next = after.find('\n').map_or(text.len(), |at| offset + at + 1);
        let line = Span::new(start, next).of(text);
        let unindented = line.trim_start_matches([' ', '\t']);
        let body = start + line.len() - unindented.len();
        Self { start, body, end: body + unindented.trim_end().len(), next }
    }

    /// The line after this one; none after the last.
    pub(super) fn following(self, text: &str) -> Option<Self> {
        (self.next < text.len()).then(|| Self::at(text, self.next))
    }

    /// The nearest line above with something on it.
    pub(super) fn above(self, text: &str) -> Option<Self> {
        let mut line = self;
        while let Some(before) = line
            .start
            .checked_sub(1)
            .filter(|_| line.start > BYTE_ORDER_MARK.len_utf8() || !text.starts_with(BYTE_ORDER_MARK))
        {
            line = Self::at(text, before);
            if !line.is_blank() {
                return Some(line);
            }
        }
        None
    }

    pub(super) const fn is_blank(self) -> bool {
        self.body >= self.end
    }

    pub(super) const fn indent(self) -> usize {
        self.body - self.start
    }

    pub(super) const fn content(self) -> Span {
        Span::new(self.body, self.end)
    }

    /// End of the lines below that are indented deeper, or of this line where there are none.
    pub(super) fn end_of_block(self, text: &str) -> usize {
        self.end_of_run(text, |indent| indent > self.indent())
    }

    /// End of the lines below whose indentation passes, up to the first that does not.
    pub(super) fn end_of_run(self, text: &str, pass: impl Fn(usize) -> bool) -> usize {
        let mut end = self.end;
        let mut line = self;
        while let Some(below) = line.following(text) {
            if !below.is_blank() {
                if !pass(below.indent()) {
                    break;
                }
                end = below.end;
            }
            line = below;
        }
        end
    }

    /// Where the line ends when a comment behind a value is left out.
    pub(super) fn end_of_code(self, text: &str) -> usize {
        let code = Brackets::until(text, self.body, self.end);
        let code = Span::new(self.body, code.comment.unwrap_or(self.end)).of(text);
        self.body + code.trim_end().len()
    }
}

/// What a run over a piece of text finds open, quotes and comments stepped over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Brackets {
    /// The closing brackets that are missing, outermost first.
    pub(super) open: Vec<char>,
    /// The first closing bracket that does not fit, and what should stand there.
    pub(super) mismatch: Option<(usize, Option<char>)>,
    /// Where the first comment begins.
    pub(super) comment: Option<usize>,
}

impl Brackets {
    pub(super) fn until(text: &str, start: usize, end: usize) -> Self {
        let mut found = Self::default();
        let mut quote = None;
        let mut escaped = false;
        // The start counts as a place where a value may begin.
        let mut before = ' ';
        let mut in_comment = false;
        for (at, character) in Span::new(start, end).of(text).char_indices() {
            let at = start + at;
            if in_comment {
                in_comment = character != '\n';
            } else if let Some(open) = quote {
                if escaped {
                    escaped = false;
                } else if character == '\\' && open == '"' {
                    escaped = true;
                } else if character == open {
                    quote = None;
                }
            } else {
                let begins = before.is_whitespace() || "[{,:".contains(before);
                match character {
                    '\'' | '"' if begins => quote = Some(character),
                    '#' if before.is_whitespace() => {
                        in_comment = true;
                        found.comment.get_or_insert(at);
                    }
                    _ => found.bracket(at, character),
                }
            }
            before = character;
        }
        found
    }

    fn bracket(&mut self, at: usize, character: char) {
        match character {
            '[' => self.open.push(']'),
            '{' => self.open.push('}'),
            ']' | '}' if self.mismatch.is_none() => {
                if self.open.last() == Some(&character) {
                    self.open.pop();
                } else {
                    self.mismatch = Some((at, self.open.last().copied()));
                }
            }
            _ => {}
        }
    }
}

/// The run of visible characters at `offset`, never empty unless the text is: where nothing stands there, what stands
/// before.
pub(super) fn token_at(text: &str, offset: usize) -> Span {
    let offset = text.floor_char_boundary(offset);
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    if let Some(first) = after.chars().next().filter(|character| !character.is_whitespace()) {
        let rest = after.get(first.len_utf8()..).unwrap_or_default();
        let more = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c)).unwrap_or(rest.len());
        let more = if ",[]{}".contains(first) { 0 } else { more };
        return Span::new(offset, offset + first.len_utf8() + more);
    }
    let end = before.trim_end().len();
    let start = before.get(..end).unwrap_or_default().rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = text.ceil_char_boundary(start);
    if start < end { Span::new(start, end) } else { Span::new(0, text.ceil_char_boundary(1)) }
}

/// Steps over white space, comments, the given indicators and, if asked, anchors and tags.
pub(super) fn skip(text: &str, mut at: usize, indicators: &str, properties: bool) -> usize {
    let mut blank = true;
    while let Some(rest) = text.get(at..)
        && let Some(next) = rest.chars().next()
    {
        if next == '#' && blank {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if properties && matches!(next, '&' | '!') {
            at += rest.find(char::is_whitespace).unwrap_or(rest.len());
        } else if next.is_whitespace() || indicators.contains(next) || next == BYTE_ORDER_MARK {
            at += next.len_utf8();
        } else {
            break;
        }
        blank = next.is_whitespace();
    }
    at
}

//! Positions in a text and edits of it. Knows nothing of YAML.

use serde::{Deserialize, Serialize};

use crate::order;

/// A half-open range of bytes in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to but without `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// An empty range at `offset`.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether `inner` lies wholly inside.
    #[must_use]
    pub const fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text in this range; empty where the range does not lie on character borders inside `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// One replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Replaces what stands in `span`.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts at `offset`.
    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Deletes what stands in `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Applies edits whose spans all refer to `text`. An edit that overlaps an earlier one, or lies outside, is left out.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    order::by_key(&mut sorted, |edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let Some(kept) = text.get(done..edit.span.start) else { continue };
        if text.get(edit.span.start..edit.span.end).is_none() {
            continue;
        }
        result.push_str(kept);
        result.push_str(&edit.text);
        done = edit.span.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

/// A place as people and editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// Finds lines in a text and converts between UTF-8 and UTF-16 offsets.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// Byte offset at which each line begins; the first is 0.
    starts: Vec<usize>,
    /// UTF-16 offset at which each line begins.
    starts16: Vec<usize>,
}

impl LineIndex {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (mut starts, mut starts16) = (vec![0], vec![0]);
        let (mut bytes, mut units) = (0, 0);
        for line in text.split_inclusive('\n') {
            bytes += line.len();
            units += if line.is_ascii() { line.len() } else { line.encode_utf16().count() };
            if line.ends_with('\n') {
                starts.push(bytes);
                starts16.push(units);
            }
        }
        Self { starts, starts16 }
    }

    /// Number of lines; a text that ends with a line break has an empty last line.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Index of the line that holds `offset`, from 0.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Byte offset at which line `line` (from 0) begins, or the last line's start.
    #[must_use]
    pub fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).or(self.starts.last()).copied().unwrap_or_default()
    }

    /// The place of a byte offset.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line_of(offset);
        let before = Span::new(self.start_of(line), offset).of(text);
        Position { line: line + 1, column: before.chars().count() + 1 }
    }

    /// The UTF-16 offset of a byte offset.
    #[must_use]
    pub fn utf16(&self, text: &str, offset: usize) -> usize {
        let line = self.line_of(offset);
        let before = Span::new(self.start_of(line), offset).of(text);
        let units = if before.is_ascii() { before.len() } else { before.encode_utf16().count() };
        self.starts16.get(line).copied().unwrap_or_default() + units
    }

    /// The byte offset of a UTF-16 offset; inside a surrogate pair it is the character's start.
    #[must_use]
    pub fn utf8(&self, text: &str, utf16: usize) -> usize {
        let line = self.starts16.partition_point(|&start| start <= utf16).saturating_sub(1);
        let start = self.start_of(line);
        let mut units = self.starts16.get(line).copied().unwrap_or_default();
        for (at, character) in text.get(start..).unwrap_or_default().char_indices() {
            units += character.len_utf16();
            if units > utf16 {
                return start + at;
            }
        }
        text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order_and_overlaps_are_left_out() {
        let edits = [Edit::replace(Span::new(4, 7), "three"), Edit::insert(0, "> "), Edit::delete(Span::new(5, 6))];
        assert_eq!(apply("one two", &edits), "> one three");
    }

    #[test]
    fn utf16_offsets_survive_emoji_and_crlf() {
        let text = "a: 😀\r\nb: 好x\r\n";
        let index = LineIndex::new(text);
        for (at, _) in text.char_indices() {
            assert_eq!(index.utf8(text, index.utf16(text, at)), at);
        }
        assert_eq!(index.position(text, text.len() - 3), Position { line: 2, column: 5 });
    }
}

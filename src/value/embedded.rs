//! What texts of other languages inside a spec have in common.
//!
//! All places are byte offsets in the embedded text; `Node::map_offset` leads from there to the document.

use crate::text::Span;

/// A name with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// A place that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The offending token, never empty unless the text is.
    pub span: Span,
    /// What is wrong; lower case, no full stop, at most 100 characters.
    pub message: String,
}

/// The largest embedded text that is read, in bytes.
pub const MAX_BYTES: usize = 256 << 10;

impl Problem {
    /// For a text beyond [`MAX_BYTES`].
    pub(super) fn too_large(text: &str) -> Self {
        Self::at(text, 0, 1, format!("this text is larger than {} KiB", MAX_BYTES >> 10))
    }

    /// At the character at `start`, or as many bytes; before the end of the text where nothing follows.
    pub(super) fn at(text: &str, start: usize, length: usize, message: impl Into<String>) -> Self {
        let end = text.trim_end().len();
        let last = text.get(..end).and_then(|text| text.char_indices().next_back()).map_or(0, |(at, _)| at);
        let start = text.floor_char_boundary(start.min(last));
        let end = text.ceil_char_boundary((start + length.max(1)).min(text.len()));
        Self { span: Span::new(start, end), message: message.into() }
    }
}

/// A token in a message: short, on one line.
pub(super) fn shorten(token: &str) -> String {
    let line = token.lines().next().unwrap_or_default();
    if line.chars().count() <= 30 { line.to_owned() } else { line.chars().take(29).chain(['…']).collect() }
}

/// A small change with which a text can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What it does, imperative.
    pub title: String,
    /// What it is written over; empty where something is put in.
    pub part: Span,
    /// What is written.
    pub text: String,
}

/// The first small change with which a text can be read: something is put in before the place that cannot be read or
/// behind what stands before it, a brace is closed, or the offending token is left out. `missing` is what the language
/// may lack there. None where the text is long, since each try reads all of it.
#[must_use]
pub fn find_slip(text: &str, problem: Span, missing: &[String], reads: impl Fn(&str) -> bool) -> Option<Slip> {
    const LONG: usize = 16 << 10;
    if text.len() > LONG {
        return None;
    }
    let before = text.get(..problem.start)?;
    let behind = before.trim_end().len();
    let line = before.rfind('\n').map_or(0, |at| before.get(..at).unwrap_or_default().trim_end().len());
    let end = text.trim_end().len();
    let put = |at: usize, text: &str| Slip {
        title: format!("Write `{}`", text.trim()),
        part: Span::at(at),
        text: text.to_owned(),
    };
    let token = Slip { title: format!("Remove `{}`", shorten(problem.of(text))), part: problem, text: String::new() };
    let lacks = missing.iter().flat_map(|it| [put(problem.start, it), put(behind, it)]);
    let closed = [put(line, " }"), put(behind, " }"), put(end, " }"), put(end, "\"")];
    lacks.chain(closed).chain([token]).find(|slip| {
        let edit = crate::text::Edit::replace(slip.part, slip.text.clone());
        reads(&crate::text::apply(text, &[edit]))
    })
}

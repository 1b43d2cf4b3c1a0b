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

//! Reading on after a syntax error.
//!
//! The parser stops at the first error. So the smallest piece that explains it is mended in a copy (a quote is closed,
//! a line is left out …) and the copy is read again, a bounded number of times. Places in the copy are then mapped
//! back to the text as written.

use std::collections::BTreeMap;

use super::build::{self, Failure};
use super::line::{Line, token_at};
use super::mend::{Mend, mend};
use super::{Kind, Range, SyntaxError, SyntaxKind, Tree};
use crate::order;
use crate::text::{Edit, Span, apply};

/// How often a document is read at most.
const ROUNDS: usize = 30;
/// How many bytes are read at most in all rounds together; about a third of a second.
const WORK: usize = 8 << 20;

/// Reads `text`, mending where `failure` and its successors occur.
pub(super) fn read(text: &str, first: Tree, failure: Failure) -> Tree {
    let mut recovery = Recovery { text, edits: Vec::new(), errors: Vec::new(), tries: BTreeMap::new() };
    let (mut tree, mut failure, mut work) = (first, Some(failure), 0);
    for _ in 0..ROUNDS {
        let Some(failed) = &failure else { break };
        work += failed.offset.max(1);
        if work > WORK || !recovery.mend(tree.text(), failed) {
            break;
        }
        (tree, failure) = build::parse(&apply(text, &recovery.edits));
    }
    if let Some(failed) = failure {
        let rest = Line::at(tree.text(), failed.offset);
        let (span, message) = super::message::of(tree.text(), failed.offset, &failed.kind);
        recovery.report(Mend { span, message, edits: Vec::new(), fix: false }, rest.start);
    }
    recovery.finish(tree)
}

struct Recovery<'t> {
    text: &'t str,
    /// Edits of the text as written, in order and disjoint.
    edits: Vec<Edit>,
    errors: Vec<SyntaxError>,
    /// How often the reader has failed in the line that begins there.
    tries: BTreeMap<usize, usize>,
}

impl Recovery<'_> {
    /// Adds the edits that let the reader go beyond `failure`; false when there is nothing left to try.
    fn mend(&mut self, copy: &str, failure: &Failure) -> bool {
        let map = Map::new(&self.edits);
        let line = map.end(Line::at(copy, failure.offset).start);
        let tries = self.tries.entry(line).or_default();
        let mend = loop {
            let Some(mend) = mend(copy, failure, *tries) else { return false };
            *tries += 1;
            if apply(copy, &mend.edits) != copy {
                break mend;
            }
        };
        let edits: Vec<Edit> = mend
            .edits
            .iter()
            .map(|edit| {
                let start = map.start(edit.span.start);
                let end = if edit.span.is_empty() { start } else { map.end(edit.span.end) };
                Edit::replace(Span::new(start.min(end), end), edit.text.clone())
            })
            .collect();
        let at = map.start(mend.span.start);
        let span = Span::new(at, map.end(mend.span.end).max(at));
        let fix = if mend.fix { edits.clone() } else { Vec::new() };
        let line = Line::at(self.text, at).start;
        self.report(Mend { span, edits: fix, ..mend }, line);
        for edit in edits {
            self.add(edit);
        }
        true
    }

    /// One report a line: what follows on the same line is most often the same mistake.
    fn report(&mut self, mend: Mend, line: usize) {
        if self.errors.iter().any(|error| Line::at(self.text, error.span.start).start == line) {
            return;
        }
        let Mend { span, message, edits: fix, .. } = mend;
        let span = if span.is_empty() { token_at(self.text, span.start) } else { span };
        self.errors.push(SyntaxError { span, message, kind: SyntaxKind::Syntax, fix });
    }

    /// Earlier edits inside the new one give way to it.
    fn add(&mut self, mut edit: Edit) {
        if !edit.span.is_empty() {
            self.edits.retain(|other| {
                let touches = other.span.start < edit.span.end && edit.span.start < other.span.end;
                if touches {
                    edit.span = edit.span.to(other.span);
                }
                !(touches || edit.span.contains(other.span))
            });
        }
        self.edits.push(edit);
        order::by_key(&mut self.edits, |edit| (edit.span.start, edit.span.end));
    }

    /// Gives the tree of the copy the places and the text of the original.
    fn finish(mut self, mut tree: Tree) -> Tree {
        let map = Map::new(&self.edits);
        let copy = std::mem::replace(&mut tree.text, self.text.to_owned());
        for data in &mut tree.nodes {
            data.at = map.range(data.at.span());
            if let Kind::Scalar { value, written, .. } = &mut data.kind
                && *written
            {
                let (was, now) = (value.span(), map.range(value.span()));
                *written = was.of(&copy) == now.span().of(&tree.text);
                *value = if *written {
                    now
                } else {
                    let start = tree.cooked.len();
                    tree.cooked.push_str(was.of(&copy));
                    Range::new(start, tree.cooked.len())
                };
            }
        }
        for comment in &mut tree.comments {
            comment.span = map.range(comment.span).span();
        }
        for mut error in std::mem::take(&mut tree.errors) {
            let span = map.range(error.span).span();
            error.span = if span.is_empty() { token_at(self.text, span.start) } else { span };
            if let SyntaxKind::DuplicateKey { first } = &mut error.kind {
                *first = map.range(*first).span();
            }
            // Its places are the copy's; it is offered once the syntax is mended.
            error.fix.clear();
            self.errors.push(error);
        }
        order::by_key(&mut self.errors, |error| error.span);
        tree.errors = self.errors;
        tree
    }
}

/// From places in the copy to places in the text as written.
struct Map {
    /// For each edit its span in the copy and in the text, in order.
    pieces: Vec<(Span, Span)>,
}

impl Map {
    fn new(edits: &[Edit]) -> Self {
        let (mut copied, mut read) = (0, 0);
        let piece = |edit: &Edit| {
            copied += edit.span.start.saturating_sub(read);
            let copy = Span::new(copied, copied + edit.text.len());
            (copied, read) = (copy.end, edit.span.end);
            (copy, edit.span)
        };
        Self { pieces: edits.iter().map(piece).collect() }
    }

    /// For what begins at `place`: what was left out there stands before it.
    fn start(&self, place: usize) -> usize {
        let upto = self.pieces.partition_point(|(copy, _)| copy.end <= place && (copy.is_empty() || copy.end <= place));
        match self.pieces.get(upto) {
            Some((copy, original)) if copy.start <= place => original.start,
            _ => self.after(upto, place),
        }
    }

    /// For what ends at `place`: what was left out there stands after it.
    fn end(&self, place: usize) -> usize {
        let upto = self.pieces.partition_point(|(copy, _)| copy.end < place || (copy.end == place && !copy.is_empty()));
        match self.pieces.get(upto) {
            Some((copy, original)) if copy.start < place => original.end,
            _ => self.after(upto, place),
        }
    }

    fn after(&self, upto: usize, place: usize) -> usize {
        let last = upto.checked_sub(1).and_then(|last| self.pieces.get(last));
        last.map_or(place, |(copy, original)| original.end + place.saturating_sub(copy.end))
    }

    fn range(&self, span: Span) -> Range {
        let end = self.end(span.end);
        let start = if span.is_empty() { end } else { self.start(span.start).min(end) };
        Range::new(start, end)
    }
}

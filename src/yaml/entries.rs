//! The entries of a mapping: equal keys and merge keys.

use std::collections::HashMap;

use super::build::{Build, Frame};
use super::{Kind, NodeId, Range, SyntaxKind};
use crate::text::{Edit, Span};

/// Up to this many keys comparing each with each is faster than a set.
const FEW: usize = 8;

/// The keys of a large mapping, each with the node that stands first.
type Seen = HashMap<String, NodeId>;

impl Build<'_> {
    /// Moves the keys and values that stand in `frame` to their place; says how many entries are its own.
    pub(super) fn entries(&mut self, frame: &mut Frame) -> u32 {
        let pending = self.pending.split_off(frame.first.min(self.pending.len()));
        let (pairs, _) = pending.as_chunks::<2>();
        let first = self.tree.children.len();
        let mut seen = Seen::new();
        let mut merges = Vec::new();
        let mut before = 0;
        for &[key, value] in pairs {
            if self.is_merge(key, value) {
                merges.push(value);
            } else if self.is_new(key, first, &mut seen) {
                self.tree.children.extend([key, value]);
            } else {
                self.mend_double(key, value, frame, before);
            }
            before = self.end_of(value);
        }
        let own = (self.tree.children.len() - first) / 2;
        for value in merges {
            self.merge(value, first, &mut seen);
        }
        Range::new(0, own).end
    }

    /// Whether no entry from `first` on has this key; reports it otherwise, and keys that are not text.
    fn is_new(&mut self, key: NodeId, first: usize, seen: &mut Seen) -> bool {
        let span = self.tree.data(key).map(|data| data.at.span()).unwrap_or_default();
        let Some((text, _)) = self.tree.scalar(key) else {
            let message = "a key must be text, not a list or mapping; quote it if it is meant as text";
            self.error(span, message.into(), SyntaxKind::Syntax);
            return false;
        };
        if span.is_empty() {
            let span = super::line::token_at(self.text, span.start);
            self.error(span, "a key is missing before the colon".into(), SyntaxKind::Syntax);
            return false;
        }
        let Some(other) = find(&self.tree, first, text, seen) else { return true };
        let message = format!("the key `{}` is already there; the first one counts", shorten(text));
        let first = self.tree.data(other).map(|data| data.at.span()).unwrap_or_default();
        self.error(span, message, SyntaxKind::DuplicateKey { first });
        false
    }

    /// Lets the error reported last take its entry away: whole lines, or inside brackets from the entry before on.
    fn mend_double(&mut self, key: NodeId, value: NodeId, frame: &Frame, before: usize) {
        let start = self.tree.data(key).map(|data| data.at.span().start).unwrap_or_default();
        let end = self.end_of(value);
        let span = if frame.flow {
            Span::new(before, end)
        } else {
            let head = self.text.get(..start).unwrap_or_default();
            let line = head.len() - head.rsplit('\n').next().unwrap_or_default().len();
            let rest = self.text.get(end..).unwrap_or_default();
            Span::new(line, end + rest.find('\n').map_or(rest.len(), |at| at + 1))
        };
        let fix = vec![Edit::delete(span)];
        if let Some(error) = self.tree.errors.last_mut().filter(|it| matches!(it.kind, SyntaxKind::DuplicateKey { .. }))
        {
            error.fix = fix;
        }
    }

    fn end_of(&self, node: NodeId) -> usize {
        self.tree.data(node).map(|data| data.at.span().end).unwrap_or_default()
    }

    /// `<<` with a mapping or a list of mappings.
    fn is_merge(&self, key: NodeId, value: NodeId) -> bool {
        if !matches!(self.tree.scalar(key), Some(("<<", super::Style::Plain))) {
            return false;
        }
        self.sources(value).is_some()
    }

    fn sources(&self, value: NodeId) -> Option<Vec<NodeId>> {
        let value = self.tree.resolve(value);
        match self.tree.data(value)?.kind {
            Kind::Mapping { .. } => Some(vec![value]),
            Kind::Sequence { children, .. } => {
                let items = self.tree.children_of(children).iter().map(|&item| self.tree.resolve(item));
                let items: Vec<NodeId> = items.collect();
                let mappings =
                    |&item: &NodeId| matches!(self.tree.data(item).map(|d| &d.kind), Some(Kind::Mapping { .. }));
                items.iter().all(mappings).then_some(items)
            }
            _ => None,
        }
    }

    fn merge(&mut self, value: NodeId, first: usize, seen: &mut Seen) {
        for source in self.sources(value).unwrap_or_default() {
            let Some(Kind::Mapping { children, .. }) = self.tree.data(source).map(|data| data.kind.clone()) else {
                continue;
            };
            let entries: Vec<NodeId> = self.tree.children_of(children).to_vec();
            let (pairs, _) = entries.as_chunks::<2>();
            for &[key, value] in pairs {
                let Some((text, _)) = self.tree.scalar(key) else { continue };
                if find(&self.tree, first, text, seen).is_none() {
                    self.tree.children.extend([key, value]);
                }
            }
        }
    }
}

/// The key equal to `text` among the entries from `first` on. When there are many, `seen` holds them all.
fn find(tree: &super::Tree, first: usize, text: &str, seen: &mut Seen) -> Option<NodeId> {
    let (pairs, _) = tree.children.get(first..).unwrap_or_default().as_chunks::<2>();
    if pairs.len() < FEW {
        let is = |key| tree.scalar(key).is_some_and(|(other, _)| other == text);
        return pairs.iter().map(|&[key, _]| key).find(|&key| is(key));
    }
    if pairs.len() > seen.len() {
        let keys = pairs.iter().skip(seen.len()).map(|&[key, _]| key);
        seen.extend(keys.filter_map(|key| Some((tree.scalar(key)?.0.to_owned(), key))));
    }
    seen.get(text).copied()
}

fn shorten(key: &str) -> String {
    if key.chars().count() <= 30 { key.to_owned() } else { key.chars().take(29).chain(['…']).collect() }
}

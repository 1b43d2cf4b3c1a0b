//! Which element of the tree begins at a place of the text.

use super::{Node, NodeKind, Tree};
use crate::text::Span;

impl Tree {
    /// The entry or item that begins first at or after `offset`; the outermost where several begin there.
    #[must_use]
    pub fn element_after(&self, offset: usize) -> Option<Span> {
        let mut best: Option<Span> = None;
        self.elements(|span| {
            let better = best.is_none_or(|best| (span.start, best.end) < (best.start, span.end));
            if span.start >= offset && better {
                best = Some(span);
            }
            span.end >= offset
        });
        best
    }

    /// The innermost entry or item that holds `place` and begins a line, so that a comment can stand above it.
    #[must_use]
    pub fn element_around(&self, place: Span) -> Option<Span> {
        let mut best: Option<Span> = None;
        self.elements(|span| {
            let holds = span.contains(place);
            let before = self.text().get(..span.start).unwrap_or_default();
            let lead = before.rsplit('\n').next().unwrap_or_default();
            let begins_line = lead.chars().all(|c| matches!(c, ' ' | '-'));
            if holds && begins_line && best.is_none_or(|best| best.contains(span)) {
                best = Some(span);
            }
            holds
        });
        best
    }

    /// Walks entries and items from the outside in; `enter` says whether to look inside one.
    fn elements(&self, mut enter: impl FnMut(Span) -> bool) {
        let mut waiting: Vec<Node<'_>> = self.root().into_iter().collect();
        // An anchored node is reached more than once, but lies in one place.
        let mut seen = self.no_nodes();
        while let Some(node) = waiting.pop() {
            if node.kind() == NodeKind::Scalar || !seen.insert(node.id()) {
                continue;
            }
            waiting.extend(node.items().into_iter().flatten().filter(|item| enter(item.span())));
            let entries = node.entries().into_iter().flatten();
            waiting.extend(entries.filter(|(key, value)| enter(key.span().to(value.span()))).map(|(_, value)| value));
        }
    }
}

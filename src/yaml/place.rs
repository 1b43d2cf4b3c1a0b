//! Which element of the tree begins at a place of the text.

use super::{Node, NodeKind, Tree};
use crate::text::Span;

impl Tree {
    /// The entry or item that begins first at or after `offset`; the outermost where several begin there.
    #[must_use]
    pub fn element_after(&self, offset: usize) -> Option<Span> {
        let mut best: Option<Span> = None;
        let mut offer = |span: Span| {
            let better = best.is_none_or(|best| (span.start, best.end) < (best.start, span.end));
            if span.start >= offset && better {
                best = Some(span);
            }
        };
        let mut waiting: Vec<Node<'_>> = self.root().into_iter().collect();
        // An anchored node is reached more than once, but lies in one place.
        let mut seen = std::collections::BTreeSet::new();
        while let Some(node) = waiting.pop() {
            if node.kind() == NodeKind::Scalar || node.span().end < offset || !seen.insert(node.id()) {
                continue;
            }
            for item in node.items().into_iter().flatten() {
                offer(item.span());
                waiting.push(item);
            }
            for (key, value) in node.entries().into_iter().flatten() {
                offer(key.span().to(value.span()));
                waiting.push(value);
            }
        }
        best
    }
}

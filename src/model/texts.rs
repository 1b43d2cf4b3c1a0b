//! Every scalar of the document, for rules about what a text must not hold.

use super::Model;
use crate::text::Span;
use crate::yaml::{Node, NodeKind};

/// A scalar with the key that it stands under.
#[derive(Debug, Clone, Copy)]
pub struct Text<'m> {
    /// The model that it belongs to.
    pub model: &'m Model<'m>,
    /// The nearest key above it; empty at the top.
    pub key: &'m str,
    /// What it says.
    pub value: &'m str,
    /// Where it stands.
    pub span: Span,
    /// The node that says it.
    pub node: Node<'m>,
    /// Whether it is itself a key.
    pub is_key: bool,
}

impl Text<'_> {
    /// Where a part of the value stands; none where it is written otherwise, with escapes or over lines.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let said = self.value.get(range.clone()).filter(|said| !said.is_empty())?;
        let before = self.value.get(..range.start)?.matches(said).count();
        let (at, _) = self.span.of(self.model.spec.text()).match_indices(said).nth(before)?;
        Some(Span::new(self.span.start + at, self.span.start + at + said.len()))
    }
}

impl Model<'_> {
    /// Every scalar in the order of the document, keys included.
    #[must_use]
    pub fn texts(&self) -> Vec<Text<'_>> {
        let mut found = Vec::new();
        let mut waiting: Vec<(Node<'_>, &str)> = self.spec.tree.root().map(|root| (root, "")).into_iter().collect();
        // Anchored nodes are reached more than once; each is looked at where it is written.
        let mut seen = std::collections::BTreeSet::new();
        while let Some((node, key)) = waiting.pop() {
            if !seen.insert(node.id()) {
                continue;
            }
            match node.kind() {
                NodeKind::Scalar => {
                    if let Some(value) = node.as_str() {
                        found.push(Text { model: self, key, value, span: node.span(), node, is_key: false });
                    }
                }
                NodeKind::Sequence => waiting.extend(node.items().into_iter().flatten().map(|item| (item, key))),
                NodeKind::Mapping => {
                    for (name, value) in node.entries().into_iter().flatten() {
                        let text = name.as_str().unwrap_or_default();
                        found.push(Text { model: self, key, value: text, span: name.span(), node: name, is_key: true });
                        waiting.push((value, text));
                    }
                }
            }
        }
        found.sort_by_key(|text| text.span);
        found
    }
}

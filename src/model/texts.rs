//! Every scalar of the document, for rules about what a text must not hold.

use super::Model;
use crate::order;
use crate::text::Span;
use crate::yaml::{Node, NodeKind, NodeSet};

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
        if let Some(root) = self.spec.tree.root() {
            // Anchored nodes are reached more than once; each is looked at where it is written.
            self.collect(root, "", &mut self.spec.tree.no_nodes(), &mut found);
        }
        order::by_key(&mut found, |text| text.span);
        found
    }

    /// Depth is what the reader of the tree allows.
    fn collect<'m>(&'m self, node: Node<'m>, key: &'m str, seen: &mut NodeSet, found: &mut Vec<Text<'m>>) {
        match node.kind() {
            NodeKind::Scalar => {
                let text = node.as_str().filter(|_| seen.insert(node.id()));
                found.extend(text.map(|value| Text {
                    model: self,
                    key,
                    value,
                    span: node.span(),
                    node,
                    is_key: false,
                }));
            }
            _ if !seen.insert(node.id()) => {}
            NodeKind::Sequence => {
                node.items().into_iter().flatten().for_each(|item| self.collect(item, key, seen, found));
            }
            NodeKind::Mapping => {
                for (name, value) in node.entries().into_iter().flatten() {
                    let text = name.as_str().unwrap_or_default();
                    if seen.insert(name.id()) {
                        found.push(Text { model: self, key, value: text, span: name.span(), node: name, is_key: true });
                    }
                    self.collect(value, text, seen, found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::spec::Spec;

    #[test]
    fn each_scalar_is_seen_once_where_it_is_written() {
        let spec = Spec::read("a: &x { k: 1, l: [2] }\nb: *x\nc: { <<: *x, m: 3 }\n");
        let model = Model::new(&spec, None);
        let seen: Vec<&str> = model.texts().iter().map(|text| text.value).collect();
        assert_eq!(seen, ["a", "k", "1", "l", "2", "b", "c", "m", "3"]);
    }
}

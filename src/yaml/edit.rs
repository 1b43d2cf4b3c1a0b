//! Edits of a document that keep its comments, order and form.
//!
//! Every edit is as small as it can be; values are given as YAML text that fits on one line: a scalar, `{…}` or `[…]`.
//! Where an edit makes no sense, because the node is of another kind or the key is not there, none is returned.

mod items;
mod layout;

use super::line::{Line, skip};
use super::quote::{quote, scalar as write_scalar};
use super::{Kind, NodeId, NodeKind, Range, SyntaxKind, Tree};
use crate::text::{Edit, Span};

impl Tree {
    /// Gives a key a value: replaces what it has, or adds the entry at the end of the mapping. A mapping that is not
    /// there yet (`key:` with nothing) is begun.
    #[must_use]
    pub fn set(&self, mapping: NodeId, key: &str, value: &str) -> Vec<Edit> {
        let mapping = self.resolve(mapping);
        let entry = format!("{}: {value}", quote(key));
        if let Some((key, old)) = self.own_entry(mapping, key) {
            return self.give(self.span_of(key).end, old, value);
        }
        match self.node(mapping).map(|node| (node.kind(), node.is_flow(), node.is_null())) {
            Some((NodeKind::Mapping, true, _)) => self.add_in_brackets(mapping, &entry),
            Some((NodeKind::Mapping, false, _)) => self.add_line(mapping, &entry),
            Some((_, _, true)) => self.replace_text(mapping, &format!("{{ {entry} }}")),
            _ => Vec::new(),
        }
    }

    /// Gives a scalar another text, in the same kind of quotes where they can hold it.
    #[must_use]
    pub fn replace(&self, scalar: NodeId, text: &str) -> Vec<Edit> {
        let scalar = self.resolve(scalar);
        let Some((_, style)) = self.scalar(scalar) else { return Vec::new() };
        self.replace_text(scalar, &write_scalar(text, style, self.is_in_brackets(scalar)))
    }

    /// Gives a key another name, in the same kind of quotes where they can hold it.
    #[must_use]
    pub fn rename_key(&self, key: NodeId, name: &str) -> Vec<Edit> {
        let key = self.resolve(key);
        let Some((_, style)) = self.scalar(key) else { return Vec::new() };
        self.replace_text(key, &write_scalar(name, style, true))
    }

    /// Takes out an entry: whole lines in block form, with the right comma in brackets. Comments above it stay.
    #[must_use]
    pub fn remove_entry(&self, mapping: NodeId, key: &str) -> Vec<Edit> {
        let mapping = self.resolve(mapping);
        let Some((key, value)) = self.own_entry(mapping, key) else { return Vec::new() };
        let entry = self.span_of(key).to(self.span_of(value));
        self.remove(mapping, entry, "{}")
    }

    /// Takes out several entries, whichever of them are there.
    #[must_use]
    pub fn remove_entries(&self, mapping: NodeId, keys: &[&str]) -> Vec<Edit> {
        let mapping = self.resolve(mapping);
        let Some(Kind::Mapping { children, own, .. }) = self.data(mapping).map(|data| data.kind.clone()) else {
            return Vec::new();
        };
        let (pairs, _) = self.children_of(children).as_chunks::<2>();
        let goes = |name: NodeId| self.scalar(name).is_some_and(|(name, _)| keys.contains(&name));
        // Neighbours go in one piece, so that the comma between them is taken once.
        let mut runs: Vec<Option<Span>> = vec![None];
        for &[name, value] in pairs.iter().take(own as usize) {
            let entry = self.span_of(name).to(self.span_of(value));
            match runs.last_mut() {
                Some(run) if goes(name) => *run = Some(run.map_or(entry, |run| run.to(entry))),
                _ => runs.push(None),
            }
        }
        runs.into_iter().flatten().flat_map(|run| self.remove(mapping, run, "{}")).collect()
    }

    /// Takes out the item at `index`: whole lines in block form, with the right comma in brackets.
    #[must_use]
    pub fn remove_item(&self, sequence: NodeId, index: usize) -> Vec<Edit> {
        let sequence = self.resolve(sequence);
        let items = self.raw_items(sequence);
        let Some(&item) = items.get(index) else { return Vec::new() };
        let item = self.span_of(item);
        let block = self.node(sequence).is_some_and(|node| !node.is_flow());
        let before = index.checked_sub(1).and_then(|before| items.get(before));
        let start = match before {
            Some(&before) if block => skip(&self.text, self.span_of(before).end, "", false),
            None if block => self.span_of(sequence).start,
            _ => item.start,
        };
        self.remove(sequence, Span::new(start, item.end.max(start)), "[]")
    }

    /// Adds an item at the end of a sequence. A sequence that is not there yet (`key:` with nothing) is begun.
    #[must_use]
    pub fn push(&self, sequence: NodeId, value: &str) -> Vec<Edit> {
        let sequence = self.resolve(sequence);
        match self.node(sequence).map(|node| (node.kind(), node.is_flow(), node.is_null())) {
            Some((NodeKind::Sequence, true, _)) => self.add_in_brackets(sequence, value),
            Some((NodeKind::Sequence, false, _)) => self.add_line(sequence, &format!("- {value}")),
            Some((_, _, true)) => self.replace_text(sequence, &format!("[{value}]")),
            _ => Vec::new(),
        }
    }

    /// Adds an item to the list under a key: at its end, beside the single value that stands for a list, or as the first
    /// one of a list that is not there yet.
    #[must_use]
    pub fn add_to_list(&self, mapping: NodeId, key: &str, item: &str) -> Vec<Edit> {
        let mapping = self.resolve(mapping);
        let listed = self.own_entry(mapping, key).and_then(|(_, value)| self.node(self.resolve(value)));
        match listed {
            Some(list) if list.kind() == NodeKind::Sequence || list.is_null() => self.push(list.id(), item),
            Some(one) => self.set(mapping, key, &format!("[{}, {item}]", one.in_one_line())),
            None => self.set(mapping, key, &format!("[{item}]")),
        }
    }

    /// Adds an item to a section of the document, which is begun where it is not there.
    #[must_use]
    pub fn add_to_section(&self, section: &str, item: &str) -> Vec<Edit> {
        match self.root().and_then(|root| Some((root, root.get(section)?))) {
            Some((root, _)) => self.add_to_list(root.id(), section, item),
            None => self.append_top(&format!("{section}:\n  - {item}")),
        }
    }

    /// Gives a section of named things one more, and begins it where it is not there.
    #[must_use]
    pub fn add_named(&self, section: &str, name: &str, value: &str) -> Vec<Edit> {
        match self.root().and_then(|root| root.get(section)) {
            Some(things) => self.set(things.id(), name, value),
            None => self.append_top(&format!("{section}:\n  {}: {value}", quote(name))),
        }
    }

    /// Adds a section in block form at the end of the document. None where the document is a list or in braces, or has
    /// such a section, of whatever form, or where what is added could be lost behind a line that cannot be read.
    #[must_use]
    pub fn append_top(&self, section: &str) -> Vec<Edit> {
        let root = self.root().filter(|root| !root.is_null());
        let mut at = self.text.len();
        let mut indent = "";
        if let Some(root) = root {
            let key = section.split(':').next().unwrap_or_default();
            if root.kind() != NodeKind::Mapping || root.is_flow() || root.get(key).is_some() {
                return Vec::new();
            }
            let first = Line::at(&self.text, root.span().start);
            indent = Span::new(first.start, first.body).of(&self.text);
            if let Some(last) = self.last_indent(root.id()) {
                indent = indent.get(..last).unwrap_or(indent);
            }
            // A second document or an end mark stays behind.
            let end = Line::at(&self.text, root.span().end).next;
            at = if skip(&self.text, end, "", false) < self.text.len() { end } else { at };
        }
        let hides = |kind: SyntaxKind| matches!(kind, SyntaxKind::Syntax | SyntaxKind::Limit);
        if self.errors().iter().any(|error| hides(error.kind) && error.span.start < at) {
            return Vec::new();
        }
        let line_break = self.line_break();
        let before = self.text.get(..at).unwrap_or_default();
        let mut added = String::new();
        if !before.is_empty() && !before.ends_with('\n') && !before.ends_with('\u{feff}') {
            added.push_str(line_break);
        }
        for line in section.lines() {
            added.push_str(if line.is_empty() { "" } else { indent });
            added.push_str(line);
            added.push_str(line_break);
        }
        vec![Edit::insert(at, added)]
    }

    /// The entry that is written in the mapping itself.
    fn own_entry(&self, mapping: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let Kind::Mapping { children, own, .. } = self.data(mapping)?.kind else { return None };
        let (pairs, _) = self.children_of(children).as_chunks::<2>();
        let is = |&&[name, _]: &&[NodeId; 2]| self.scalar(name).is_some_and(|(name, _)| name == key);
        pairs.iter().take(own as usize).find(is).map(|&[name, value]| (name, value))
    }

    /// The items with aliases as they are written.
    fn raw_items(&self, sequence: NodeId) -> &[NodeId] {
        match self.data(sequence).map(|data| &data.kind) {
            Some(&Kind::Sequence { children, .. }) => self.children_of(children),
            _ => &[],
        }
    }

    /// Where a node is written; for an alias the alias.
    fn span_of(&self, node: NodeId) -> Span {
        self.data(node).map(|data| data.at.span()).unwrap_or_default()
    }

    /// Whether some bracket is open around a node.
    fn is_in_brackets(&self, node: NodeId) -> bool {
        let at: Range = self.data(node).map(|data| data.at).unwrap_or_default();
        let above = self.nodes.get(..node.0 as usize).unwrap_or_default();
        above.iter().any(|data| match data.kind {
            Kind::Sequence { flow, .. } | Kind::Mapping { flow, .. } => flow && data.at.span().contains(at.span()),
            _ => false,
        })
    }
}

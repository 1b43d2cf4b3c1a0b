//! Edits of an element, whichever of its forms it is written in.

use super::{At, Kinds, Read, Spec};
use crate::order;
use crate::text::{Edit, Span};
use crate::yaml::{Node, NodeId, NodeKind};

/// The other forms of an element's type, so that one body serves elements of all types.
#[derive(Clone, Copy)]
struct Forms {
    long: fn(&str) -> Option<String>,
    list: fn() -> Option<&'static str>,
}

impl Forms {
    fn of<T: Read>() -> Self {
        Self { long: T::long_form, list: T::list_form }
    }
}

impl Spec {
    /// The edits that set a key of an element, which turn its short form into the long one where needed.
    #[must_use]
    pub fn set<T: Read>(&self, element: &At<T>, key: &str, value: &str) -> Vec<Edit> {
        self.set_all(element, &[(key, value)])
    }

    /// The edits that set several keys of an element.
    #[must_use]
    pub fn set_all<T: Read>(&self, element: &At<T>, entries: &[(&str, &str)]) -> Vec<Edit> {
        self.write(element.node, Forms::of::<T>(), entries)
    }

    fn write(&self, element: NodeId, forms: Forms, entries: &[(&str, &str)]) -> Vec<Edit> {
        let Some(node) = self.tree.node(element) else { return Vec::new() };
        let added: String = entries.iter().map(|(key, value)| format!(", {key}: {value}")).collect();
        match (node.as_str(), node.kind()) {
            (Some(short), _) => {
                let Some(long) = (forms.long)(short) else { return Vec::new() };
                vec![Edit::replace(node.span(), format!("{{ {long}{added} }}"))]
            }
            (None, NodeKind::Sequence) => (forms.list)().map_or_else(Vec::new, |key| self.unfold(node, key, entries)),
            _ => entries.iter().flat_map(|(key, value)| self.tree.set(element, key, value)).collect(),
        }
    }

    /// The edits that add an item to a list of an element, which turn its short form into the long one where needed.
    #[must_use]
    pub fn add<T: Read>(&self, element: &At<T>, key: &str, item: &str) -> Vec<Edit> {
        self.write_item(element.node, Forms::of::<T>(), key, item)
    }

    fn write_item(&self, element: NodeId, forms: Forms, key: &str, item: &str) -> Vec<Edit> {
        match self.tree.node(element).map(|node| (node.as_str(), node.kind())) {
            Some((None, NodeKind::Mapping)) => self.tree.add_to_list(element, key, item),
            _ => self.write(element, forms, &[(key, &format!("[{item}]"))]),
        }
    }

    /// The edits that set a key of a section, and begin the section at the end of the document where there is none.
    #[must_use]
    pub fn set_section<T: Read>(&self, section: Option<&At<T>>, name: &str, key: &str, value: &str) -> Vec<Edit> {
        match section {
            Some(section) => self.set(section, key, value),
            None => self.begin_section(name, key, value),
        }
    }

    fn begin_section(&self, name: &str, key: &str, value: &str) -> Vec<Edit> {
        match self.tree.root().and_then(|root| root.get(name)) {
            // The key stands there with nothing behind it, or with what cannot be read.
            Some(begun) => self.tree.set(begun.id(), key, value),
            None => self.tree.append_top(&format!("{name}:\n  {key}: {value}")),
        }
    }

    /// The edits that take an item out of a list of an element, and the list with its last one.
    #[must_use]
    pub fn drop_item<T>(&self, element: &At<T>, list: &str, item: NodeId) -> Vec<Edit> {
        let Some(items) = self.tree.node(element.node).and_then(|node| node.get(list)) else { return Vec::new() };
        let Some(index) = items.items().and_then(|mut all| all.position(|it| it.id() == item)) else {
            return Vec::new();
        };
        match items.items().map(Iterator::count) {
            Some(1) => self.tree.remove_entry(element.node, list),
            _ => self.tree.remove_item(items.id(), index),
        }
    }

    /// The edits that give a thing another name, wherever it is declared or used. A use that may mean something else of
    /// that name stays.
    #[must_use]
    pub fn rename(&self, kinds: Kinds, name: &str, better: &str) -> Vec<Edit> {
        let others = self.declared.iter().filter(|it| it.kinds & kinds == 0 && it.name == name);
        let others = others.fold(0, |all, it| all | it.kinds);
        let declared = self.declared.iter().filter(|it| it.kinds & kinds != 0);
        let used = self.used.iter().filter(|it| it.kinds & kinds != 0 && it.kinds & others == 0);
        let mut spans: Vec<Span> = declared.chain(used).filter(|it| it.name == name).map(|it| it.span).collect();
        order::by(&mut spans, Ord::cmp);
        spans.dedup();
        let inner = |span: Span| {
            let start = span.start + span.of(self.text()).find(name)?;
            Some(Edit::replace(Span::new(start, start + name.len()), better))
        };
        spans.into_iter().filter_map(inner).collect()
    }
    /// Gives the list that stands for an element its key, and the element more entries.
    fn unfold(&self, list: Node<'_>, key: &str, entries: &[(&str, &str)]) -> Vec<Edit> {
        let span = list.span();
        if list.is_flow() {
            let added: String = entries.iter().map(|(key, value)| format!(", {key}: {value}")).collect();
            return vec![
                Edit::insert(span.start, format!("{{ {key}: ")),
                Edit::insert(span.end, format!("{added} }}")),
            ];
        }
        // The dashes may stand right below the new key, as long as they stand deeper than the element's own.
        let text = self.text();
        let line = text.get(..span.start).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
        let indent = Span::new(line, span.start).of(text);
        if indent.is_empty() || !indent.trim().is_empty() {
            return Vec::new();
        }
        let line_break = self.tree.line_break();
        let added: String = entries.iter().map(|(key, value)| format!("{line_break}{indent}{key}: {value}")).collect();
        vec![Edit::insert(span.start, format!("{key}:{line_break}{indent}")), Edit::insert(span.end, added)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    fn watched(text: &str) -> String {
        let spec = Spec::read(text);
        let edits = spec.set_section(spec.system.observability.as_ref(), "observability", "request_id", "X-Request-Id");
        let after = apply(text, &edits);
        assert_eq!(Spec::read(&after).problems.len(), spec.problems.len(), "{after}");
        after
    }

    #[test]
    fn a_section_is_given_a_key_in_whatever_form_it_has() {
        let id = "request_id: X-Request-Id";
        assert_eq!(watched("name: a\n"), format!("name: a\nobservability:\n  {id}\n"));
        assert_eq!(watched("observability:\n"), format!("observability: {{ {id} }}\n"));
        assert_eq!(watched("observability: { logs: json }\n"), format!("observability: {{ logs: json, {id} }}\n"));
        assert_eq!(
            watched("observability: [logs, metrics] # all\n"),
            format!("observability: {{ signals: [logs, metrics], {id} }} # all\n")
        );
        assert_eq!(
            watched("observability:\n  - logs\n  - metrics\nname: a\n"),
            format!("observability:\n  signals:\n  - logs\n  - metrics\n  {id}\nname: a\n")
        );
        assert_eq!(watched("observability:\n- logs\n"), "observability:\n- logs\n", "no room for a key");
    }
}

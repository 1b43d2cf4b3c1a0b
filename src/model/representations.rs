//! What bodies look like: the things in a list, the fields of a schema and how they are marked.

use super::{Case, Endpoint, Model};
use crate::spec::At;
use crate::spec::endpoint::Method;
use crate::spec::schema::SchemaUse;
use crate::text::Edit;
use crate::value::Field;

/// The body of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListBody<'m> {
    /// Where the endpoint says it.
    pub at: &'m At<SchemaUse>,
    /// The name of the schema of one of its things.
    pub item: &'m str,
    /// Whether it is the list itself, without an object around it.
    pub bare: bool,
}

impl<'m> Endpoint<'m> {
    /// What it returns where it lists a modelled collection; none where that is not stated.
    #[must_use]
    pub fn list_body(self) -> Option<ListBody<'m>> {
        if self.method() != Method::Get || !self.is_collection() {
            return None;
        }
        let at = self.bodies().next()?;
        let SchemaUse::Named { name, list } = &at.value else { return None };
        if *list {
            return Some(ListBody { at, item: name, bare: true });
        }
        let mut lists = self.model.fields(&at.value).iter().filter(|(_, field)| field.list);
        let (_, only) = lists.next().filter(|_| lists.next().is_none())?;
        Some(ListBody { at, item: &only.value.ty, bare: false })
    }

    /// Whether a word stands in a segment of its path: `sign-in` and `signIn` hold `sign`.
    #[must_use]
    pub fn path_holds(self, words: &[&str]) -> bool {
        self.segments().any(|(segment, _)| super::words(segment).iter().any(|word| words.contains(&word.as_str())))
    }
}

impl Model<'_> {
    /// The edits that add a flag such as `read-only` to a schema's field.
    #[must_use]
    pub fn mark_field(&self, field: &At<Field>, flag: &str) -> Vec<Edit> {
        let tree = &self.spec.tree;
        match tree.node(field.node).map(|node| node.as_str()) {
            Some(Some(text)) => tree.replace(field.node, &format!("{text} {flag}")),
            // JSON Schema says it by a keyword.
            Some(None) => tree.set(field.node, &Case::Camel.spell(flag), "true"),
            None => Vec::new(),
        }
    }
}

//! Which way a body goes: what only the server sets is not in requests, and what is only taken is not in answers.

use std::collections::BTreeSet;

use super::Schemas;
use crate::model::{Column, Model};
use crate::spec::At;
use crate::spec::schema::{Schema, SchemaUse};
use crate::value::Field;
use crate::yaml::Node;

/// Which way a body goes, where that makes a difference to its fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::document) enum Way {
    /// Either, or it makes no difference.
    #[default]
    Either,
    /// From the caller.
    Request,
    /// To the caller.
    Answer,
    /// From us to others: for OpenAPI a request, though the server makes it.
    Told,
}

impl Way {
    /// Whether a body that goes this way has what carries such flags.
    pub(super) const fn takes(self, read_only: bool, write_only: bool) -> bool {
        !(matches!(self, Self::Request) && read_only || matches!(self, Self::Answer | Self::Told) && write_only)
    }

    /// Whether a body that goes this way must have the field.
    pub(super) const fn requires(self, field: &Field) -> bool {
        !field.may_be_absent() && self.takes(field.read_only, field.write_only)
    }

    /// Whether a body that goes this way must have the column's value.
    pub(super) fn requires_column(self, column: Column<'_>) -> bool {
        let said = &column.at.value.0;
        let is_set = said.default.is_some() && !said.primary_key || is_made(column);
        let comes = match self {
            Self::Answer | Self::Told => true,
            Self::Request => !is_set,
            Self::Either => said.default.is_none() || said.primary_key,
        };
        said.not_null && comes && !said.secret && !said.hashed
    }
}

/// Whether the database makes the value: a key, a generated column, the time of a change.
pub(super) fn is_made(column: Column<'_>) -> bool {
    const CLOCKS: [&str; 4] = ["now(", "current_timestamp", "clock_timestamp(", "transaction_timestamp("];
    let said = &column.at.value.0;
    let default = said.default.as_deref().unwrap_or_default().to_ascii_lowercase();
    said.generated || said.primary_key && said.default.is_some() || CLOCKS.iter().any(|it| default.starts_with(it))
}

impl<'m> Schemas<'m> {
    /// Writes a schema once for each way it goes wherever not all of it goes every way.
    pub(in crate::document) fn split(
        &mut self,
        requests: impl Iterator<Item = &'m At<SchemaUse>>,
        answers: impl Iterator<Item = &'m At<SchemaUse>>,
        told: impl Iterator<Item = &'m At<SchemaUse>>,
    ) {
        let model = self.model;
        let all = [reached(model, requests), reached(model, answers), reached(model, told)];
        let ways = |name: &String| all.iter().filter(|it| it.contains(name)).count();
        let shared = all.iter().flatten().filter(|name| ways(name) > 1 && differs(model, name));
        self.both = shared.cloned().collect();
    }

    /// What tells the component of a schema that goes several ways from that of answers.
    pub(super) fn suffix(&self, name: &str) -> &'static str {
        match self.way {
            Way::Request if self.both.contains(name) => "Input",
            Way::Told if self.both.contains(name) => "Sent",
            _ => "",
        }
    }
}

/// The names of schemas and tables that bodies are made of.
fn reached<'m>(model: &'m Model<'m>, roots: impl Iterator<Item = &'m At<SchemaUse>>) -> BTreeSet<String> {
    let mut open: Vec<String> = Vec::new();
    for root in roots {
        match &root.value {
            SchemaUse::Named { name, .. } => open.push(Field::parse(name).0.ty),
            SchemaUse::Inline(schema) => parts(model, schema, model.spec.tree.node(root.node), &mut open),
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        let Some(schema) = model.schema(&name) else {
            if model.table(&name).is_some() {
                seen.insert(name);
            }
            continue;
        };
        if seen.insert(name) {
            parts(model, &schema.at.value, model.spec.tree.node(schema.at.node), &mut open);
        }
    }
    seen
}

/// The names that a schema is made of.
fn parts(model: &Model<'_>, schema: &Schema, node: Option<Node<'_>>, found: &mut Vec<String>) {
    if schema.json_schema {
        node.into_iter().for_each(|node| references(node, found));
        return;
    }
    for (_, field) in &schema.fields {
        let inner = || field.value.arguments.first().map(|of| Field::parse(of).0.ty);
        let name = if field.value.ty == "map" { inner() } else { Some(field.value.ty.clone()) };
        found.extend(name.filter(|name| model.schema(name).is_some() || model.table(name).is_some()));
    }
}

fn references(node: Node<'_>, found: &mut Vec<String>) {
    for (key, value) in node.entries().into_iter().flatten() {
        match (key.as_str(), value.as_str()) {
            (Some("$ref" | "type"), Some(text)) => found.extend(text.rsplit('/').next().map(str::to_owned)),
            _ => references(value, found),
        }
    }
    node.items().into_iter().flatten().for_each(|item| references(item, found));
}

/// Whether not all of it goes both ways, by itself or by what it is made of.
fn differs(model: &Model<'_>, name: &str) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![name.to_owned()]);
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(schema) = model.schema(&name) {
            let node = model.spec.tree.node(schema.at.node);
            let flagged = |field: &Field| field.read_only || field.write_only;
            if schema.at.value.fields.iter().any(|(_, field)| flagged(&field.value)) || node.is_some_and(has_flag) {
                return true;
            }
            parts(model, &schema.at.value, node, &mut open);
        } else if let Some(table) = model.table(&name)
            && table.columns().any(|it| is_made(it) || it.at.value.0.secret || it.at.value.0.hashed)
        {
            return true;
        }
    }
    false
}

/// Whether a schema in JSON Schema has a part that goes one way only.
fn has_flag(node: Node<'_>) -> bool {
    let entries = |(key, value): (Node<'_>, Node<'_>)| {
        matches!(key.as_str(), Some("readOnly" | "writeOnly")) && value.as_bool() == Some(true) || has_flag(value)
    };
    node.entries().into_iter().flatten().any(entries) || node.items().into_iter().flatten().any(has_flag)
}

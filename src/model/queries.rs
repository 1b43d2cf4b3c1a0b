//! What a new version of a GraphQL schema breaks for those who still send the old queries.

use std::collections::{BTreeMap, BTreeSet};

use crate::order;
use crate::text::Span;
use crate::value::graphql::{Field, Schema, Type, TypeKind, TypeRef};

/// Something in a new schema that refuses an old query, or answers it otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where it lies in the new schema.
    pub span: Span,
    /// The field, argument or value, with what it belongs to: `Order.total`.
    pub name: String,
    /// What it is.
    pub how: How,
    /// What is to be written over which part of the new schema, so that old queries are taken again.
    pub remedy: Option<(Span, String)>,
}

/// The ways in which an old query breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// A field, or a value or member, is gone.
    Gone,
    /// An answer may be null where it never was.
    MayBeNull,
    /// An argument or an input's field must be given.
    Needed,
    /// It is of another type; as it was.
    Retyped(String),
}

/// What breaks old queries. A type that is gone breaks them where a field has it no more.
#[must_use]
pub fn broken(old: &Schema, new: &Schema) -> Vec<Broken> {
    let mut found = Vec::new();
    if !old.problems.is_empty() || !new.problems.is_empty() || new.types.is_empty() {
        return found;
    }
    let (before, after) = (merged(old), merged(new));
    for (name, was) in before {
        let Some(now) = after.get(name) else { continue };
        match was.kind {
            TypeKind::Object | TypeKind::Interface => outputs(&was, now, &mut found),
            TypeKind::Input => inputs(name, &was.fields, &now.fields, (now.place, now.last), &mut found),
            TypeKind::Enum | TypeKind::Union => {
                let gone = was.members.difference(&now.members);
                found.extend(gone.map(|it| {
                    let mark = if was.kind == TypeKind::Union { " |" } else { "" };
                    let remedy = now.last.map(|last| (Span::at(last), format!("{mark} {it}")));
                    Broken { span: now.place, name: format!("{name}.{it}"), how: How::Gone, remedy }
                }));
            }
            TypeKind::Scalar => {}
        }
    }
    found
}

/// A type with its extensions.
struct Whole<'s> {
    name: &'s str,
    kind: TypeKind,
    place: Span,
    /// Where its last field or member ends.
    last: Option<usize>,
    fields: Vec<&'s Field>,
    members: BTreeSet<&'s str>,
}

fn merged(schema: &Schema) -> BTreeMap<&str, Whole<'_>> {
    let mut types: BTreeMap<&str, Whole<'_>> = BTreeMap::new();
    let mut parts: Vec<&Type> = schema.types.iter().collect();
    // What extends a type stands behind it, wherever it is written.
    order::by_key(&mut parts, |it| it.extends);
    for part in parts {
        let whole = types.entry(part.name.text.as_str()).or_insert_with(|| Whole {
            name: &part.name.text,
            kind: part.kind,
            place: part.name.span,
            last: part.fields.last().map(|it| it.span.end).or_else(|| part.members.last().map(|it| it.span.end)),
            fields: Vec::new(),
            members: BTreeSet::new(),
        });
        whole.fields.extend(&part.fields);
        whole.members.extend(part.members.iter().map(|it| it.text.as_str()));
    }
    types
}

fn outputs(was: &Whole<'_>, now: &Whole<'_>, found: &mut Vec<Broken>) {
    for old in &was.fields {
        let name = format!("{}.{}", was.name, old.name.text);
        let Some(new) = now.fields.iter().find(|it| it.name.text == old.name.text) else {
            if !is_deprecated(old) {
                let remedy = now.last.map(|last| (Span::at(last), format!(", {}", old.written())));
                found.push(Broken { span: now.place, name, how: How::Gone, remedy });
            }
            continue;
        };
        let how = match () {
            () if !same(&old.of, &new.of) => Some(How::Retyped(written(&old.of))),
            () if old.of.required && !new.of.required || old.of.items_required && !new.of.items_required => {
                Some(How::MayBeNull)
            }
            () => None,
        };
        let remedy = Some((new.of.span, old.of.written()));
        found.extend(how.map(|how| Broken { span: new.name.span, name: name.clone(), how, remedy }));
        let (then, now): (Vec<&Field>, Vec<&Field>) = (old.arguments.iter().collect(), new.arguments.iter().collect());
        let last = now.last().map(|it| it.span.end);
        inputs(&name, &then, &now, (new.name.span, last), found);
    }
}

/// Arguments of a field, or fields of an input: what old queries give must still be taken, and be enough.
fn inputs(owner: &str, was: &[&Field], now: &[&Field], (place, last): Place, found: &mut Vec<Broken>) {
    for old in was {
        let name = format!("{owner}.{}", old.name.text);
        match now.iter().find(|it| it.name.text == old.name.text) {
            None if !is_deprecated(old) => {
                // An argument of a field without any would need brackets of its own.
                let remedy = last.map(|last| (Span::at(last), format!(", {}", old.written())));
                found.push(Broken { span: place, name, how: How::Gone, remedy });
            }
            Some(new) if !same(&old.of, &new.of) => {
                let remedy = Some((new.of.span, old.of.written()));
                found.push(Broken { span: new.name.span, name, how: How::Retyped(written(&old.of)), remedy });
            }
            Some(new) if must_be_given(new) && !must_be_given(old) => {
                found.push(Broken { span: new.name.span, name, how: How::Needed, remedy: Some(optional(new)) });
            }
            _ => {}
        }
    }
    for new in now.iter().filter(|it| must_be_given(it) && !was.iter().any(|old| old.name.text == it.name.text)) {
        let (name, remedy) = (format!("{owner}.{}", new.name.text), Some(optional(new)));
        found.push(Broken { span: new.name.span, name, how: How::Needed, remedy });
    }
}

/// Where a list of fields or arguments is said to be, and where its last one ends.
type Place = (Span, Option<usize>);

/// A field's type as one that may be left out.
fn optional(field: &Field) -> (Span, String) {
    let written = field.of.written();
    (field.of.span, written.strip_suffix('!').unwrap_or(&written).to_owned())
}

fn must_be_given(field: &Field) -> bool {
    field.of.required && field.default.is_none()
}

fn is_deprecated(field: &Field) -> bool {
    field.directives.iter().any(|it| it.name.text.trim_start_matches('@') == "deprecated")
}

fn same(old: &TypeRef, new: &TypeRef) -> bool {
    old.name.text == new.name.text && old.lists == new.lists
}

/// A type as a schema writes it, without what may be null.
fn written(of: &TypeRef) -> String {
    format!("{}{}{}", "[".repeat(of.lists), of.name.text, "]".repeat(of.lists))
}

//! What a new version of a GraphQL schema breaks for those who still send the old queries.

use std::collections::{BTreeMap, BTreeSet};

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
            TypeKind::Input => inputs(name, &was.fields, &now.fields, now.place, &mut found),
            TypeKind::Enum | TypeKind::Union => {
                let gone = was.members.difference(&now.members);
                found.extend(gone.map(|it| Broken { span: now.place, name: format!("{name}.{it}"), how: How::Gone }));
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
    fields: Vec<&'s Field>,
    members: BTreeSet<&'s str>,
}

fn merged(schema: &Schema) -> BTreeMap<&str, Whole<'_>> {
    let mut types: BTreeMap<&str, Whole<'_>> = BTreeMap::new();
    let mut parts: Vec<&Type> = schema.types.iter().collect();
    // What extends a type stands behind it, wherever it is written.
    parts.sort_by_key(|it| it.extends);
    for part in parts {
        let whole = types.entry(part.name.text.as_str()).or_insert_with(|| Whole {
            name: &part.name.text,
            kind: part.kind,
            place: part.name.span,
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
                found.push(Broken { span: now.place, name, how: How::Gone });
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
        found.extend(how.map(|how| Broken { span: new.name.span, name: name.clone(), how }));
        inputs(
            &name,
            &old.arguments.iter().collect::<Vec<_>>(),
            &new.arguments.iter().collect::<Vec<_>>(),
            new.name.span,
            found,
        );
    }
}

/// Arguments of a field, or fields of an input: what old queries give must still be taken, and be enough.
fn inputs(owner: &str, was: &[&Field], now: &[&Field], place: Span, found: &mut Vec<Broken>) {
    for old in was {
        let name = format!("{owner}.{}", old.name.text);
        match now.iter().find(|it| it.name.text == old.name.text) {
            None if !is_deprecated(old) => found.push(Broken { span: place, name, how: How::Gone }),
            Some(new) if !same(&old.of, &new.of) => {
                found.push(Broken { span: new.name.span, name, how: How::Retyped(written(&old.of)) });
            }
            Some(new) if must_be_given(new) && !must_be_given(old) => {
                found.push(Broken { span: new.name.span, name, how: How::Needed });
            }
            _ => {}
        }
    }
    for new in now.iter().filter(|it| must_be_given(it) && !was.iter().any(|old| old.name.text == it.name.text)) {
        found.push(Broken { span: new.name.span, name: format!("{owner}.{}", new.name.text), how: How::Needed });
    }
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

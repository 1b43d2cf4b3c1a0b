//! What a new version of an API breaks for those who call it: requests that were good are refused, answers are not what
//! was promised.
//!
//! A new answer has to be what the old contract promises, and an old request has to be what the new contract takes. The
//! two directions are opposites, and each pair of schemas is compared once in each.

use std::collections::BTreeSet;

use super::versions::{Fate, Versions};
use super::{Endpoint, Model, Schema, Versioned};
use crate::spec::At;
use crate::spec::endpoint::{Parameter, ParameterPlace};
use crate::spec::schema::SchemaUse;
use crate::text::Span;
use crate::value::Field;
use crate::value::field::contains;
use crate::yaml::NodeId;

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the caller, who still sends the old one.
    Request,
    /// To the caller, who still reads the old one.
    Response,
}

/// Something that a caller of the earlier version does not get over.
#[derive(Debug, Clone)]
pub struct Change<'m> {
    /// Where it lies in the new text.
    pub span: Span,
    /// The field or parameter.
    pub name: &'m str,
    /// What it is.
    pub kind: ChangeKind,
    /// Where an operation that has it stands now.
    pub owner: Span,
    /// The field in both versions.
    pub field: Versioned<'m>,
}

/// The ways in which a field breaks a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// An answer has it no more.
    Gone,
    /// An answer may leave out what it always had.
    MayBeAbsent,
    /// A request needs what nobody sends.
    Needed,
    /// A request needs what could be left out.
    NoLongerOptional,
    /// It is of another type, of which the old values or readers are not; as it was.
    Retyped(String),
    /// A request may not say this value any more.
    LostValue(String),
    /// An answer may say this value, which was none.
    NewValue(String),
}

impl<'m> Versions<'m> {
    /// What breaks callers of the operations that both versions have, in one direction.
    #[must_use]
    pub fn changes(self, direction: Direction) -> Vec<Change<'m>> {
        let mut walk =
            Walk { versions: self, direction, owner: Span::default(), seen: BTreeSet::new(), found: Vec::new() };
        for (old, fate) in self.operations() {
            let Fate::Stays(new) = fate else { continue };
            walk.owner = new.heading();
            walk.operation(old, new);
        }
        walk.found
    }
}

struct Walk<'m> {
    versions: Versions<'m>,
    direction: Direction,
    owner: Span,
    /// Pairs of named schemas that are compared already: the old one's name, the new one's.
    seen: BTreeSet<(&'m str, &'m str)>,
    found: Vec<Change<'m>>,
}

/// Fields with what is said of them as a whole.
struct Fields<'m> {
    /// Where a field would stand that is not there.
    place: Span,
    all: &'m [(At<String>, At<Field>)],
    json_schema: bool,
    /// The mapping that they stand in, where they are written as fields.
    node: Option<NodeId>,
}

impl<'m> Walk<'m> {
    fn operation(&mut self, old: Endpoint<'m>, new: Endpoint<'m>) {
        if self.direction == Direction::Request {
            self.parameters(old, new);
            if let (Some(old), Some(new)) = (&old.at.value.request, &new.at.value.request) {
                self.body(old, new);
            }
            return;
        }
        if let (Some(old), Some(new)) = (old.bodies().next(), new.bodies().next()) {
            self.body(old, new);
        }
        for status in old.statuses().filter(|it| it.is_of(2)) {
            let now = status.number().and_then(|code| new.status(code)).and_then(|it| it.body);
            if let (Some(old), Some(new)) = (status.body, now) {
                self.body(old, new);
            }
        }
    }

    fn parameters(&mut self, old: Endpoint<'m>, new: Endpoint<'m>) {
        let in_path = |it: &Parameter| it.r#in.as_ref().is_some_and(|place| place.value == ParameterPlace::Path);
        let says = |it: &Parameter, word: bool| it.required.as_ref().is_some_and(|said| said.value == word);
        for (name, now) in new.parameters() {
            if in_path(now) || new.path_parameters().any(|(other, _)| other == name.value) {
                continue;
            }
            let Some((_, was)) = old.parameters().find(|(other, _)| other.value == name.value) else {
                if says(now, true) {
                    self.add(name.span, &name.value, ChangeKind::Needed, Versioned::default());
                }
                continue;
            };
            let left_out = says(was, false) || was.r#type.as_ref().is_some_and(|it| it.optional);
            if left_out && says(now, true) {
                self.add(name.span, &name.value, ChangeKind::NoLongerOptional, Versioned::default());
            }
            if let (Some(was), Some(now)) = (&was.r#type, &now.r#type) {
                self.types(&name.value, was, now);
            }
        }
    }

    fn body(&mut self, old: &'m At<SchemaUse>, new: &'m At<SchemaUse>) {
        let (before, after) = (self.versions.before, self.versions.after);
        match (&old.value, &new.value) {
            (SchemaUse::Named { name: was, list: lists }, SchemaUse::Named { name: now, list }) => {
                if lists == list {
                    self.schemas(was, now);
                } else {
                    let sign = if *lists { "[]" } else { "" };
                    self.add(new.span, "body", ChangeKind::Retyped(format!("{was}{sign}")), Versioned::default());
                }
            }
            _ => {
                if let (Some(was), Some(now)) = (fields(before, old), fields(after, new)) {
                    self.fields(&was, &now);
                }
            }
        }
    }

    fn schemas(&mut self, was: &'m str, now: &'m str) {
        let (Some(old), Some(new)) = (self.versions.before.schema(was), self.versions.after.schema(now)) else {
            return;
        };
        if self.seen.insert((was, now)) {
            self.fields(&Fields::of(old), &Fields::of(new));
        }
    }

    fn fields(&mut self, old: &Fields<'m>, new: &Fields<'m>) {
        // What is written as a reference or a choice of others has no fields that can be seen.
        if old.all.is_empty() || new.all.is_empty() {
            return;
        }
        let incoming = self.direction == Direction::Request;
        let travels = |field: &Field| if incoming { !field.read_only } else { !field.write_only };
        for (name, was) in old.all.iter().filter(|(_, field)| travels(field)) {
            let now = new.all.iter().find(|(other, _)| other.value == name.value);
            match now.filter(|(_, field)| travels(field)) {
                Some((_, now)) => {
                    self.presence(&name.value, was, now);
                    if old.json_schema == new.json_schema {
                        self.types(&name.value, was, now);
                    }
                }
                None if !incoming && !was.optional && !was.deprecated => {
                    let place = now.map_or(new.place, |(_, now)| now.span);
                    let field = Versioned { was: Some(was), now: None, within: new.node.filter(|_| now.is_none()) };
                    self.add(place, &name.value, ChangeKind::Gone, field);
                }
                None => {}
            }
        }
        let known = |name: &str| old.all.iter().any(|(other, field)| other.value == name && travels(field));
        for (name, now) in new.all.iter().filter(|(name, now)| incoming && travels(now) && !known(&name.value)) {
            if !now.optional {
                let field = Versioned { now: Some(now), ..Versioned::default() };
                self.add(name.span, &name.value, ChangeKind::Needed, field);
            }
        }
    }

    fn presence(&mut self, name: &'m str, was: &'m At<Field>, now: &'m At<Field>) {
        let both = Versioned { was: Some(was), now: Some(now), within: None };
        match (self.direction, was.optional, now.optional) {
            (Direction::Response, false, true) => self.add(now.span, name, ChangeKind::MayBeAbsent, both),
            (Direction::Request, true, false) => self.add(now.span, name, ChangeKind::NoLongerOptional, both),
            _ => {}
        }
    }

    fn types(&mut self, name: &'m str, was: &'m At<Field>, now: &'m At<Field>) {
        let (wide, narrow): (&Field, &Field) = match self.direction {
            Direction::Request => (now, was),
            Direction::Response => (was, now),
        };
        let inner = |field: &'m At<Field>| match field.arguments.first() {
            Some(value) if field.ty == "map" => value.as_str(),
            _ => field.ty.as_str(),
        };
        let both = Versioned { was: Some(was), now: Some(now), within: None };
        let open = [wide, narrow].into_iter().any(|it| matches!(it.ty.as_str(), "any" | "array"));
        let fits = (was.list == now.list || open) && self.holds(wide, narrow);
        let bounded = self.direction == Direction::Response || covers(now.range, was.range);
        if !fits || !bounded {
            self.add(now.span, name, ChangeKind::Retyped(written(was)), both);
        } else if was.ty == "enum" && now.ty == "enum" {
            self.values(name, was, now);
        } else if (was.ty == "map") == (now.ty == "map") {
            self.schemas(inner(was), inner(now));
        }
    }

    fn values(&mut self, name: &'m str, was: &'m At<Field>, now: &'m At<Field>) {
        let (all, known) = match self.direction {
            Direction::Request => (&was.arguments, &now.arguments),
            Direction::Response => (&now.arguments, &was.arguments),
        };
        let both = Versioned { was: Some(was), now: Some(now), within: None };
        for value in all.iter().filter(|value| !known.contains(value)) {
            let kind = match self.direction {
                Direction::Request => ChangeKind::LostValue(value.clone()),
                Direction::Response => ChangeKind::NewValue(value.clone()),
            };
            self.add(now.span, name, kind, both);
        }
    }

    /// Whether every value of one type is one of the other, as far as can be told.
    fn holds(&self, wide: &Field, narrow: &Field) -> bool {
        let own = |field: &Field| !field.is_built_in();
        let is_schema = |field: &Field| {
            self.versions.before.schema(&field.ty).is_some() || self.versions.after.schema(&field.ty).is_some()
        };
        match (own(wide), own(narrow)) {
            (true, true) => true,
            (true, false) => !is_schema(wide) || matches!(narrow.ty.as_str(), "object" | "any" | "map"),
            (false, true) => !is_schema(narrow) || matches!(wide.ty.as_str(), "object" | "any" | "map"),
            (false, false) => contains(&wide.ty, &narrow.ty),
        }
    }

    fn add(&mut self, span: Span, name: &'m str, kind: ChangeKind, field: Versioned<'m>) {
        self.found.push(Change { span, name, kind, owner: self.owner, field });
    }
}

impl<'m> Fields<'m> {
    fn of(schema: Schema<'m>) -> Self {
        let fields = &schema.at.value;
        let node = (!fields.json_schema).then_some(schema.at.node);
        Self { place: schema.name.span, all: &fields.fields, json_schema: fields.json_schema, node }
    }
}

fn fields<'m>(model: &'m Model<'m>, schema: &'m At<SchemaUse>) -> Option<Fields<'m>> {
    match &schema.value {
        SchemaUse::Named { list: true, .. } => None,
        SchemaUse::Named { name, .. } => model.schema(name).map(Fields::of),
        SchemaUse::Inline(inline) => Some(Fields {
            place: model.line(schema.span),
            all: &inline.fields,
            json_schema: inline.json_schema,
            node: model.fields_node(schema),
        }),
    }
}

/// The least and the most, each where it is stated.
type Range = Option<(Option<u64>, Option<u64>)>;

/// Whether what was within the old limits is within the new ones, where both are stated.
fn covers(new: Range, old: Range) -> bool {
    let (Some((least, most)), Some((old_least, old_most))) = (new, old) else { return true };
    let low = least.zip(old_least).is_none_or(|(new, old)| new <= old);
    let high = most.zip(old_most).is_none_or(|(new, old)| new >= old);
    low && high
}

/// A field's type as a spec writes it.
fn written(field: &Field) -> String {
    let sign = if field.list { "[]" } else { "" };
    let bound = |bound: Option<u64>| bound.map(|it| it.to_string()).unwrap_or_default();
    match field.range {
        Some((least, most)) => format!("{}{sign}({}..{})", field.ty, bound(least), bound(most)),
        None if field.ty == "map" => format!("map<{}>{sign}", field.arguments.concat()),
        None if field.ty == "decimal" && !field.arguments.is_empty() => {
            format!("decimal({}){sign}", field.arguments.join(","))
        }
        None => format!("{}{sign}", field.ty),
    }
}

//! What a new version of a message means for those who read it: both directions, each by itself.

use std::collections::BTreeSet;

use super::{Model, Versioned};
use crate::spec::At;
use crate::spec::event::Compatibility;
use crate::spec::read::shorten;
use crate::spec::schema::SchemaUse;
use crate::text::Span;
use crate::value::Field;
use crate::value::field::contains;
use crate::yaml::NodeId;

/// A field as a schema lists it.
type Entry = (At<String>, At<Field>);

/// What differs between two versions of a message, and where.
#[derive(Debug, Clone)]
pub struct Change<'m> {
    /// The field's name.
    pub name: &'m str,
    /// Where the new version says it, or should.
    pub span: Span,
    /// The field in both versions.
    pub field: Versioned<'m>,
    /// What is different.
    pub kind: ChangeKind<'m>,
}

/// A difference between two versions of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind<'m> {
    /// Every new message has it, no old one has.
    Required,
    /// Every new message has it, some old ones lack it.
    NoLongerOptional,
    /// Old messages had it, no new one has.
    Removed,
    /// Every old message had it, some new ones lack it.
    NoLongerRequired,
    /// New readers know a value no longer that old messages have.
    ValueRemoved(&'m str),
    /// New messages have a value that old readers do not know.
    ValueAdded(&'m str),
    /// Its type is another: with whether new readers understand old messages, and old readers new ones.
    Retyped {
        /// The type as it was.
        from: &'m Field,
        /// New readers understand old messages.
        backward: bool,
        /// Old readers understand new messages.
        forward: bool,
    },
}

impl Change<'_> {
    /// Whether a promise does not allow it.
    #[must_use]
    pub const fn breaks(&self, promise: Compatibility) -> bool {
        match promise {
            Compatibility::Backward => self.breaks_new_readers(),
            Compatibility::Forward => self.breaks_old_readers(),
            Compatibility::Full => self.breaks_new_readers() || self.breaks_old_readers(),
            Compatibility::None => false,
        }
    }

    /// Where the old version said it; none for what is new.
    #[must_use]
    pub fn before(&self) -> Option<Span> {
        self.field.was.map(|was| was.span)
    }

    /// What it does to whom, where the old version is called so.
    #[must_use]
    pub fn told(&self, version: &str) -> String {
        let name = shorten(self.name);
        match &self.kind {
            ChangeKind::Required => format!("messages of {version} have no `{name}`"),
            ChangeKind::NoLongerOptional => format!("messages of {version} may lack `{name}`"),
            ChangeKind::Removed => format!("readers of {version} need `{name}`"),
            ChangeKind::NoLongerRequired => format!("readers of {version} need `{name}` in each message"),
            ChangeKind::ValueRemoved(value) => format!("messages of {version} may say `{}`", shorten(value)),
            ChangeKind::ValueAdded(value) => format!("readers of {version} do not know `{}`", shorten(value)),
            ChangeKind::Retyped { from, .. } => {
                let list = if from.list { " list" } else { "" };
                format!("`{name}` was `{}`{list} in {version}", from.ty)
            }
        }
    }

    /// Whether new readers fail on old messages.
    #[must_use]
    const fn breaks_new_readers(&self) -> bool {
        match self.kind {
            ChangeKind::Required | ChangeKind::NoLongerOptional | ChangeKind::ValueRemoved(_) => true,
            ChangeKind::Retyped { backward, .. } => !backward,
            ChangeKind::Removed | ChangeKind::NoLongerRequired | ChangeKind::ValueAdded(_) => false,
        }
    }

    /// Whether old readers fail on new messages.
    #[must_use]
    pub const fn breaks_old_readers(&self) -> bool {
        match self.kind {
            ChangeKind::Removed | ChangeKind::NoLongerRequired | ChangeKind::ValueAdded(_) => true,
            ChangeKind::Retyped { forward, .. } => !forward,
            ChangeKind::Required | ChangeKind::NoLongerOptional | ChangeKind::ValueRemoved(_) => false,
        }
    }
}

/// A version of a message, in the spec that has it.
pub(super) type Message<'m> = (&'m Model<'m>, &'m At<SchemaUse>);

/// Comparisons of messages, which look at each pair of schemas inside them once: what is said of it with one message
/// holds for all that have it.
#[derive(Debug, Default)]
pub struct Evolution<'m> {
    seen: BTreeSet<(&'m str, &'m str)>,
}

impl<'m> Evolution<'m> {
    /// What differs between two versions of a message in a way that some reader notices; nothing where one of them is
    /// not known, and of the schemas inside it only what was not told before.
    #[must_use]
    pub fn between(&mut self, (before, old): Message<'m>, (after, new): Message<'m>) -> Vec<Change<'m>> {
        // JSON Schema calls types otherwise.
        if before.is_json_schema(&old.value) != after.is_json_schema(&new.value) {
            return Vec::new();
        }
        let place = (new.span, after.fields_node(new));
        let waiting = vec![(before.fields(&old.value), after.fields(&new.value), place)];
        let mut comparison = Comparison { before, after, waiting, seen: &mut self.seen, changes: Vec::new() };
        while let Some((old, new, place)) = comparison.waiting.pop() {
            comparison.fields(old, new, place);
        }
        comparison.changes
    }
}

impl Model<'_> {
    fn is_json_schema(&self, schema: &SchemaUse) -> bool {
        match schema {
            SchemaUse::Inline(schema) => schema.json_schema,
            SchemaUse::Named { name, .. } => self.schema(name).is_some_and(|it| it.at.value.json_schema),
        }
    }
}

/// Where a schema is used, and the mapping that has its fields.
type Place = (Span, Option<NodeId>);

struct Comparison<'m, 'c> {
    before: &'m Model<'m>,
    after: &'m Model<'m>,
    /// What is still to be compared, with the place where the new one is used. A list, since schemas nest without end.
    waiting: Vec<(&'m [Entry], &'m [Entry], Place)>,
    /// Pairs of schemas that are compared already: a tree of comments is a comment with comments.
    seen: &'c mut BTreeSet<(&'m str, &'m str)>,
    changes: Vec<Change<'m>>,
}

impl<'m> Comparison<'m, '_> {
    fn fields(&mut self, old: &'m [Entry], new: &'m [Entry], (place, within): Place) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        for (name, field) in new {
            match find(old, &name.value) {
                Some((_, was)) => self.field(name, was, field),
                None if field.may_be_absent() => {}
                None => {
                    let field = Versioned { now: Some(field), ..Versioned::default() };
                    self.add(&name.value, name.span, field, ChangeKind::Required);
                }
            }
        }
        for (name, was) in old.iter().filter(|(_, was)| !was.may_be_absent()) {
            if find(new, &name.value).is_none() {
                let field = Versioned { was: Some(was), now: None, within };
                self.add(&name.value, place, field, ChangeKind::Removed);
            }
        }
    }

    fn field(&mut self, name: &'m At<String>, was: &'m At<Field>, is: &'m At<Field>) {
        let both = Versioned { was: Some(was), now: Some(is), within: None };
        let mut add = |kind| self.add(&name.value, is.span, both, kind);
        match (was.may_be_absent(), is.may_be_absent()) {
            (true, false) if was.optional => add(ChangeKind::NoLongerOptional),
            (false, true) if is.optional => add(ChangeKind::NoLongerRequired),
            _ => {}
        }
        if was.ty == "enum" && is.ty == "enum" && !was.arguments.is_empty() && !is.arguments.is_empty() {
            let gone = was.arguments.iter().find(|value| !is.arguments.contains(value));
            let come = is.arguments.iter().find(|value| !was.arguments.contains(value));
            gone.into_iter().for_each(|value| add(ChangeKind::ValueRemoved(value)));
            come.into_iter().for_each(|value| add(ChangeKind::ValueAdded(value)));
        }
        let (then, now) = (self.before.named(&was.ty), self.after.named(&is.ty));
        if was.list == is.list && !then.is_empty() && !now.is_empty() {
            if self.seen.insert((&was.ty, &is.ty)) {
                self.waiting.push((then, now, (is.span, self.after.named_node(&is.ty))));
            }
            return;
        }
        let (backward, forward) = (reads(is, was), reads(was, is));
        if !backward || !forward {
            let kind = ChangeKind::Retyped { from: was, backward, forward };
            self.add(&name.value, is.span, both, kind);
        }
    }

    fn add(&mut self, name: &'m str, span: Span, field: Versioned<'m>, kind: ChangeKind<'m>) {
        self.changes.push(Change { name, span, field, kind });
    }
}

fn find<'m>(fields: &'m [Entry], name: &str) -> Option<&'m Entry> {
    fields.iter().find(|(other, _)| other.value == name)
}

/// Whether who expects the one type understands what was written as the other; yes where that cannot be told.
fn reads(reader: &Field, writer: &Field) -> bool {
    if reader.ty == "any" || writer.ty == "any" {
        return true;
    }
    if reader.list != writer.list {
        return false;
    }
    if reader.ty == "map" && writer.ty == "map" {
        let inner = |field: &Field| field.arguments.first().map(|inner| Field::parse(inner).0);
        return inner(reader).zip(inner(writer)).is_none_or(|(to, from)| reads(&to, &from));
    }
    // Two names may mean the same thing, and anything may be in an object.
    let open = |field: &Field| field.ty == "object" || field.ty == "map" || !field.is_built_in();
    match (open(reader), open(writer)) {
        (true, true) => true,
        (false, false) => contains(&reader.ty, &writer.ty),
        _ => false,
    }
}

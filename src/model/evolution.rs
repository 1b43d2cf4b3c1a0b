//! What a new version of a message means for those who read it: both directions, each by itself.

use std::collections::BTreeSet;

use super::Model;
use crate::spec::At;
use crate::spec::schema::SchemaUse;
use crate::text::Span;
use crate::value::Field;
use crate::value::field::BUILT_IN;

/// A field as a schema lists it.
type Entry = (At<String>, At<Field>);

/// What differs between two versions of a message, and where.
#[derive(Debug, Clone)]
pub struct Change<'m> {
    /// The field's name.
    pub name: &'m str,
    /// Where the new version says it, or should.
    pub span: Span,
    /// Where the old version said it; none for what is new.
    pub before: Option<Span>,
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
    /// Whether new readers fail on old messages.
    #[must_use]
    pub const fn breaks_new_readers(&self) -> bool {
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

impl Model<'_> {
    /// What differs between two versions of a message in a way that some reader notices; nothing where one of them is
    /// not known.
    #[must_use]
    pub fn evolution<'m>(&'m self, old: &'m At<SchemaUse>, new: &'m At<SchemaUse>) -> Vec<Change<'m>> {
        let mut changes = Vec::new();
        let mut comparison = Comparison { model: self, seen: BTreeSet::new(), changes: &mut changes };
        comparison.fields(self.fields(&old.value), self.fields(&new.value), new.span);
        changes
    }
}

struct Comparison<'c, 'm> {
    model: &'m Model<'m>,
    /// Pairs of schemas that are compared already: a tree of comments is a comment with comments.
    seen: BTreeSet<(&'m str, &'m str)>,
    changes: &'c mut Vec<Change<'m>>,
}

impl<'m> Comparison<'_, 'm> {
    fn fields(&mut self, old: &'m [Entry], new: &'m [Entry], place: Span) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        for (name, field) in new {
            match find(old, &name.value) {
                Some((_, was)) => self.field(name, was, field),
                None if field.may_be_absent() => {}
                None => self.add(&name.value, name.span, None, ChangeKind::Required),
            }
        }
        for (name, _) in old.iter().filter(|(_, was)| !was.may_be_absent()) {
            if find(new, &name.value).is_none() {
                self.add(&name.value, place, Some(name.span), ChangeKind::Removed);
            }
        }
    }

    fn field(&mut self, name: &'m At<String>, was: &'m At<Field>, is: &'m At<Field>) {
        let mut add = |kind| self.add(&name.value, is.span, Some(was.span), kind);
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
        let known = |field: &Field| !self.model.named(&field.ty).is_empty();
        if was.list == is.list && known(was) && known(is) {
            if self.seen.insert((&was.ty, &is.ty)) {
                self.fields(self.model.named(&was.ty), self.model.named(&is.ty), is.span);
            }
            return;
        }
        let (backward, forward) = (reads(is, was), reads(was, is));
        if !backward || !forward {
            let kind = ChangeKind::Retyped { from: was, backward, forward };
            self.add(&name.value, is.span, Some(was.span), kind);
        }
    }

    fn add(&mut self, name: &'m str, span: Span, before: Option<Span>, kind: ChangeKind<'m>) {
        self.changes.push(Change { name, span, before, kind });
    }
}

fn find<'m>(fields: &'m [Entry], name: &str) -> Option<&'m Entry> {
    fields.iter().find(|(other, _)| other.value == name)
}

/// Whether who expects the one type understands what was written as the other; yes where that cannot be told.
fn reads(reader: &Field, writer: &Field) -> bool {
    let (to, from) = (family(&reader.ty), family(&writer.ty));
    if to == "any" || from == "any" {
        return true;
    }
    if reader.list != writer.list {
        return false;
    }
    if to == from {
        let inner = |field: &Field| field.arguments.first().map(|inner| Field::parse(inner).0);
        return to != "map" || inner(reader).zip(inner(writer)).is_none_or(|(to, from)| reads(&to, &from));
    }
    // Two names may mean the same thing, and anything may be in an object.
    let open = |ty: &str| ty == "object" || ty == "map" || !BUILT_IN.contains(&ty);
    if open(to) && open(from) {
        return true;
    }
    let whole = ["int32", "int64", "integer"].contains(&from);
    match to {
        "string" => ["uuid", "email", "uri", "date", "time", "date-time", "duration", "enum"].contains(&from),
        "integer" | "int64" | "decimal" | "float" => whole,
        "int32" => from == "integer",
        "double" => whole || from == "float",
        "number" => whole || from == "float" || from == "double",
        _ => false,
    }
}

/// One name for the types that are the same.
fn family(ty: &str) -> &str {
    match ty {
        "text" => "string",
        "int" => "integer",
        "bool" => "boolean",
        "url" => "uri",
        "bytes" => "binary",
        other => other,
    }
}

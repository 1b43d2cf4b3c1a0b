//! How fields of schemas are changed: given another type, made optional, put back as they were, taken out.

use super::{Case, Column, Event, Model, Table, field_type, plain};
use crate::spec::schema::SchemaUse;
use crate::spec::shape::SCHEMA;
use crate::spec::{At, Entries, Items};
use crate::text::Edit;
use crate::value::Field;
use crate::yaml::{NodeId, quote};

/// A field in two versions of a schema.
#[derive(Debug, Clone, Copy, Default)]
pub struct Versioned<'m> {
    /// As it was, where it was there.
    pub was: Option<&'m At<Field>>,
    /// As it is, where it is there.
    pub now: Option<&'m At<Field>>,
    /// The mapping that it stands in now, or would; none where a schema is not written as fields.
    pub within: Option<NodeId>,
}

impl Model<'_> {
    /// The edits that give a field another type; its flags stay, and whether it may be left out.
    #[must_use]
    pub fn retype(&self, field: &At<Field>, ty: &str) -> Vec<Edit> {
        self.rewrite(field, |_, optional, rest| format!("{ty}{}{rest}", if optional { "?" } else { "" }))
    }

    /// The edits that let a field be left out.
    #[must_use]
    pub fn make_optional(&self, field: &At<Field>) -> Vec<Edit> {
        self.rewrite(field, |ty, _, rest| format!("{ty}?{rest}"))
    }

    /// The edits that make a field one that is never left out.
    #[must_use]
    pub fn make_required(&self, field: &At<Field>) -> Vec<Edit> {
        self.rewrite(field, |ty, _, rest| format!("{ty}{rest}"))
    }

    /// The edits that give an enumeration these values.
    #[must_use]
    pub fn enumerate(&self, field: &At<Field>, values: &[&str]) -> Vec<Edit> {
        let list = if field.list { "[]" } else { "" };
        self.retype(field, &format!("enum({}){list}", values.join(", ")))
    }

    /// The edits that write a field as it was; none where it was of a schema that is gone.
    #[must_use]
    pub fn restore(&self, before: &Model<'_>, name: &str, field: Versioned<'_>) -> Vec<Edit> {
        let Some(was) = field.was.filter(|was| was.is_built_in() || self.schema(&was.ty).is_some()) else {
            return Vec::new();
        };
        let Some(text) = before.spec.tree.node(was.node).and_then(|node| node.as_str()) else { return Vec::new() };
        match (field.now, field.within) {
            (Some(now), _) => self.spec.tree.replace(now.node, text),
            (None, Some(within)) => self.spec.tree.set(within, name, &quote(text)),
            (None, None) => Vec::new(),
        }
    }

    /// The mapping in which a used schema has its fields; none where it is of another form.
    #[must_use]
    pub fn fields_node(&self, schema: &At<SchemaUse>) -> Option<NodeId> {
        match &schema.value {
            SchemaUse::Inline(inline) => (!inline.json_schema).then_some(schema.node),
            SchemaUse::Named { name, .. } => self.named_node(name),
        }
    }

    /// The mapping in which the schema of that name has its fields.
    #[must_use]
    pub fn named_node(&self, name: &str) -> Option<NodeId> {
        self.schema(name).filter(|it| !it.at.value.json_schema).map(|it| it.at.node)
    }

    /// The edits that take a field out of the payload that it stands in; none where something else than events has
    /// the payload's schema, where a consumer reads the field, or where nothing else is left.
    #[must_use]
    pub fn leave_out(&self, field: &At<String>, events: &[Event<'_>]) -> Vec<Edit> {
        let name = plain(&field.value);
        let reads = |need: &str| need.split('.').any(|part| plain(part) == name);
        let mut uses = events.iter().flat_map(|it| it.consumers()).flat_map(|it| it.at.value.uses.items());
        if uses.any(|it| reads(&it.value)) {
            return Vec::new();
        }
        let has = |fields: &[(At<String>, At<Field>)]| {
            fields.len() > 1 && fields.iter().any(|(name, _)| std::ptr::eq(name, field))
        };
        let inline = events.iter().filter_map(|it| it.at.value.payload.as_ref());
        let inline = inline.filter(|it| matches!(it.value, SchemaUse::Inline(_)));
        let mut inline = inline.filter(|it| has(self.fields(&it.value))).filter_map(|it| self.fields_node(it));
        let named = || {
            let schema =
                self.schemas().find(|it| has(&it.at.value.fields) && self.is_for_events_only(&it.name.value))?;
            self.named_node(&schema.name.value)
        };
        let within = inline.next().or_else(named);
        within.map(|within| self.spec.tree.remove_entry(within, &field.value)).unwrap_or_default()
    }

    /// Whether nothing but events has the schema of that name.
    fn is_for_events_only(&self, name: &str) -> bool {
        let uses = self.spec.used.iter().filter(|it| it.kinds & SCHEMA != 0 && it.name == name);
        let payloads = |at: crate::text::Span| {
            self.spec.system.events.items().iter().any(|event| {
                let earlier = event.previous.entries().iter().map(|(_, old)| old.span);
                event.payload.iter().map(|it| it.span).chain(earlier).any(|span| span.contains(at))
            })
        };
        uses.into_iter().all(|it| payloads(it.span))
    }

    /// How names of fields are written: as is laid down, else as most are.
    #[must_use]
    pub fn field_case(&self) -> Case {
        let stated = || Case::parse(&self.system().api_design.as_ref()?.naming.as_ref()?.fields.as_ref()?.value);
        let fields = self.schemas().flat_map(|it| it.at.value.fields.iter().map(|(name, _)| name.value.as_str()));
        stated().or_else(|| Case::custom(fields)).unwrap_or(Case::Camel)
    }

    fn rewrite(&self, field: &At<Field>, write: impl Fn(&str, bool, &str) -> String) -> Vec<Edit> {
        let Some(text) = self.spec.tree.node(field.node).and_then(|node| node.as_str()) else { return Vec::new() };
        let (ty, optional, rest) = Field::parts(text);
        self.spec.tree.replace(field.node, &write(ty, optional, rest))
    }
}

impl Column<'_> {
    /// The type of a schema's field that holds it, such as `decimal(12,2)`; none for what is never shown.
    #[must_use]
    pub fn as_field(self) -> Option<String> {
        let said = &self.at.value.0;
        let ty = field_type(&said.ty);
        let ty = match (ty, said.arguments.first()) {
            ("enum", Some(_)) => format!("enum({})", said.arguments.join(", ")),
            ("decimal", Some(_)) => format!("decimal({})", said.arguments.join(",")),
            ("string", Some(most)) if said.is_text() => format!("string(..{most})"),
            _ => ty.to_owned(),
        };
        let shown = !said.secret && !said.hashed && ty != "enum";
        let person = if said.pii { " pii" } else { "" };
        shown.then(|| format!("{ty}{person}"))
    }
}

impl Table<'_> {
    /// The fields that show its rows, as a schema in one line; none where the table does not say its columns.
    #[must_use]
    pub fn as_schema(self) -> Option<String> {
        self.written(|column| (true, !column.not_null && !column.primary_key))
    }

    /// The fields that change its rows, each of which may be left out; none where there are none.
    #[must_use]
    pub fn as_change(self) -> Option<String> {
        self.written(|column| (is_given(column), true))
    }

    /// The fields that a new row needs from outside; none where there are none.
    #[must_use]
    pub fn as_request(self) -> Option<String> {
        self.written(|column| (is_given(column), !column.not_null || column.default.is_some()))
    }

    /// A schema of columns: which, and whether they may be left out.
    fn written(self, column: impl Fn(Column<'_>) -> (bool, bool)) -> Option<String> {
        let case = self.model.field_case();
        let field = |it: Column<'_>| {
            let (there, optional) = column(it);
            let ty = it.as_field().filter(|_| there)?;
            let (ty, _, rest) = Field::parts(&ty);
            let ty = quote(&format!("{ty}{}{rest}", if optional { "?" } else { "" }));
            Some(format!("{}: {ty}", case.spell(&it.name.value)))
        };
        let fields: Vec<String> = self.columns().filter_map(field).collect();
        (!fields.is_empty()).then(|| format!("{{ {} }}", fields.join(", ")))
    }
}

/// Whether a caller gives it: it is no key, and nothing of the server's own.
fn is_given(column: Column<'_>) -> bool {
    const OWN: [&str; 6] = ["createdat", "updatedat", "deletedat", "version", "status", "tenantid"];
    let made = column.primary_key || column.generated || column.default.is_some();
    !made && !OWN.contains(&plain(&column.name.value).as_str())
}

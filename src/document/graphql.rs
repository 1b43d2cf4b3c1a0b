//! GraphQL schemas: the given text, or one that follows from the operations that callers name.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{Given, identifier, type_name};
use super::json_schema::unique;
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Graphql, Model, plural, singular};
use crate::spec::Items;
use crate::spec::schema::SchemaUse;
use crate::value::Field;

pub(super) const KIND: Kind =
    Kind { id: "graphql", tab: "GraphQL", needs: "`graphql:` with its operations", entries, write };

fn named<'m>(model: &'m Model<'m>) -> Vec<(String, Graphql<'m>)> {
    let mut taken = BTreeSet::new();
    let says = |it: &Graphql<'m>| it.at.value.schema.is_some() || !operations(*it).is_empty();
    let name = |it: Graphql<'m>| (unique(&mut taken, it.service_name().unwrap_or("graphql")), it);
    model.graphql().filter(says).map(name).collect()
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let mut files = BTreeSet::new();
    let entry = |(name, _): (String, Graphql<'_>)| Entry {
        id: format!("graphql:{name}"),
        tab: KIND.tab,
        path: format!("graphql/{}.graphql", unique(&mut files, &file_name(&name))),
        title: name,
        format: Format::Graphql,
    };
    named(model).into_iter().map(entry).collect()
}

fn write<'m>(Source { model, .. }: Source<'m>, name: &str) -> Option<String> {
    let (_, graphql) = named(model).into_iter().find(|(other, _)| other == name)?;
    if let Some(text) = &graphql.at.value.schema {
        return Some(format!("{}\n", text.value.trim_end()));
    }
    let writer =
        Writer { model, types: Vec::new(), names: BTreeMap::new(), given: Given::default(), scalars: BTreeSet::new() };
    Some(writer.schema(graphql))
}

/// What callers ask for, `(query, order)`, and the events that subscriptions carry.
fn operations<'m>(graphql: Graphql<'m>) -> Vec<(&'static str, &'m str)> {
    let service = graphql.service_name();
    let asked = graphql.model.calls().filter(|it| it.service().is_some_and(|it| Some(it.name()) == service));
    let asked = asked.filter_map(|it| it.at.value.operation.as_ref()).map(|it| match it.value.split_once(' ') {
        Some(("query", name)) => ("Query", name),
        Some(("mutation", name)) => ("Mutation", name),
        Some(("subscription", name)) => ("Subscription", name),
        _ => ("Query", it.value.as_str()),
    });
    let events = graphql.at.value.subscriptions.as_ref().map(|it| it.events.items()).unwrap_or_default();
    let events = events.iter().map(|it| ("Subscription", it.value.0.as_str()));
    let mut all: Vec<(&str, &str)> = Vec::new();
    for operation in asked.chain(events) {
        if !all.contains(&operation) {
            all.push(operation);
        }
    }
    all
}

struct Writer<'m> {
    model: &'m Model<'m>,
    /// Types as text, in the order in which they are first named.
    types: Vec<String>,
    names: BTreeMap<String, String>,
    given: Given,
    scalars: BTreeSet<&'static str>,
}

impl<'m> Writer<'m> {
    fn schema(mut self, graphql: Graphql<'m>) -> String {
        const ROOTS: [&str; 3] = ["Query", "Mutation", "Subscription"];
        const SCALARS: [&str; 8] = ["JSON", "DateTime", "Decimal", "Long", "String", "Int", "Float", "Boolean"];
        ROOTS.into_iter().chain(SCALARS).chain(["ID"]).for_each(|name| {
            self.given.give(name);
        });
        let operations = operations(graphql);
        let mut roots = String::new();
        for root in ROOTS {
            let mut given = Given::default();
            let of: Vec<&str> = operations.iter().filter(|(kind, _)| *kind == root).map(|(_, name)| *name).collect();
            let mut fields: String = of.into_iter().map(|name| self.operation(root, name, &mut given)).collect();
            if fields.is_empty() && root == "Query" {
                // A schema without a query is none.
                fields = "  \"The spec names no query.\"\n  ready: Boolean!\n".to_owned();
            }
            if !fields.is_empty() {
                roots.push_str(&format!("type {root} {{\n{fields}}}\n\n"));
            }
        }
        let scalars: String = self.scalars.iter().map(|name| format!("scalar {name}\n\n")).collect();
        let text = format!("{scalars}{roots}{}", self.types.join("\n"));
        format!("{}\n", text.trim_end())
    }

    fn operation(&mut self, root: &str, said: &str, given: &mut Given) -> String {
        let name = given.give(&identifier(said, "operation"));
        let about = describe(said, &name);
        let of = if root == "Subscription" { self.payload(said) } else { None };
        let of = of.unwrap_or_else(|| self.result(said));
        format!("{about}  {name}: {of}\n")
    }

    /// What an event of that name says.
    fn payload(&mut self, event: &str) -> Option<String> {
        match &self.model.event(event)?.at.value.payload.as_ref()?.value {
            SchemaUse::Named { name, list } => {
                let of = self.named(name);
                Some(if *list { format!("[{of}!]") } else { of })
            }
            SchemaUse::Inline(_) => None,
        }
    }

    /// A thing or things that an operation is named after, else anything.
    fn result(&mut self, said: &str) -> String {
        let is = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
        let model = self.model;
        let one = model.schemas().find(|it| is(&it.name.value, said)).map(|it| it.name.value.as_str());
        if let Some(name) = one {
            return self.named(name);
        }
        let many = model.schemas().find(|it| is(&plural(&it.name.value), said) || is(&it.name.value, &singular(said)));
        match many.map(|it| it.name.value.as_str()) {
            Some(name) => format!("[{}!]", self.named(name)),
            None => self.scalar("JSON"),
        }
    }

    /// The type of a schema's name, written when it is first asked for; anything where it has no fields.
    fn named(&mut self, said: &str) -> String {
        if let Some(known) = self.names.get(said) {
            return known.clone();
        }
        let model = self.model;
        let fields = model.named(said);
        if model.schema(said).is_none() || fields.is_empty() {
            return self.scalar("JSON");
        }
        let name = self.given.give(&type_name(said, "Type"));
        self.names.insert(said.to_owned(), name.clone());
        let at = self.types.len();
        self.types.push(String::new());
        let mut given = Given::default();
        let mut body = String::new();
        for (field, ty) in fields.iter().filter(|(_, ty)| !ty.secret && !ty.write_only) {
            let own = given.give(&identifier(&field.value, "field"));
            let of = self.ty(&field.value, &ty.value);
            let one = if ty.list { format!("[{of}!]") } else { of };
            let required = if ty.may_be_absent() { "" } else { "!" };
            let gone = if ty.deprecated { " @deprecated" } else { "" };
            body.push_str(&format!("{}  {own}: {one}{required}{gone}\n", describe(&field.value, &own)));
        }
        if body.is_empty() {
            body.push_str("  \"All of it is only taken, and never given.\"\n  empty: Boolean\n");
        }
        if let Some(place) = self.types.get_mut(at) {
            *place = format!("{}type {name} {{\n{body}}}\n", describe_type(said, &name));
        }
        name
    }

    fn ty(&mut self, said: &str, field: &Field) -> String {
        match field.ty.as_str() {
            "integer" | "int" | "int32" => "Int".to_owned(),
            "int64" => self.scalar("Long"),
            "number" | "float" | "double" => "Float".to_owned(),
            "boolean" | "bool" => "Boolean".to_owned(),
            "uuid" if said.eq_ignore_ascii_case("id") => "ID".to_owned(),
            "date-time" => self.scalar("DateTime"),
            "decimal" => self.scalar("Decimal"),
            "object" | "map" | "any" | "" => self.scalar("JSON"),
            "enum" => self.choices(said, &field.arguments),
            name if crate::value::field::BUILT_IN.contains(&name) => "String".to_owned(),
            name => self.named(name),
        }
    }

    fn scalar(&mut self, name: &'static str) -> String {
        self.scalars.insert(name);
        name.to_owned()
    }

    fn choices(&mut self, said: &str, values: &[String]) -> String {
        if values.is_empty() {
            return "String".to_owned();
        }
        let name = self.given.give(&type_name(said, "Choice"));
        let mut given = Given::default();
        let value = |value: &String| {
            let own = identifier(value, "VALUE").to_ascii_uppercase();
            let own = given.give(&own);
            format!("{}  {own}\n", describe(value, &own))
        };
        let values: String = values.iter().map(value).collect();
        self.types.push(format!("enum {name} {{\n{values}}}\n"));
        name
    }
}

/// The spec's name as a description, where it could not be kept.
fn describe(said: &str, name: &str) -> String {
    if said == name { String::new() } else { format!("  {}\n", string(said)) }
}

fn describe_type(said: &str, name: &str) -> String {
    if said == name { String::new() } else { format!("{}\n", string(said)) }
}

/// A string of one line.
fn string(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

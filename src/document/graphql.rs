//! GraphQL schemas: the given text, or one that follows from the operations that callers name.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{Given, identifier, type_name};
use super::json_schema::unique;
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Case, Graphql, Model, plural, singular};
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

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let (_, graphql) = named(model).into_iter().find(|(other, _)| other == name)?;
    if let Some(text) = &graphql.at.value.schema {
        return Some(format!("{}\n", text.value.trim_end()));
    }
    let most = graphql.at.value.limits.as_ref().and_then(|it| it.page.as_ref()).map(|it| it.value);
    let writer = Writer {
        model,
        types: Vec::new(),
        names: BTreeMap::new(),
        given: Given::default(),
        scalars: BTreeSet::new(),
        inputs: BTreeMap::new(),
        open: BTreeSet::new(),
        pages: BTreeMap::new(),
        info: String::new(),
        page: most.map_or(20, |most| most.min(20)),
    };
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
    /// The input of each name of the spec, and the page of each type.
    inputs: BTreeMap<String, String>,
    /// Inputs that are being written.
    open: BTreeSet<String>,
    pages: BTreeMap<String, String>,
    /// What says whether there are more pages.
    info: String,
    /// How many things are on a page unless asked.
    page: u64,
}

/// Nesting beyond this is of hostile depth.
const MAX_DEPTH: usize = 12;

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
        let plain = identifier(said, "operation");
        let name = given.give(&if plain == said { plain } else { Case::Camel.spell(&plain) });
        let about = describe(said, &name);
        let event = if root == "Subscription" { self.payload(said) } else { None };
        let (arguments, of) = match (event, root) {
            (Some(of), _) => (String::new(), of),
            (None, "Mutation") => self.change(said),
            (None, _) => self.result(said),
        };
        format!("{about}  {name}{arguments}: {of}\n")
    }

    /// What a mutation takes and gives: a schema that has its name is its input, one that it is named after its result.
    fn change(&mut self, said: &str) -> (String, String) {
        let model = self.model;
        let is_input = |name: &str| {
            let name = name.strip_suffix("Input").or_else(|| name.strip_suffix("Request")).unwrap_or(name);
            name.eq_ignore_ascii_case(said)
        };
        let input = model.schemas().find(|it| is_input(&it.name.value) && !it.at.value.fields.is_empty());
        let input = input.map(|it| format!("(input: {}!)", self.input(&it.name.value, 0))).unwrap_or_default();
        let words = crate::model::words(said);
        let thing = words.split_first().map(|(_, rest)| rest.concat()).unwrap_or_default();
        let result = model.schemas().find(|it| it.name.value.eq_ignore_ascii_case(&thing));
        let result = result.map(|it| self.named(&it.name.value));
        (input, result.unwrap_or_else(|| self.scalar("JSON")))
    }

    /// The input of a schema's name: what a caller may set.
    fn input(&mut self, said: &str, depth: usize) -> String {
        if let Some(known) = self.inputs.get(said) {
            return known.clone();
        }
        let model = self.model;
        let fields = model.named(said);
        if fields.is_empty() || depth > MAX_DEPTH {
            return self.scalar("JSON");
        }
        let own = type_name(said, "Type");
        let name = self.given.give(&if own.ends_with("Input") { own } else { format!("{own}Input") });
        self.inputs.insert(said.to_owned(), name.clone());
        self.open.insert(said.to_owned());
        let (mut given, mut body) = (Given::default(), String::new());
        for (field, ty) in fields.iter().filter(|(_, ty)| !ty.read_only) {
            let own = given.give(&identifier(&field.value, "field"));
            let is_named = model.schema(&ty.value.ty).is_some();
            // What must hold itself could never be written.
            let is_open = self.open.contains(&ty.value.ty);
            let of =
                if is_named { self.input(&ty.value.ty, depth + 1) } else { self.ty(&name, &field.value, &ty.value) };
            let one = if ty.list { format!("[{of}!]") } else { of };
            let required = if ty.may_be_absent() || is_open && !ty.list { "" } else { "!" };
            body.push_str(&format!("{}  {own}: {one}{required}\n", describe(&field.value, &own)));
        }
        if body.is_empty() {
            body.push_str("  \"All of it is set by the server.\"\n  empty: Boolean\n");
        }
        self.open.remove(said);
        self.types.push(format!("{}input {name} {{\n{body}}}\n", describe_type(said, &name)));
        name
    }

    /// A page of things: a list without an end would come in one answer.
    fn connection(&mut self, of: &str) -> String {
        if let Some(known) = self.pages.get(of) {
            return known.clone();
        }
        let name = self.given.give(&format!("{of}Connection"));
        let edge = self.given.give(&format!("{of}Edge"));
        if self.pages.is_empty() {
            self.info = self.given.give("PageInfo");
            let info = "  hasNextPage: Boolean!\n  endCursor: String\n";
            self.types.push(format!("type {} {{\n{info}}}\n", self.info));
        }
        self.pages.insert(of.to_owned(), name.clone());
        let info = &self.info;
        self.types.push(format!("type {name} {{\n  edges: [{edge}!]!\n  pageInfo: {info}!\n}}\n"));
        self.types.push(format!("type {edge} {{\n  cursor: String!\n  node: {of}!\n}}\n"));
        name
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

    /// A thing by its id, or a page of things, that an operation is named after; else anything.
    fn result(&mut self, said: &str) -> (String, String) {
        let is = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
        let model = self.model;
        let one = model.schemas().find(|it| is(&it.name.value, said)).map(|it| it.name.value.as_str());
        if let Some(name) = one {
            let has_id = model.named(name).iter().any(|(field, _)| field.value.eq_ignore_ascii_case("id"));
            return (if has_id { "(id: ID!)".to_owned() } else { String::new() }, self.named(name));
        }
        let many = model.schemas().find(|it| is(&plural(&it.name.value), said) || is(&it.name.value, &singular(said)));
        match many.map(|it| it.name.value.as_str()) {
            Some(name) => {
                let of = self.named(name);
                (format!("(first: Int = {}, after: String)", self.page), format!("{}!", self.connection(&of)))
            }
            None => (String::new(), self.scalar("JSON")),
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
            let of = self.ty(&name, &field.value, &ty.value);
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

    /// The type of a field of a type.
    fn ty(&mut self, within: &str, said: &str, field: &Field) -> String {
        match field.ty.as_str() {
            "integer" | "int" | "int32" => "Int".to_owned(),
            "int64" => self.scalar("Long"),
            "number" | "float" | "double" => "Float".to_owned(),
            "boolean" | "bool" => "Boolean".to_owned(),
            "uuid" if said.eq_ignore_ascii_case("id") => "ID".to_owned(),
            "date-time" => self.scalar("DateTime"),
            "decimal" => self.scalar("Decimal"),
            "object" | "map" | "any" | "" => self.scalar("JSON"),
            "enum" => self.choices(within, said, &field.arguments),
            name if crate::value::field::BUILT_IN.contains(&name) => "String".to_owned(),
            name => self.named(name),
        }
    }

    fn scalar(&mut self, name: &'static str) -> String {
        self.scalars.insert(name);
        name.to_owned()
    }

    /// The choices of a field: `OrderStatus`, since one schema's `status` is not another's.
    fn choices(&mut self, within: &str, said: &str, values: &[String]) -> String {
        if values.is_empty() {
            return "String".to_owned();
        }
        let name = self.given.give(&format!("{within}{}", type_name(said, "Choice")));
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

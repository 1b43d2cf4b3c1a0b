//! Protocol Buffers: the given text, or one that follows from the procedures that a spec lists.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{Given, identifier, type_name};
use super::json_schema::unique;
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Case, Grpc, Model};
use crate::spec::realtime::{Rpc, Streaming};
use crate::spec::{At, Items};
use crate::value::Field;

pub(super) const KIND: Kind = Kind { id: "proto", tab: "gRPC", needs: "`grpc:` with `rpcs:`", entries, write };

/// The APIs that have something to write, each with the name of its document.
fn named<'m>(model: &'m Model<'m>) -> Vec<(String, Grpc<'m>)> {
    let mut taken = BTreeSet::new();
    let says = |it: &Grpc<'_>| it.at.value.proto.is_some() || !it.at.value.rpcs.items().is_empty();
    let name = |it: Grpc<'m>| (unique(&mut taken, it.service_name().unwrap_or("service")), it);
    model.grpc().filter(says).map(name).collect()
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let mut files = BTreeSet::new();
    let entry = |(name, _): (String, Grpc<'_>)| Entry {
        id: format!("proto:{name}"),
        tab: KIND.tab,
        path: format!("proto/{}.proto", unique(&mut files, &file_name(&name))),
        title: name,
        format: Format::Proto,
    };
    named(model).into_iter().map(entry).collect()
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let (_, grpc) = named(model).into_iter().find(|(other, _)| other == name)?;
    if let Some(text) = &grpc.at.value.proto {
        return Some(format!("{}\n", text.value.trim_end()));
    }
    Some(
        Writer {
            model,
            messages: Vec::new(),
            names: BTreeMap::new(),
            given: Given::default(),
            imports: BTreeSet::new(),
            schemas: model.schemas().map(|it| type_name(&it.name.value, "Message")).collect(),
        }
        .file(grpc),
    )
}

struct Writer<'m> {
    model: &'m Model<'m>,
    /// Messages as text, in the order in which they are first named.
    messages: Vec<String>,
    /// The message of each name of the spec.
    names: BTreeMap<String, String>,
    given: Given,
    imports: BTreeSet<&'static str>,
    /// Names that messages have or may come to have: within a message, a type of its own would hide them.
    schemas: BTreeSet<String>,
}

/// Names that are given within a message: of its fields, and of the types within it.
#[derive(Debug, Default)]
struct Inside {
    fields: Given,
    types: Given,
}

impl<'m> Writer<'m> {
    fn file(mut self, grpc: Grpc<'m>) -> String {
        let service = self.given.give(&type_name(grpc.service_name().unwrap_or_default(), "Service"));
        let rpcs: String = {
            let mut given = Given::default();
            grpc.at.value.rpcs.items().iter().map(|rpc| self.rpc(rpc, &mut given)).collect()
        };
        let mut text = "syntax = \"proto3\";\n\n".to_owned();
        let package: Vec<String> =
            grpc.package().split('.').filter(|it| !it.is_empty()).map(|it| identifier(it, "p")).collect();
        if !package.is_empty() {
            text.push_str(&format!("package {};\n\n", package.join(".")));
        }
        for import in &self.imports {
            text.push_str(&format!("import \"google/protobuf/{import}.proto\";\n"));
        }
        if !self.imports.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("service {service} {{\n{rpcs}}}\n"));
        for message in &self.messages {
            text.push('\n');
            text.push_str(message);
        }
        text
    }

    fn rpc(&mut self, rpc: &At<Rpc>, given: &mut Given) -> String {
        let name = given.give(&type_name(text(&rpc.name), "Call"));
        let streaming = rpc.streaming.as_ref().map(|it| it.value);
        let stream = |on: bool| if on { "stream " } else { "" };
        let up = stream(matches!(streaming, Some(Streaming::Client | Streaming::Bidirectional)));
        let down = stream(matches!(streaming, Some(Streaming::Server | Streaming::Bidirectional)));
        let takes = self.message(text(&rpc.request), &format!("{name}Request"));
        let gives = self.message(text(&rpc.response), &format!("{name}Response"));
        let about = rpc.summary.as_ref().map(|it| comment(&it.value, "  ")).unwrap_or_default();
        let deadline = rpc.deadline.as_ref().map(|it| comment(&format!("Deadline: {}.", it.value), "  "));
        let end = if rpc.idempotent.as_ref().is_some_and(|it| it.value) {
            " {\n    option idempotency_level = IDEMPOTENT;\n  }\n"
        } else {
            ";\n"
        };
        format!("{about}{}  rpc {name}({up}{takes}) returns ({down}{gives}){end}", deadline.unwrap_or_default())
    }

    /// The message of a schema's name, written when it is first asked for.
    fn message(&mut self, said: &str, fallback: &str) -> String {
        let said = if said.is_empty() { fallback } else { said };
        if matches!(said, "Empty" | "google.protobuf.Empty") && self.model.named(said).is_empty() {
            self.imports.insert("empty");
            return "google.protobuf.Empty".to_owned();
        }
        if let Some(known) = self.names.get(said) {
            return known.clone();
        }
        let name = self.given.give(&type_name(said, "Message"));
        self.names.insert(said.to_owned(), name.clone());
        let at = self.messages.len();
        self.messages.push(String::new());
        let model = self.model;
        let mut given = Inside::default();
        let mut body = String::new();
        for (number, (field, ty)) in (1_u32..).zip(model.named(said)) {
            // The numbers that the format keeps for itself.
            let number = if number >= 19_000 { number + 1_000 } else { number };
            body.push_str(&self.field(&field.value, &ty.value, number, &mut given));
        }
        if body.is_empty() {
            body = comment("The spec does not say what it holds.", "  ");
        }
        if let Some(place) = self.messages.get_mut(at) {
            *place = format!("message {name} {{\n{body}}}\n");
        }
        name
    }

    fn field(&mut self, said: &str, field: &Field, number: u32, given: &mut Inside) -> String {
        let name = given.fields.give(&snake(said));
        // As JSON it is `orderId` again.
        let is_kept = name == said || Case::Camel.spell(&name) == said;
        let about = if is_kept { String::new() } else { comment(said, "  ") };
        let mut before = String::new();
        let ty = match field.ty.as_str() {
            "enum" => {
                let own = type_name(said, "Kind");
                let own = if self.schemas.contains(&own) { format!("{own}Kind") } else { own };
                let own = given.types.give(&own);
                before = choices(&own, &field.arguments);
                own
            }
            "map" if !field.list => {
                let of = Field::parse(field.arguments.first().map_or("string", String::as_str)).0;
                let of = if of.list || of.ty == "map" || of.ty == "enum" {
                    self.known("struct", "Value")
                } else {
                    self.ty(&of)
                };
                format!("map<string, {of}>")
            }
            _ => self.ty(field),
        };
        let label = match () {
            () if field.list => "repeated ",
            () if ty.starts_with("map<") => "",
            () if field.optional => "optional ",
            () => "",
        };
        let end = if field.deprecated { " [deprecated = true]" } else { "" };
        format!("{about}{before}  {label}{ty} {name} = {number}{end};\n")
    }

    fn ty(&mut self, field: &Field) -> String {
        match field.ty.as_str() {
            "integer" | "int" | "int64" => "int64".to_owned(),
            "int32" => "int32".to_owned(),
            "number" | "double" => "double".to_owned(),
            "float" => "float".to_owned(),
            "boolean" | "bool" => "bool".to_owned(),
            "binary" | "bytes" => "bytes".to_owned(),
            "date-time" => self.known("timestamp", "Timestamp"),
            "duration" => self.known("duration", "Duration"),
            "object" | "map" => self.known("struct", "Struct"),
            "any" | "" => self.known("struct", "Value"),
            // A floating point number would lose digits.
            "decimal" => "string".to_owned(),
            name if crate::value::field::BUILT_IN.contains(&name) => "string".to_owned(),
            name if self.model.schema(name).is_some() => self.message(name, "Message"),
            _ => self.known("struct", "Value"),
        }
    }

    fn known(&mut self, file: &'static str, name: &str) -> String {
        self.imports.insert(file);
        format!("google.protobuf.{name}")
    }
}

fn text(said: &Option<At<String>>) -> &str {
    said.as_ref().map_or("", |it| it.value.trim())
}

/// An enum with a zero that says nothing, each value under the enum's own name.
fn choices(name: &str, values: &[String]) -> String {
    let mut given = Given::default();
    let prefix = crate::model::words(name).join("_").to_ascii_uppercase();
    let prefix = identifier(&prefix, "KIND");
    let mut text = format!("  enum {name} {{\n    {} = 0;\n", given.give(&format!("{prefix}_UNSPECIFIED")));
    for (number, value) in (1..).zip(values) {
        let own = crate::model::words(&identifier(value, "VALUE")).join("_").to_ascii_uppercase();
        // Behind the prefix it may begin with a digit.
        let own = own.strip_prefix("VALUE_").filter(|it| it.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(&own);
        let value = given.give(&format!("{prefix}_{own}"));
        text.push_str(&format!("    {value} = {number};\n"));
    }
    text.push_str("  }\n");
    text
}

/// A field's name as the format's style has it: `orderId` is `order_id`.
fn snake(said: &str) -> String {
    let name = crate::model::words(&identifier(said, "field")).join("_");
    identifier(&name, "field")
}

/// A line that a spec cannot end.
fn comment(text: &str, indent: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{indent}// {text}\n")
}

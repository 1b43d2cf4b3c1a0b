//! A `.proto` text: messages with their fields and numbers, services with their calls, enums.

use std::collections::HashMap;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto, ServiceDescriptorProto,
};

use super::embedded::{MAX_BYTES, Name, Problem, shorten};
use crate::text::{LineIndex, Span};

/// What a text without a syntax line is read as.
const PROTO3: &str = "syntax = \"proto3\"; ";

/// What a proto text defines. A text with a problem defines nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// `package`, empty where there is none.
    pub package: String,
    /// Imported files.
    pub imports: Vec<String>,
    /// All messages; one inside another is called `Outer.Inner`.
    pub messages: Vec<Message>,
    /// All enums; one inside a message is called `Message.Enum`.
    pub enums: Vec<Enum>,
    /// Services in the order they are written.
    pub services: Vec<Service>,
    /// The first place that cannot be read.
    pub problem: Option<Problem>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name with those of the messages around it.
    pub name: Name,
    /// Its fields, those of a `oneof` included.
    pub fields: Vec<Field>,
    /// Numbers that must not be used again, first and last.
    pub reserved: Vec<(i32, i32)>,
    /// Names that must not be used again.
    pub reserved_names: Vec<String>,
}

/// A field of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its number on the wire.
    pub number: i32,
    /// Where its number is written.
    pub number_span: Span,
    /// A scalar type, another message's name, or `map<…, …>`.
    pub of: String,
    /// Whether there may be any number of them.
    pub repeated: bool,
    /// Whether its absence can be told from its default.
    pub optional: bool,
    /// The `oneof` it is in.
    pub oneof: Option<String>,
    /// Whether it will go away.
    pub deprecated: bool,
}

/// An enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// Its name with those of the messages around it.
    pub name: Name,
    /// Names and numbers.
    pub values: Vec<(Name, i32)>,
    /// Where the number of each value is written.
    pub number_spans: Vec<Span>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: Name,
    /// Its calls.
    pub rpcs: Vec<Rpc>,
}

/// A call of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rpc {
    /// Its name.
    pub name: Name,
    /// The message that is sent.
    pub request: Name,
    /// The message that comes back.
    pub response: Name,
    /// Whether the client sends a stream.
    pub client_streaming: bool,
    /// Whether the server answers with a stream.
    pub server_streaming: bool,
}

impl Message {
    /// The first number behind all that the message has, or has had, and that are given away already.
    #[must_use]
    pub fn next_free(&self, given: &[i32]) -> Option<i32> {
        const OWN: std::ops::RangeInclusive<i32> = 19_000..=19_999;
        let used = self.fields.iter().map(|it| it.number).filter(|it| !OWN.contains(it));
        let reserved = self.reserved.iter().map(|(_, high)| *high).filter(|high| *high < 536_870_911);
        let next = used.chain(reserved).chain(given.iter().copied()).max().unwrap_or_default().checked_add(1)?;
        let next = if OWN.contains(&next) { OWN.end() + 1 } else { next };
        (next <= 536_870_911).then_some(next)
    }
}

impl File {
    /// Reads a proto text, as proto3 where it does not say which.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self { problem: Some(Problem::too_large(text)), ..Self::default() };
        }
        let says = text.lines().any(|line| line.trim_start().starts_with("syntax"));
        let prefix = if says { "" } else { PROTO3 };
        match protox_parse::parse("", &format!("{prefix}{text}")) {
            Ok(file) => Reader::new(text, prefix.len(), &file).file(file),
            Err(error) => {
                let span = error.span().map(|at| (at.start.saturating_sub(prefix.len()), at.len()));
                Self { problem: Some(problem(text, span, &error.to_string())), ..Self::default() }
            }
        }
    }
}

/// What the parser says in the words of this program; a place it does not know is the end.
fn problem(text: &str, span: Option<(usize, usize)>, said: &str) -> Problem {
    let (start, length) = span.unwrap_or((text.len(), 1));
    let token = shorten(text.get(start..start + length).unwrap_or_default());
    let message = match said.split([' ', '\'']).next().unwrap_or_default() {
        _ if said.contains("end of file") => "the text ends in the middle of a definition".to_owned(),
        _ if said.starts_with("multiple package") => "only one `package` can be given".to_owned(),
        _ if said.starts_with("message numbers") => "a field's number is from 1 to 536870911".to_owned(),
        _ if said.starts_with("required fields") => "proto3 has no required fields".to_owned(),
        _ if said.starts_with("fields must have") => {
            "a proto2 field begins with `optional`, `repeated` or `required`".to_owned()
        }
        _ if said.starts_with("a oneof") => "a `oneof` needs at least one field".to_owned(),
        _ if said.starts_with("reached maximum") => "messages are nested too deeply".to_owned(),
        "unterminated" => "this text is never closed".to_owned(),
        "unknown" => format!("{token} is not a known syntax; write \"proto3\""),
        "expected" if token == "}" || token.is_empty() => {
            "a `;` or a part of the definition is missing before this".to_owned()
        }
        _ => format!("`{token}` cannot stand here in a proto text"),
    };
    Problem::at(text, start, length, message)
}

/// Field numbers of the descriptors, which make up the paths of places.
mod tag {
    pub(super) const NAME: i32 = 1;
    pub(super) const FIELD_NUMBER: i32 = 3;
    pub(super) const VALUE_NUMBER: i32 = 2;
    pub(super) const FILE_MESSAGE: i32 = 4;
    pub(super) const FILE_ENUM: i32 = 5;
    pub(super) const FILE_SERVICE: i32 = 6;
    pub(super) const MESSAGE_FIELD: i32 = 2;
    pub(super) const MESSAGE_MESSAGE: i32 = 3;
    pub(super) const MESSAGE_ENUM: i32 = 4;
    pub(super) const ENUM_VALUE: i32 = 2;
    pub(super) const SERVICE_RPC: i32 = 2;
    pub(super) const RPC_REQUEST: i32 = 2;
    pub(super) const RPC_RESPONSE: i32 = 3;
}

struct Reader {
    places: HashMap<Vec<i32>, Span>,
    found: File,
}

impl Reader {
    fn new(text: &str, prefix: usize, file: &FileDescriptorProto) -> Self {
        let index = LineIndex::new(text);
        // Lines and columns in bytes; the first line begins with the prefix.
        let offset = |line: i32, column: i32| {
            let (line, column) =
                (usize::try_from(line).unwrap_or_default(), usize::try_from(column).unwrap_or_default());
            (index.start_of(line) + column).saturating_sub(if line == 0 { prefix } else { 0 }).min(text.len())
        };
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        let places = locations.filter_map(|location| {
            let span = match *location.span.as_slice() {
                [line, start, end] => Span::new(offset(line, start), offset(line, end)),
                [line, start, last, end] => Span::new(offset(line, start), offset(last, end)),
                _ => return None,
            };
            Some((location.path.clone(), span))
        });
        Self { places: places.collect(), found: File::default() }
    }

    fn file(mut self, file: FileDescriptorProto) -> File {
        for (at, message) in (0..).zip(&file.message_type) {
            self.message("", &[tag::FILE_MESSAGE, at], message);
        }
        for (at, of) in (0..).zip(&file.enum_type) {
            self.enumeration("", &[tag::FILE_ENUM, at], of);
        }
        for (at, service) in (0..).zip(&file.service) {
            self.service(&[tag::FILE_SERVICE, at], service);
        }
        File { package: file.package.unwrap_or_default(), imports: file.dependency, ..self.found }
    }

    fn name(&self, path: &[i32], part: i32, text: String) -> Name {
        Name { text, span: self.place(path, part) }
    }

    fn place(&self, path: &[i32], part: i32) -> Span {
        let path: Vec<i32> = path.iter().copied().chain([part]).collect();
        self.places.get(&path).copied().unwrap_or_default()
    }

    fn message(&mut self, outer: &str, path: &[i32], message: &DescriptorProto) {
        let name = format!("{outer}{}", message.name());
        let inner = format!("{name}.");
        let fields = (0..)
            .zip(&message.field)
            .map(|(at, field)| self.field(&join(path, tag::MESSAGE_FIELD, at), message, field));
        let fields = fields.collect();
        let reserved =
            message.reserved_range.iter().map(|range| (range.start(), range.end().saturating_sub(1))).collect();
        let reserved_names = message.reserved_name.clone();
        let name = self.name(path, tag::NAME, name);
        self.found.messages.push(Message { name, fields, reserved, reserved_names });
        for (at, nested) in (0..).zip(&message.nested_type) {
            if !is_map_entry(nested) {
                self.message(&inner, &join(path, tag::MESSAGE_MESSAGE, at), nested);
            }
        }
        for (at, of) in (0..).zip(&message.enum_type) {
            self.enumeration(&inner, &join(path, tag::MESSAGE_ENUM, at), of);
        }
    }

    fn field(&self, path: &[i32], message: &DescriptorProto, field: &FieldDescriptorProto) -> Field {
        let entry = message.nested_type.iter().find(|of| is_map_entry(of) && of.name() == field.type_name());
        let of = match entry.map(|entry| entry.field.as_slice()) {
            Some([key, value]) => format!("map<{}, {}>", type_name(key), type_name(value)),
            _ => type_name(field),
        };
        let proto3_optional = field.proto3_optional();
        let oneof = field.oneof_index.filter(|_| !proto3_optional).and_then(|at| usize::try_from(at).ok());
        Field {
            name: self.name(path, tag::NAME, field.name().to_owned()),
            number: field.number(),
            number_span: self.place(path, tag::FIELD_NUMBER),
            of,
            repeated: entry.is_none() && field.label() == Label::Repeated,
            optional: proto3_optional,
            oneof: oneof.and_then(|at| message.oneof_decl.get(at)).map(|of| of.name().to_owned()),
            deprecated: field.options.as_ref().is_some_and(is_deprecated),
        }
    }

    fn enumeration(&mut self, outer: &str, path: &[i32], of: &EnumDescriptorProto) {
        let values = (0..).zip(&of.value).map(|(at, value)| {
            let path = join(path, tag::ENUM_VALUE, at);
            (self.name(&path, tag::NAME, value.name().to_owned()), value.number())
        });
        let values = values.collect();
        let count = i32::try_from(of.value.len()).unwrap_or_default();
        let number_spans = (0..count).map(|at| self.place(&join(path, tag::ENUM_VALUE, at), tag::VALUE_NUMBER));
        let number_spans = number_spans.collect();
        let name = self.name(path, tag::NAME, format!("{outer}{}", of.name()));
        self.found.enums.push(Enum { name, values, number_spans });
    }

    fn service(&mut self, path: &[i32], service: &ServiceDescriptorProto) {
        let rpcs = (0..).zip(&service.method).map(|(at, rpc)| {
            let path = join(path, tag::SERVICE_RPC, at);
            Rpc {
                name: self.name(&path, tag::NAME, rpc.name().to_owned()),
                request: self.name(&path, tag::RPC_REQUEST, rpc.input_type().to_owned()),
                response: self.name(&path, tag::RPC_RESPONSE, rpc.output_type().to_owned()),
                client_streaming: rpc.client_streaming(),
                server_streaming: rpc.server_streaming(),
            }
        });
        let rpcs = rpcs.collect();
        let name = self.name(path, tag::NAME, service.name().to_owned());
        self.found.services.push(Service { name, rpcs });
    }
}

fn join(path: &[i32], part: i32, at: i32) -> Vec<i32> {
    path.iter().copied().chain([part, at]).collect()
}

fn is_map_entry(message: &DescriptorProto) -> bool {
    message.options.as_ref().is_some_and(|options| options.map_entry())
}

/// The parser leaves options as they are written.
fn is_deprecated(options: &prost_types::FieldOptions) -> bool {
    options.uninterpreted_option.iter().any(|option| {
        let named = option.name.first().is_some_and(|part| part.name_part == "deprecated");
        named && option.identifier_value() == "true"
    })
}

fn type_name(field: &FieldDescriptorProto) -> String {
    match &field.type_name {
        Some(name) => name.trim_start_matches('.').to_owned(),
        None => field
            .r#type
            .and_then(|of| Type::try_from(of).ok())
            .map_or_else(String::new, |of| of.as_str_name().trim_start_matches("TYPE_").to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests;

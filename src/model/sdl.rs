//! How a GraphQL schema and a proto inside a spec are changed: what is put in, taken out, and renamed with its uses.

use super::{Graphql, Grpc, Model};
use crate::spec::realtime::Streaming;
use crate::spec::{At, Items};
use crate::text::{Edit, LineIndex, Span};
use crate::value::graphql::{Field, Schema, Type, TypeKind};
use crate::yaml::Style;

impl<'m> Graphql<'m> {
    /// The edits that put a text in at a place of the schema.
    #[must_use]
    pub fn put(self, at: usize, text: impl Into<String>) -> Vec<Edit> {
        vec![Edit::insert(self.locate(Span::at(at)).start, text)]
    }

    /// The edits that write a text over a part of the schema.
    #[must_use]
    pub fn write_over(self, part: Span, text: impl Into<String>) -> Vec<Edit> {
        vec![Edit::replace(self.locate(part), text)]
    }

    /// The edits that add a definition at the end of the schema; none where it is not written as a block of text.
    #[must_use]
    pub fn define(self, definition: &str) -> Vec<Edit> {
        let Some(at) = &self.at.value.schema else { return Vec::new() };
        let gap = gap_before(self.model, at, at.value.len() - at.value.trim_start().len());
        let end = at.value.trim_end().len();
        gap.map(|gap| self.put(end, format!("{gap}{definition}"))).unwrap_or_default()
    }

    /// The edits that take a part of a type out of the schema, with the comma or the line that it stands in.
    #[must_use]
    pub fn take_out(self, part: Span) -> Vec<Edit> {
        let Some(at) = &self.at.value.schema else { return Vec::new() };
        if self.model.spec.tree.node(at.node).is_none_or(|node| node.style() != Some(Style::Block)) {
            return Vec::new();
        }
        let text = self.model.spec.text();
        vec![Edit::delete(with_separator(text, self.locate(part)))]
    }

    /// The edits that give a type another name, in the schema and among the loaders.
    #[must_use]
    pub fn rename_type(self, name: &str, to: &str) -> Vec<Edit> {
        let schema = self.definition();
        let own = schema.types.iter().map(|it| &it.name);
        let fields = schema.types.iter().flat_map(|it| &it.fields);
        let fields = fields.flat_map(|it| [it].into_iter().chain(&it.arguments)).map(|it| &it.of.name);
        let unions = schema.types.iter().filter(|it| it.kind == TypeKind::Union).flat_map(|it| &it.members);
        let implemented = schema.types.iter().flat_map(|it| &it.implements);
        let roots = schema.roots.iter().map(|(_, root)| root);
        let all = own.chain(fields).chain(unions).chain(implemented).chain(roots);
        let uses = all.filter(|it| it.text == name).map(|it| Edit::replace(self.locate(it.span), to));
        uses.chain(self.in_loaders(|of, field| (of == name).then(|| format!("{to}.{field}")))).collect()
    }

    /// The edits that give a field another name: in all types that have it through one interface, in keys and other
    /// directives that list fields, and among the loaders.
    #[must_use]
    pub fn rename_field(self, of: &Type, name: &str, to: &str) -> Vec<Edit> {
        let schema = self.definition();
        let family = family(schema, &of.name.text, name);
        let types = || schema.types.iter().filter(|it| family.contains(&it.name.text.as_str()));
        let own = types().flat_map(|it| &it.fields).filter(|it| it.name.text == name);
        let mut edits: Vec<Edit> = own.map(|it| Edit::replace(self.locate(it.name.span), to)).collect();
        let text = self.at.value.schema.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
        // A key lists fields of its type, `@requires` of the type around it, `@provides` of the type that is given.
        let keys = types().flat_map(|it| it.directives.iter().chain(it.fields.iter().flat_map(|it| &it.directives)));
        let keys = keys.filter(|it| matches!(it.name.text.as_str(), "key" | "requires"));
        let given = schema.types.iter().flat_map(|it| &it.fields);
        let given = given.filter(|it| family.contains(&it.of.name.text.as_str())).flat_map(|it| &it.directives);
        for directive in keys.chain(given.filter(|it| it.name.text == "provides")) {
            edits.extend(words(directive.span, text, name).map(|part| Edit::replace(self.locate(part), to)));
        }
        let renamed = |of: &str, field: &str| (field == name && family.contains(&of)).then(|| format!("{of}.{to}"));
        edits.extend(self.in_loaders(renamed));
        if self.definition().roots.iter().any(|(_, root)| root.text == of.name.text) || is_root(&of.name.text) {
            edits.extend(self.in_operations(name, to));
        }
        edits
    }

    /// Calls and steps of flows that name an operation of this API, with another name for it.
    fn in_operations(self, name: &str, to: &str) -> Vec<Edit> {
        let calls = self.model.calls().filter(|it| it.service().map(|it| it.name()) == self.service_name());
        let called = calls.filter_map(|it| it.at.value.operation.as_ref());
        let steps = self.model.system().flows.items().iter().flat_map(|it| it.steps.items());
        let asked = steps.filter(|it| it.to.as_ref().map(|it| &*it.value.0) == self.service_name());
        let asked =
            asked.filter_map(|it| it.does.as_ref()).filter(|it| it.value.split(' ').next().is_some_and(is_root));
        let text = self.model.spec.text();
        let places = called.chain(asked).flat_map(|it| words(it.span, text, name).collect::<Vec<_>>());
        places.map(|part| Edit::replace(part, to)).collect()
    }

    /// The edits that give a value of an enum another name, in the enum and in defaults.
    #[must_use]
    pub fn rename_value(self, of: &Type, name: &str, to: &str) -> Vec<Edit> {
        let schema = self.definition();
        let text = self.at.value.schema.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
        let own = schema.types.iter().filter(|it| it.name.text == of.name.text).flat_map(|it| &it.members);
        let own = own.filter(|it| it.text == name).map(|it| it.span);
        let fields = schema.types.iter().flat_map(|it| &it.fields).flat_map(|it| [it].into_iter().chain(&it.arguments));
        let given = fields.filter(|it| it.of.name.text == of.name.text && it.default.is_some());
        // The default stands behind the type, before directives.
        let behind = |it: &Field| {
            let end = it.directives.first().map_or(it.span.end, |it| it.span.start);
            words(Span::new(it.of.span.end, end.max(it.of.span.end)), text, name).collect::<Vec<_>>()
        };
        own.chain(given.flat_map(behind)).map(|part| Edit::replace(self.locate(part), to)).collect()
    }

    /// Loaders as they are to be written, where that is another way.
    fn in_loaders(self, better: impl Fn(&str, &str) -> Option<String>) -> Vec<Edit> {
        let tree = &self.model.spec.tree;
        let loaders = self.at.value.loaders.items().iter();
        let renamed = loaders.filter_map(|it| Some((it, it.value.split_once('.')?)));
        renamed.filter_map(|(it, (of, field))| Some(tree.replace(it.node, &better(of, field)?))).flatten().collect()
    }
}

/// Whether a word is one of the three operations, or the type that has them.
fn is_root(word: &str) -> bool {
    ["query", "mutation", "subscription"].iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// The types whose field of that name is one: interfaces and what implements them.
fn family<'s>(schema: &'s Schema, of: &'s str, field: &str) -> Vec<&'s str> {
    let has = |it: &&Type| it.fields.iter().any(|it| it.name.text == field);
    let mut found = vec![of];
    let mut at = 0;
    while let Some(name) = found.get(at).copied() {
        at += 1;
        for other in schema.types.iter().filter(has) {
            let own = schema.types.iter().filter(|it| it.name.text == name).flat_map(|it| &it.implements);
            let related = other.implements.iter().any(|it| it.text == name)
                || own.into_iter().any(|it| it.text == other.name.text);
            if related && !found.contains(&other.name.text.as_str()) {
                found.push(&other.name.text);
            }
        }
    }
    found
}

/// Where a word stands in a part of a text, whole.
pub(super) fn words<'t>(part: Span, text: &'t str, word: &'t str) -> impl Iterator<Item = Span> + 't {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let inside = part.of(text);
    let whole = move |at: &usize| {
        let (before, after) =
            (inside.get(..*at).unwrap_or_default(), inside.get(at + word.len()..).unwrap_or_default());
        !before.ends_with(is_word) && !after.starts_with(is_word)
    };
    let places = inside.match_indices(word).map(|(at, _)| at).filter(whole);
    places.map(move |at| Span::new(part.start + at, part.start + at + word.len()))
}

/// A part of a list of definitions with what separates it from the others: its line where it has one of its own, else a
/// comma or the white space behind it, else that before it.
fn with_separator(text: &str, part: Span) -> Span {
    let before = text.get(..part.start).unwrap_or_default();
    let after = text.get(part.end..).unwrap_or_default();
    let comma = usize::from(after.starts_with(','));
    let blank = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let end = part.end + comma + blank(after.get(comma..).unwrap_or_default());
    let rest = text.get(end..).unwrap_or_default();
    let lead = before.trim_end_matches([' ', '\t']);
    let alone = (lead.is_empty() || lead.ends_with('\n')) && rest.starts_with(['\n', '\r']);
    if alone {
        let line_break = if rest.starts_with('\r') { 2 } else { 1 };
        return Span::new(lead.len(), end + line_break);
    }
    if rest.starts_with('}') || rest.starts_with(')') {
        // The last one takes the comma before it along.
        let start = lead.strip_suffix(',').map_or(part.start, str::len);
        return Span::new(start, if start < part.start { part.end } else { end });
    }
    Span::new(part.start, end)
}

/// What stands between the line before a place in a block of text and the place; none where the text is no such block.
fn gap_before(model: &Model<'_>, text: &At<String>, at: usize) -> Option<String> {
    let node = model.spec.tree.node(text.node)?;
    if node.style() != Some(Style::Block) {
        return None;
    }
    let place = node.map_offset(at);
    let whole = model.spec.text();
    let lines = LineIndex::new(whole);
    let start = lines.start_of(lines.line_of(place));
    let indent = Span::new(start, place).of(whole);
    indent.trim().is_empty().then(|| format!("\n{indent}"))
}

impl Grpc<'_> {
    /// The edits that put a text in at a place of the proto.
    #[must_use]
    pub fn put(self, at: usize, text: impl Into<String>) -> Vec<Edit> {
        vec![Edit::insert(self.locate(Span::at(at)).start, text)]
    }

    /// The edits that give its package another name, where it is stated, in its proto and where calls name it.
    #[must_use]
    pub fn rename_package(self, to: &str) -> Vec<Edit> {
        let Some(stated) = &self.at.value.package else { return Vec::new() };
        let mut edits = self.model.spec.tree.replace(stated.node, to);
        let name = stated.value.as_str();
        let text = self.at.value.proto.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
        if let Some(at) = text.find(&format!("package {name};")).map(|at| at + "package ".len()) {
            edits.extend(self.write_over(Span::new(at, at + name.len()), to));
        }
        let calls = self.model.calls().filter(|it| it.service().map(|it| it.name()) == self.service_name());
        let whole = self.model.spec.text();
        for rpc in calls.filter_map(|it| it.at.value.rpc.as_ref()) {
            let lead = rpc.span.of(whole).find(rpc.value.as_str());
            let named = rpc.value.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
            edits.extend(lead.filter(|_| named).map(|lead| {
                let start = rpc.span.start + lead;
                Edit::replace(Span::new(start, start + name.len()), to)
            }));
        }
        edits
    }

    /// The edits that let a procedure take one message instead of a stream, listed or in the proto.
    #[must_use]
    pub fn take_single(self, procedure: &str) -> Vec<Edit> {
        let tree = &self.model.spec.tree;
        let listed = self.at.value.rpcs.items().iter();
        let listed = listed.filter(|it| it.name.as_ref().is_some_and(|it| it.value == procedure));
        let mut edits: Vec<Edit> = Vec::new();
        for rpc in listed {
            let Some(streaming) = &rpc.streaming else { continue };
            match tree.node(rpc.node).and_then(|node| node.as_str()) {
                Some(short) => edits.extend(tree.replace(rpc.node, &short.replacen("(stream ", "(", 1))),
                None if streaming.value == Streaming::Bidirectional => {
                    edits.extend(tree.replace(streaming.node, "server"))
                }
                None => edits.extend(tree.replace(streaming.node, "none")),
            }
        }
        let text = self.at.value.proto.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
        let defined = self.definition().services.iter().flat_map(|it| &it.rpcs);
        for rpc in defined.filter(|it| it.name.text == procedure && it.client_streaming) {
            let before = Span::new(rpc.name.span.end, rpc.request.span.start);
            edits.extend(
                words(before, text, "stream").flat_map(|it| self.write_over(Span::new(it.start, before.end), "")),
            );
        }
        edits
    }

    /// The edits that write a text over a part of the proto.
    #[must_use]
    pub fn write_over(self, part: Span, text: impl Into<String>) -> Vec<Edit> {
        vec![Edit::replace(self.locate(part), text)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;
    use crate::text::apply;

    const SPEC: &str = "services: [shop, { name: web, calls: [{ to: shop, operation: query all_orders }] }]
flows: [{ name: look, steps: [\"web -> shop: query all_orders\"] }]
graphql:
  - service: shop
    loaders: [Order.order_lines, order_line.product]
    schema: |
      type Query { all_orders(state: State = open): [Order!]! }
      interface Node { node_id: ID! }
      type Order implements Node @key(fields: \"node_id\") {
        node_id: ID!
        order_lines: [order_line!]! @requires(fields: \"node_id\")
      }
      type order_line { product: String, of: Order @provides(fields: \"node_id\") }
      extend type order_line { price: Int }
      union Thing = Order | order_line
      enum State { open CLOSED }
";

    fn after(edits: impl Fn(Graphql<'_>) -> Vec<Edit>) -> String {
        let spec = Spec::read(SPEC);
        assert!(spec.problems.is_empty(), "{:?}", spec.problems);
        let model = Model::new(&spec, None);
        let edits = edits(model.graphql().next().unwrap());
        apply(SPEC, &edits)
    }

    #[test]
    fn a_type_is_renamed_wherever_it_is_named() {
        assert_eq!(
            after(|it| it.rename_type("order_line", "OrderLine")),
            SPEC.replace("order_line", "OrderLine").replace("OrderLines", "order_lines")
        );
    }

    #[test]
    fn a_field_is_renamed_with_its_interface_its_keys_and_its_loaders() {
        let rename = |of: &'static str, name: &'static str, to: &'static str| {
            after(move |it| it.rename_field(it.definition().get(of).unwrap(), name, to))
        };
        assert_eq!(rename("Order", "node_id", "nodeId"), SPEC.replace("node_id", "nodeId"));
        assert_eq!(rename("Node", "node_id", "nodeId"), SPEC.replace("node_id", "nodeId"));
        assert_eq!(rename("Order", "order_lines", "orderLines"), SPEC.replace("order_lines", "orderLines"));
        assert_eq!(rename("Query", "all_orders", "allOrders"), SPEC.replace("all_orders", "allOrders"));
    }

    #[test]
    fn a_value_is_renamed_where_it_is_the_default() {
        let renamed = after(|it| it.rename_value(it.definition().get("State").unwrap(), "open", "OPEN"));
        assert_eq!(renamed, SPEC.replace("open", "OPEN"));
    }

    #[test]
    fn a_part_is_taken_out_with_what_separates_it() {
        let out = |text: &str, part: &str| {
            let start = text.find(part).unwrap();
            let span = with_separator(text, Span::new(start, start + part.len()));
            apply(text, &[Edit::delete(span)])
        };
        assert_eq!(out("{ a: A, b: B, c: C }", "b: B"), "{ a: A, c: C }");
        assert_eq!(out("{ a: A, c: C }", "c: C"), "{ a: A }");
        assert_eq!(out("{ a: A b: B }", "b: B"), "{ a: A }");
        assert_eq!(out("{\n  a: A\n  b: B\n}\n", "b: B"), "{\n  a: A\n}\n");
    }

    #[test]
    fn a_package_is_renamed_in_its_proto_and_in_calls() {
        let text = "services: [stock, { name: web, calls: [{ to: stock, rpc: shop.stock.Stock/Reserve }] }]
grpc:
  - service: stock
    package: shop.stock
    proto: |
      package shop.stock;
      message Item { string id = 1; }
";
        let spec = Spec::read(text);
        let model = Model::new(&spec, None);
        let edits = model.grpc().next().unwrap().rename_package("shop.stock.v1");
        assert_eq!(apply(text, &edits), text.replace("shop.stock", "shop.stock.v1"));
    }

    #[test]
    fn a_stream_becomes_single_messages() {
        let text = "services: [a]
grpc:
  - service: a
    rpcs: [Send(stream Chunk) returns (Done)]
    proto: |
      message Chunk { bytes data = 1; }
      service Files { rpc Send(stream Chunk) returns (stream Chunk); }
";
        let spec = Spec::read(text);
        let model = Model::new(&spec, None);
        let edits = model.grpc().next().unwrap().take_single("Send");
        assert_eq!(
            apply(text, &edits),
            text.replace("(stream Chunk) returns (Done)", "(Chunk) returns (Done)")
                .replace("Send(stream Chunk) returns (stream", "Send(Chunk) returns (stream")
        );
    }
}

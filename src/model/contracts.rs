//! What the texts of other languages inside a spec define: GraphQL schemas and protos, each read once.

use super::{Call, Graphql, Grpc, Model};
use crate::spec::realtime::Streaming;
use crate::spec::{At, Items};
use crate::text::{Edit, Span};
use crate::value::graphql::{Field, Schema, Type, TypeKind};
use crate::value::proto::File;

/// The definitions in the order of the sections that hold them.
#[derive(Debug)]
pub(super) struct Contracts {
    schemas: Vec<Schema>,
    files: Vec<File>,
    /// What an API without a text defines.
    no_schema: Schema,
    no_file: File,
}

impl Contracts {
    pub(super) fn new(model: &Model<'_>) -> Self {
        let text = |text: &Option<At<String>>| text.as_ref().map(|it| it.value.clone()).unwrap_or_default();
        let system = &model.spec.system;
        Self {
            schemas: system.graphql.items().iter().map(|it| Schema::read(&text(&it.schema))).collect(),
            files: system.grpc.items().iter().map(|it| File::read(&text(&it.proto))).collect(),
            no_schema: Schema::default(),
            no_file: File::default(),
        }
    }
}

impl<'m> Graphql<'m> {
    /// What its schema defines; nothing where it has none.
    #[must_use]
    pub fn definition(self) -> &'m Schema {
        let contracts = self.model.contracts();
        let all = self.model.spec.system.graphql.items();
        let index = all.iter().position(|it| std::ptr::eq(it, self.at));
        index.and_then(|index| contracts.schemas.get(index)).unwrap_or(&contracts.no_schema)
    }

    /// Where a part of its schema stands in the document.
    #[must_use]
    pub fn locate(self, part: Span) -> Span {
        locate(self.model, self.at.value.schema.as_ref(), part)
    }

    /// Its object types without the roots of its operations, extensions included, each with its fields.
    pub fn objects(self) -> impl Iterator<Item = &'m Type> {
        let definition = self.definition();
        let is_root = move |name: &str| {
            let said = definition.roots.iter().any(|(_, root)| root.text == name);
            said || ["Query", "Mutation", "Subscription"].contains(&name)
        };
        definition.types.iter().filter(move |it| it.kind == TypeKind::Object && !is_root(&it.name.text))
    }

    /// Whether things of a type come in lists, so that a field of it is asked for once for each of them.
    #[must_use]
    pub fn comes_in_lists(self, name: &str) -> bool {
        let definition = self.definition();
        let fields = || definition.types.iter().filter(|it| it.kind != TypeKind::Input).flat_map(|it| &it.fields);
        let in_list = |name: &str| fields().any(|field| field.of.lists > 0 && field.of.name.text == name);
        // A connection holds its things in edges: `edges: [OrderEdge]`, `node: Order`.
        let edges = definition.types.iter().filter(|it| it.fields.iter().any(|field| is_node(field, name)));
        in_list(name) || edges.into_iter().any(|edge| in_list(&edge.name.text))
    }

    /// The name of the service that answers.
    #[must_use]
    pub fn service_name(self) -> Option<&'m str> {
        self.at.value.service.as_ref().map(|it| it.value.0.as_str())
    }
}

fn is_node(field: &Field, name: &str) -> bool {
    field.name.text == "node" && field.of.name.text == name
}

/// A procedure, wherever it is declared.
#[derive(Debug, Clone)]
pub struct Procedure<'m> {
    /// Its name.
    pub name: &'m str,
    /// Whether the client sends a stream.
    pub client_streaming: bool,
}

impl<'m> Grpc<'m> {
    /// The name of the service that answers.
    #[must_use]
    pub fn service_name(self) -> Option<&'m str> {
        self.at.value.service.as_ref().map(|it| it.value.0.as_str())
    }

    /// Its package, as stated or as its proto says; empty where neither does.
    #[must_use]
    pub fn package(self) -> &'m str {
        self.at.value.package.as_ref().map_or(self.definition().package.as_str(), |it| it.value.as_str())
    }

    /// What its proto defines; nothing where it has none.
    #[must_use]
    pub fn definition(self) -> &'m File {
        let contracts = self.model.contracts();
        let all = self.model.spec.system.grpc.items();
        let index = all.iter().position(|it| std::ptr::eq(it, self.at));
        index.and_then(|index| contracts.files.get(index)).unwrap_or(&contracts.no_file)
    }

    /// Where a part of its proto stands in the document.
    #[must_use]
    pub fn locate(self, part: Span) -> Span {
        locate(self.model, self.at.value.proto.as_ref(), part)
    }

    /// Its procedures, listed or in its proto.
    #[must_use]
    pub fn procedures(self) -> Vec<Procedure<'m>> {
        let listed = self.at.value.rpcs.items().iter().filter_map(|rpc| {
            let streaming = rpc.streaming.as_ref().map(|it| it.value);
            let client_streaming = matches!(streaming, Some(Streaming::Client | Streaming::Bidirectional));
            Some(Procedure { name: last(&rpc.name.as_ref()?.value), client_streaming })
        });
        let defined = self.definition().services.iter().flat_map(|service| &service.rpcs);
        let defined = defined.map(|rpc| Procedure { name: &rpc.name.text, client_streaming: rpc.client_streaming });
        listed.chain(defined).collect()
    }
}

/// `Reserve` of `shop.inventory.v1.Inventory/Reserve`: a procedure may be written with its service.
#[must_use]
pub fn last(procedure: &str) -> &str {
    procedure.rsplit(['.', '/']).next().unwrap_or_default()
}

impl<'m> Call<'m> {
    /// The procedure that it calls, where an API of the service that it calls has it.
    #[must_use]
    pub fn procedure(self) -> Option<Procedure<'m>> {
        let (rpc, service) = (self.at.value.rpc.as_ref()?, self.service()?);
        let name = last(&rpc.value);
        let apis = self.model.grpc().filter(|it| it.service_name() == Some(service.name()));
        apis.flat_map(Grpc::procedures).find(|it| it.name == name)
    }
}

impl<'m> Grpc<'m> {
    /// The names of its procedures, each where it is declared.
    #[must_use]
    pub fn procedure_names(self) -> Vec<(&'m str, Span)> {
        let listed = self.at.value.rpcs.items().iter().filter_map(|rpc| {
            let name = rpc.name.as_ref()?;
            // The short form has one place for all of it.
            let lead = name.span.of(self.model.spec.text()).find(name.value.as_str())?;
            let start = name.span.start + lead;
            Some((name.value.as_str(), Span::new(start, start + name.value.len())))
        });
        let defined = self.definition().services.iter().flat_map(|service| &service.rpcs);
        listed.chain(defined.map(|rpc| (rpc.name.text.as_str(), self.locate(rpc.name.span)))).collect()
    }

    /// The edits that give a procedure another name, where it is declared and where calls and flows name it.
    #[must_use]
    pub fn rename_procedure(self, (name, span): (&str, Span), better: &str) -> Vec<Edit> {
        let calls = self.model.calls().filter(|call| call.service().map(|it| it.name()) == self.service_name());
        let called = calls.filter_map(|call| call.at.value.rpc.as_ref());
        let steps = self.model.system().flows.items().iter().flat_map(|flow| flow.steps.items());
        let to_us =
            |step: &At<crate::spec::flow::Step>| step.to.as_ref().map(|it| it.value.0.as_str()) == self.service_name();
        let done = steps.filter(|step| to_us(step)).filter_map(|step| step.does.as_ref());
        let mut edits = vec![Edit::replace(span, better)];
        for text in called.chain(done) {
            edits.extend(named(text.span.of(self.model.spec.text()), name).map(|at| {
                let start = text.span.start + at;
                Edit::replace(Span::new(start, start + name.len()), better)
            }));
        }
        edits
    }
}

/// Where a procedure's name stands in the text of a call: whole, and first or behind the service's name.
fn named(text: &str, name: &str) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        !before.ends_with(|c: char| is_word(c) || c.is_whitespace()) && !after.starts_with(is_word)
    };
    text.match_indices(name).map(|(at, _)| at).find(|at| whole(*at))
}

fn locate(model: &Model<'_>, text: Option<&At<String>>, part: Span) -> Span {
    let Some(text) = text else { return Span::default() };
    let Some(node) = model.spec.tree.node(text.node) else { return text.span };
    Span::new(node.map_offset(part.start), node.map_offset(part.end))
}

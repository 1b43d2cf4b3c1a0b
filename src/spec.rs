//! The language: one file a section, each key declared once with its type and what it says.
//!
//! Reading, unknown-key reports, the published JSON Schema and the reference page all come from these declarations.

pub mod config;
pub mod data;
mod declare;
mod edit;
pub mod endpoint;
pub mod event;
pub mod flow;
mod named;
pub mod names;
pub mod operations;
pub mod plan;
pub mod read;
pub mod realtime;
mod record;
pub mod schema;
pub mod security;
pub mod service;
pub mod shape;
pub mod system;
pub mod wording;

pub use read::{
    At, Entries, Items, List, Map, Mention, Name, Problem, ProblemKind, Read, Reader, Ref, Toggle, Value, Waiver,
};
pub use shape::{Key, Kinds, Shape, Type};

use crate::text::Edit;
use crate::yaml::{Node, SyntaxKind, Tree};
use declare::record;
use shape::CONCEPT;

record! {
    /// A system.
    System "spec" {
        /// The version of the language, `1`.
        architrave: FormatVersion,
        /// The system's name.
        name: String,
        /// What it does, in a line.
        summary: String,
        /// Its overall pattern.
        style: system::Style,
        /// How finished the design is; `review` where nothing is said.
        stage: system::Stage,
        /// Who answers for it.
        owner: String,
        /// What it must do, and how well.
        requirements: system::Requirements,
        /// Limits that are not up for discussion.
        constraints: List<system::Constraint>,
        /// Core domain objects; each ends up in `data_model`.
        data_entities: List<Name<CONCEPT>>,
        /// Systems of others.
        integration_points: List<system::External>,
        /// Bounded contexts and how they relate.
        contexts: List<system::Context>,
        /// What runs.
        services: List<service::Service>,
        /// HTTP endpoints; services can also hold theirs.
        api: List<endpoint::Endpoint>,
        /// GraphQL APIs.
        graphql: List<realtime::Graphql>,
        /// gRPC APIs.
        grpc: List<realtime::Grpc>,
        /// WebSocket endpoints.
        websockets: List<realtime::Websocket>,
        /// Streams of server-sent events.
        sse: List<realtime::Sse>,
        /// Webhooks.
        webhooks: List<realtime::Webhook>,
        /// The policy that all APIs follow.
        api_design: endpoint::ApiDesign,
        /// Request, response and message types.
        schemas: SchemaMap,
        /// Topics, queues and streams.
        channels: List<event::Channel>,
        /// Domain events.
        events: List<event::Event>,
        /// Use cases as steps.
        flows: List<flow::Flow>,
        /// Databases and other stores.
        stores: List<data::Store>,
        /// Tables, collections, entities.
        data_model: List<data::Table>,
        /// Caching strategies.
        caches: List<data::Cache>,
        /// Who may do what.
        security: security::Security,
        /// How it is watched.
        observability: operations::Observability,
        /// How it survives.
        resilience: operations::Resilience,
        /// How it grows.
        scalability: operations::Scalability,
        /// Where and how it runs.
        deployment: operations::Deployment,
        /// How schemas change and old systems go.
        migrations: operations::Migrations,
        /// What was decided and why.
        decisions: List<plan::Decision>,
        /// What comes when.
        roadmap: List<plan::Phase>,
        /// What may go wrong.
        risks: List<plan::Risk>,
        /// How it is checked once it is built.
        validation: plan::Validation,
        /// Policies that fill in what items leave out.
        defaults: config::Defaults,
        /// Which rules are on: `extends: strict` also those that ask for more, `extends: all` every one; a rule's id with
        /// `off`, `info`, `warning` or `error` wins over that.
        rules: config::RuleConfig,
    }
}

/// The version of the language that a spec says it is written in. There is one so far.
#[derive(Debug, Clone, Copy)]
pub struct FormatVersion;

impl Read for FormatVersion {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if node.as_str() != Some("1") {
            let message = format!(
                "language version `{}` is not known, this is version `1`",
                read::shorten(node.as_str().unwrap_or("…"))
            );
            reader.report(ProblemKind::UnknownVersion, reader.first_line(node.span()), message);
            reader.mend(crate::rule::Fix::suggested("Write `1`", vec![Edit::replace(node.span(), "1")]));
        }
        Some(Self)
    }
    fn declared() -> Type {
        Type::Form { name: "language version", example: "1", pattern: "^1$" }
    }
}

/// Schemas by name; each name can be referred to.
#[derive(Debug, Clone, Default)]
pub struct SchemaMap(pub Map<schema::Schema>);

impl std::ops::Deref for SchemaMap {
    type Target = Map<schema::Schema>;
    fn deref(&self) -> &Map<schema::Schema> {
        &self.0
    }
}

impl Read for SchemaMap {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        for (key, _) in node.entries().into_iter().flatten() {
            reader.declares(shape::SCHEMA, key.as_str().unwrap_or_default(), key.span());
        }
        Map::read(node, reader).map(Self)
    }
    fn declared() -> Type {
        Map::<schema::Schema>::declared()
    }
}

/// A document as language: what it says, and what is wrong with how it says it.
#[derive(Debug)]
pub struct Spec {
    /// The text as a tree.
    pub tree: Tree,
    /// What it says.
    pub system: System,
    /// What is wrong, in the order found.
    pub problems: Vec<Problem>,
    /// Names declared, each with its kind and place.
    pub declared: Vec<Mention>,
    /// Names used, each with the kinds that it may be of and its place.
    pub used: Vec<Mention>,
    /// Findings that the author keeps.
    pub waivers: Vec<Waiver>,
}

impl Spec {
    /// Reads a text. Never fails: what cannot be read is among the problems.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::of(Tree::read(text))
    }

    fn of(tree: Tree) -> Self {
        let mut reader = Reader::new(&tree);
        syntax_problems(&tree, &mut reader);
        let mut system = match tree.root() {
            Some(root) if !root.is_null() => System::read(root, &mut reader).unwrap_or_default(),
            _ => System::default(),
        };
        config::Defaults::apply(&mut system);
        reader.comment_waivers();
        names::check(&mut reader);
        let Reader { problems, declared, used, waivers, .. } = reader;
        Self { tree, system, problems, declared, used, waivers }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The stage in force.
    #[must_use]
    pub fn stage(&self) -> system::Stage {
        self.system.stage.as_ref().map_or(system::Stage::Review, |stage| stage.value)
    }
}

fn syntax_problems(tree: &Tree, reader: &mut Reader<'_>) {
    for error in tree.errors() {
        let (kind, related) = match error.kind {
            SyntaxKind::Syntax | SyntaxKind::Limit => (ProblemKind::Syntax, None),
            SyntaxKind::DuplicateKey { first } => (ProblemKind::DuplicateKey, Some((first, "first here".to_owned()))),
            SyntaxKind::AliasExpansion => (ProblemKind::AliasExpansion, None),
        };
        reader.report(kind, error.span, error.message.clone());
        if let Some(problem) = reader.problems.last_mut() {
            problem.related = related;
        }
        if !error.fix.is_empty() {
            reader.mend(match kind {
                ProblemKind::DuplicateKey => {
                    crate::rule::Fix::suggested("Remove the one that does not count", error.fix.clone())
                }
                _ => crate::rule::Fix::safe("Mend the syntax", error.fix.clone()),
            });
        }
    }
}

//! The resolved system: names bound, and typed views that rules, diagrams and documents read.
//!
//! A view is a copy of two references: the model, and what the spec says. It reaches its neighbourhood through
//! methods. What policies fill in is already part of what the spec says.

mod access;
mod addresses;
mod api;
mod availability;
mod brokers;
pub mod caching;
mod calls;
mod capacity;
pub mod compatibility;
mod contracts;
mod data;
mod data_flow;
mod events;
mod evolution;
mod field_names;
mod fields;
mod graph;
mod index;
mod interfaces;
mod limits;
mod mending;
mod messaging;
mod migration;
mod operations;
mod ownership;
pub mod queries;
mod regimes;
mod relations;
mod renames;
mod representations;
mod roadmap;
mod saga;
mod sdl;
mod sections;
mod services;
mod states;
mod tables;
mod texts;
mod time;
mod usage;
pub mod versions;
pub mod wire;
pub mod words;

pub use access::Entrance;
pub use api::{Endpoint, Exposure, Graphql, Grpc, Schema, Scheme, Sse, Webhook, Websocket};
pub use availability::{Part, Promise};
pub use brokers::{Product, is_broker};
pub use calls::{Call, Party};
pub use contracts::{Procedure, last as procedure_name};
pub use data::{Cache, Column, Store, Table, engine_kind, plural, singular};
pub use data_flow::Outflow;
pub use events::{Channel, Event, Flow, Publication, Subscription};
pub use evolution::{Change, ChangeKind, Evolution};
pub use fields::Versioned;
pub use graph::path;
pub use interfaces::{Status, is_version, parameter_name, plain};
pub use limits::Ceiling;
pub use operations::Tracing;
pub use regimes::Demand;
pub use representations::ListBody;
pub use sections::Section;
pub use services::{External, Service};
pub use states::State;
pub use tables::{Dialect, field_type, index_column};
pub use texts::Text;
pub use time::{Need, Stretch};
pub use usage::Writer;
pub use versions::Versions;
pub use words::{Case, words};

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::order;
use crate::spec::{self, At, Items, Kinds, Spec};

/// A system as rules see it.
#[derive(Debug)]
pub struct Model<'s> {
    /// What was read.
    pub spec: &'s Spec,
    /// Today as `2027-01-31`, where the caller says it.
    pub today: Option<&'s str>,
    table_policy: Option<&'s spec::data::Table>,
    services: Vec<&'s At<spec::service::Service>>,
    endpoints: Vec<api::EndpointEntry<'s>>,
    calls: Vec<calls::CallEntry<'s>>,
    subscriptions: Vec<(usize, &'s At<spec::service::Subscription>)>,
    publications: Vec<Publication<'s>>,
    service_ids: BTreeMap<&'s str, usize>,
    external_ids: BTreeMap<&'s str, usize>,
    table_ids: BTreeMap<&'s str, usize>,
    index: index::Index<'s>,
    addresses: OnceCell<addresses::Addresses>,
    graph: OnceCell<graph::CallGraph>,
    contracts: OnceCell<contracts::Contracts>,
    mentions: OnceCell<renames::Mentions>,
    relations: OnceCell<Option<relations::Relations>>,
    fronts: OnceCell<limits::Fronts>,
}

impl<'s> Model<'s> {
    /// Binds names.
    #[must_use]
    pub fn new(spec: &'s Spec, today: Option<&'s str>) -> Self {
        let system = &spec.system;
        let services: Vec<_> = system.services.items().iter().filter(|service| service.name.is_some()).collect();
        let by_name = |(index, service): (usize, &&'s At<spec::service::Service>)| {
            Some((service.name.as_ref()?.0.as_str(), index))
        };
        let service_ids = order::map(services.iter().enumerate().filter_map(by_name));
        let external =
            |(index, at): (usize, &'s At<spec::system::External>)| Some((at.name.as_ref()?.0.as_str(), index));
        let table = |(index, at): (usize, &'s At<spec::data::Table>)| Some((at.name.as_ref()?.0.as_str(), index));
        let mut model = Self {
            spec,
            today,
            table_policy: system.defaults.as_ref().and_then(|it| it.table.as_ref()).map(|policy| &policy.0),
            services,
            endpoints: Vec::new(),
            calls: Vec::new(),
            subscriptions: Vec::new(),
            publications: Vec::new(),
            service_ids,
            external_ids: order::map(system.integration_points.items().iter().enumerate().filter_map(external)),
            table_ids: order::map(system.data_model.items().iter().enumerate().filter_map(table)),
            index: index::Index::default(),
            addresses: OnceCell::new(),
            graph: OnceCell::new(),
            contracts: OnceCell::new(),
            mentions: OnceCell::new(),
            relations: OnceCell::new(),
            fronts: OnceCell::new(),
        };
        model.endpoints = api::collect(&model);
        model.calls = calls::collect(&model);
        model.subscriptions = events::subscriptions(&model);
        model.publications = events::publications(&model);
        model.index = index::Index::new(&model);
        model
    }

    /// What the GraphQL schemas and protos in the spec define.
    fn contracts(&self) -> &contracts::Contracts {
        self.contracts.get_or_init(|| contracts::Contracts::new(self))
    }

    /// What the system is called; `system` where it says nothing.
    #[must_use]
    pub fn name(&self) -> &'s str {
        self.spec.system.name.as_ref().map_or("system", |name| &name.value)
    }

    /// What the spec says at its top.
    #[must_use]
    pub fn system(&self) -> &'s spec::System {
        &self.spec.system
    }

    /// Whether the spec declares any thing of these kinds, so that its absence elsewhere means something.
    #[must_use]
    pub fn declares(&self, kinds: Kinds) -> bool {
        self.spec.declared.iter().any(|mention| mention.kinds & kinds != 0)
    }

    /// The part of a span that lies on its first line: what a finding about the whole marks.
    #[must_use]
    pub fn line(&self, span: crate::text::Span) -> crate::text::Span {
        spec::read::first_line(self.spec.text(), span)
    }

    /// The decision records.
    pub fn decisions(&self) -> impl Iterator<Item = Decision<'_>> {
        self.spec.system.decisions.items().iter().map(|at| Decision { model: self, at })
    }

    /// The phases of the roadmap, in order.
    pub fn phases(&self) -> impl Iterator<Item = Phase<'_>> {
        self.spec.system.roadmap.items().iter().map(|at| Phase { model: self, at })
    }

    /// The environments.
    pub fn environments(&self) -> impl Iterator<Item = Environment<'_>> {
        let environments = self.spec.system.deployment.as_ref().map(|it| it.environments.items()).unwrap_or_default();
        environments.iter().map(|at| Environment { model: self, at })
    }
}

/// Declares a view: a pair of references that reads like the spec's own element; `named` for one that has a name.
macro_rules! view {
    ($(#[doc = $doc:literal])* $name:ident of $spec:ty, named) => {
        view! { $(#[doc = $doc])* $name of $spec }

        impl<'m> $name<'m> {
            /// Its name.
            #[must_use]
            pub fn name(self) -> &'m str {
                self.at.value.name.as_ref().map_or("", |name| &name.value.0)
            }

            /// Where its name stands.
            #[must_use]
            pub fn name_span(self) -> $crate::text::Span {
                self.at.value.name.as_ref().map_or(self.at.span, |name| name.span)
            }
        }
    };
    ($(#[doc = $doc:literal])* $name:ident of $spec:ty) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'m> {
            /// The model that it belongs to.
            pub model: &'m $crate::model::Model<'m>,
            /// What the spec says.
            pub at: &'m $crate::spec::At<$spec>,
        }

        impl<'m> std::ops::Deref for $name<'m> {
            type Target = $spec;
            fn deref(&self) -> &$spec {
                &self.at.value
            }
        }

        impl<'m> $name<'m> {
            /// The first line of where it is written, for a finding about the whole of it.
            #[must_use]
            pub fn place(self) -> $crate::text::Span {
                $crate::spec::read::first_line(self.model.spec.text(), self.at.span)
            }

            /// The edits that set a key of it, which turn a short form into a long one where needed.
            #[must_use]
            pub fn set(self, key: &str, value: &str) -> Vec<$crate::text::Edit> {
                self.model.spec.set(self.at, key, value)
            }

            /// The edits that add an item to a list of it, which turn a short form into a long one where needed.
            #[must_use]
            pub fn add(self, key: &str, item: &str) -> Vec<$crate::text::Edit> {
                self.model.spec.add(self.at, key, item)
            }

            /// The edits that take a key of it out.
            #[must_use]
            pub fn unset(self, key: &str) -> Vec<$crate::text::Edit> {
                self.model.spec.tree.remove_entry(self.at.node, key)
            }
        }
    };
}
use view;

view! {
    /// A decision record.
    Decision of spec::plan::Decision
}

view! {
    /// A phase of the roadmap.
    Phase of spec::plan::Phase
}

view! {
    /// An environment.
    Environment of spec::operations::Environment, named
}

/// A finding that the author keeps, with how many it hid.
#[derive(Debug, Clone, Copy)]
pub struct Waiver<'m> {
    /// The model that it belongs to.
    pub model: &'m Model<'m>,
    /// What the spec says.
    pub waiver: &'m spec::Waiver,
    /// How many findings it hid.
    pub hits: usize,
    /// Whether its rule looked at the design in this check.
    pub looked: bool,
}

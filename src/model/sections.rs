//! The eight sections of a finished design: which of them the spec has something to say in.

use super::{Model, Store};
use crate::spec::Items;
use crate::spec::data::StoreKind;

/// A section that the readers of a design look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// `the overview`, as a sentence names it.
    pub name: &'static str,
    /// What to write where: `what runs under `services``.
    pub hint: &'static str,
    /// Whether the spec has it, or such a system needs none.
    pub is_there: bool,
}

impl Model<'_> {
    /// The eight sections in their order. A system without an interface needs no API, one without a database no tables,
    /// one whose services all say how many run no plan for scaling.
    #[must_use]
    pub fn sections(&self) -> [Section; 8] {
        let system = self.system();
        let has_tables = |store: Store<'_>| {
            use StoreKind::{Document, Graph, KeyValue, Relational, WideColumn};
            matches!(store.kind(), Some(Document | Graph | KeyValue | Relational | WideColumn)) && store.is_durable()
        };
        let listens =
            self.subscriptions().next().is_some() || self.services().any(|it| !it.at.value.jobs.items().is_empty());
        let scaled = self.services().next().is_some() && self.services().all(|it| it.instances().is_some());
        let overview = system.summary.is_some() && self.services().next().is_some();
        let tables = self.tables().next().is_some() || !self.stores().any(has_tables);
        let scaling = system.scalability.is_some() || scaled || self.is_serverless();
        let section = |is_there, name, hint| Section { name, hint, is_there };
        [
            section(overview, "the overview", "what it does and what runs under `summary` and `services`"),
            section(self.has_interface() || listens, "the API", "what can be asked under `api`"),
            section(tables, "the database", "what is kept under `data_model`"),
            section(
                self.decisions().next().is_some(),
                "the record of decisions",
                "what was decided and why under `decisions`",
            ),
            section(system.security.is_some(), "security", "who may do what under `security`"),
            section(scaling, "the scaling plan", "how it grows under `scalability`"),
            section(system.deployment.is_some(), "the deployment", "where it runs under `deployment`"),
            section(self.phases().next().is_some(), "the roadmap", "what comes when under `roadmap`"),
        ]
    }

    /// How much there is to get wrong: services, what they offer, call, handle and keep, and who may ask.
    #[must_use]
    pub fn size(&self) -> usize {
        let offered = self.endpoints().count() + self.graphql().count() + self.grpc().count();
        let live = self.websockets().count() + self.sse().count() + self.webhooks().count();
        let told = self.events().count() + self.channels().count() + self.subscriptions().count();
        let kept = self.stores().count() + self.tables().count() + self.caches().count();
        let asked = self.calls().count() + self.schemes().count();
        self.services().count() + offered + live + told + kept + asked
    }
}

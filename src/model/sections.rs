//! The eight sections of a finished design: which of them the spec has something to say in.

use super::{Model, Service, Store};
use std::collections::BTreeSet;

use crate::spec::data::StoreKind;
use crate::spec::plan::DecisionStatus;
use crate::spec::system::{Constraint, ConstraintKind};
use crate::spec::{At, Items};
use crate::text::Edit;
use crate::yaml::quote;

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
    /// one whose services all say how many run no plan for scaling, one of which nothing is to come no roadmap.
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
            section(
                self.phases().next().is_some() || !self.has_plans(),
                "the roadmap",
                "what comes when under `roadmap`",
            ),
        ]
    }

    /// The edits that begin a section with what the spec says elsewhere; none where it says nothing to begin with.
    #[must_use]
    pub fn begin(&self, section: Section) -> Vec<Edit> {
        let names = |names: Vec<&str>| names.into_iter().map(quote).collect::<Vec<_>>().join(", ");
        let requirements = self.system().requirements.as_ref();
        let text = match section.name {
            "the overview" => {
                let wanted = requirements.and_then(|it| it.functional.items().first()?.text.as_ref());
                let root = self.spec.tree.root().filter(|_| self.system().summary.is_none());
                let said = wanted.filter(|_| self.services().next().is_some()).zip(root);
                return said.map(|(it, root)| self.spec.tree.set(root.id(), "summary", &quote(it))).unwrap_or_default();
            }
            "the database" => {
                let entities = self.system().data_entities.items().iter().map(|it| it.value.0.as_str()).collect();
                format!("data_model: [{}]", names(entities))
            }
            "the record of decisions" => self.choices(),
            "the scaling plan" => {
                let load = requirements.and_then(|it| it.quality.as_ref()).and_then(|it| it.load.as_ref());
                let peak = load.and_then(|it| it.peak.as_ref()).map(|it| it.value.to_string());
                peak.map(|peak| format!("scalability:\n  capacity: {{ peak: {peak} }}")).unwrap_or_default()
            }
            "the roadmap" => {
                let phase = format!(
                    "roadmap:\n  - {{ phase: Go live, delivers: [{}] }}",
                    names(self.services().map(Service::name).collect())
                );
                phase
            }
            _ => String::new(),
        };
        if text.is_empty() || text.ends_with("[]") || text.contains("delivers: []") {
            return Vec::new();
        }
        self.spec.tree.append_top(&text)
    }

    /// What was chosen, each as a decision that somebody is still to explain.
    fn choices(&self) -> String {
        let style = self.system().style.as_ref().map(|it| it.value.to_string());
        let style = style.map(|it| (it.clone(), format!("{{ style: {it} }}")));
        let engines =
            self.stores().filter(|it| it.is_durable()).filter_map(|it| Some((it.name(), it.at.value.engine.as_ref()?)));
        let engines = engines
            .map(|(name, it)| (format!("{} for {name}", it.value), format!("{{ database: {} }}", quote(&it.value))));
        let brokers = self.channels().filter_map(|it| Some((it.name(), it.at.value.broker.as_ref()?)));
        let brokers = brokers
            .map(|(name, it)| (format!("{} for {name}", it.value), format!("{{ broker: {} }}", quote(&it.value))));
        let mut text = String::new();
        let mut told = BTreeSet::new();
        let all = style.into_iter().chain(engines).chain(brokers).filter(|(_, choice)| told.insert(choice.clone()));
        for (number, (title, choice)) in all.enumerate() {
            let title = quote(&title);
            text.push_str(&format!(
                "\n  - {{ id: ADR-{}, title: {title}, status: proposed, decides: {choice} }}",
                number + 1
            ));
        }
        if text.is_empty() { text } else { format!("decisions:{text}") }
    }

    /// Whether something is still to come: a date to keep, a system to replace, a decision to take.
    fn has_plans(&self) -> bool {
        let system = self.system();
        let dated = |it: &At<Constraint>| it.kind.as_ref().is_some_and(|kind| kind.value == ConstraintKind::Timeline);
        let replaced = system.migrations.as_ref().is_some_and(|it| !it.strangler.items().is_empty());
        let proposed = |status: &At<DecisionStatus>| status.value == DecisionStatus::Proposed;
        let undecided = self.decisions().any(|it| it.at.value.status.as_ref().is_some_and(proposed));
        system.constraints.items().iter().any(dated) || replaced || undecided
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

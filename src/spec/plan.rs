//! Decisions, roadmap, risks and how it is all checked.

use super::declare::{record, words};
use super::shape::{DECISION, PHASE};
use super::system::Style;
use super::{List, Name, Ref, Toggle};
use crate::value::{Duration, Rate};

words! {
    /// Where a decision stands.
    DecisionStatus {
        /// Under discussion.
        Proposed = "proposed",
        /// In force.
        Accepted = "accepted",
        /// Not taken.
        Rejected = "rejected",
        /// No longer recommended.
        Deprecated = "deprecated",
        /// Replaced.
        Superseded = "superseded",
    }
}

words! {
    /// How likely, or how bad.
    Grade {
        /// Little.
        Low = "low",
        /// Some.
        Medium = "medium",
        /// Much.
        High = "high",
    }
}

record! {
    /// An architecture decision record.
    Decision "decision" short title {
        /// Its number, such as `ADR-1`.
        id: Name<DECISION>,
        /// What is decided, in a line.
        title(required): String,
        /// Where it stands.
        status: DecisionStatus,
        /// Since when.
        date: String,
        /// Why there is something to decide.
        context: String,
        /// What is decided.
        decision: String,
        /// What else was thought of.
        alternatives: List<String>,
        /// What follows from it, good and bad.
        consequences: List<String>,
        /// The record that it replaces.
        supersedes: Ref<DECISION>,
        /// What it is for, such as `{ broker: kafka }`, so that the design can be held to it.
        decides: Decided,
    }
}

record! {
    /// What a decision is for.
    Decided "decided choice" {
        /// The overall pattern.
        style: Style,
        /// The broker, such as `kafka`.
        broker: String,
        /// The database, such as `postgresql`.
        database: String,
    }
}

record! {
    /// A phase of the roadmap.
    Phase "phase" short phase {
        /// Its name.
        phase(required): Name<PHASE>,
        /// How long it takes.
        duration: Duration,
        /// What it delivers: services, stores, events, flows.
        delivers: List<Ref<DELIVERABLE>>,
        /// What can be seen on the way.
        milestones: List<String>,
        /// Phases that come before.
        depends_on: List<Ref<PHASE>>,
        /// What may go wrong.
        risks: List<String>,
    }
}

/// What a phase can deliver.
pub const DELIVERABLE: super::Kinds = {
    use super::shape::{CACHE, CHANNEL, CONTEXT, ENTITY, EVENT, EXTERNAL, FLOW, SERVICE, STORE, WEBHOOK};
    SERVICE | STORE | EVENT | FLOW | CHANNEL | CONTEXT | ENTITY | EXTERNAL | CACHE | WEBHOOK
};

record! {
    /// Something that may go wrong.
    Risk "risk" short risk {
        /// What.
        risk(required): String,
        /// How likely.
        likelihood: Grade,
        /// How bad.
        impact: Grade,
        /// What is done about it.
        mitigation: String,
        /// Who watches it.
        owner: String,
    }
}

record! {
    /// How the design is checked once it is built.
    Validation "validation plan" short kinds, list kinds {
        /// Kinds of tests in words, such as `[unit tests, integration tests]`.
        kinds: List<String>,
        /// Tests of single units.
        unit: Toggle<String>,
        /// Tests of parts together.
        integration: Toggle<String>,
        /// Tests of contracts.
        contract: Toggle<String>,
        /// Tests of whole journeys.
        e2e: Toggle<String>,
        /// Tests under load.
        load: Toggle<LoadTest>,
        /// Tests of security.
        security: List<String>,
        /// Failure on purpose.
        chaos: Toggle<String>,
        /// When they run.
        ci: List<String>,
    }
}

record! {
    /// A test under load.
    LoadTest "load test" short tool {
        /// The tool.
        tool: String,
        /// How much.
        target: Rate,
    }
}

//! What the system is for: requirements, constraints, external systems, bounded contexts.

use super::declare::{record, words};
use super::shape::{CONTEXT, EXTERNAL, SERVICE};
use super::{List, Name, Ref};
use crate::value::{Duration, Percentage, Rate};

words! {
    /// The overall pattern of the system.
    Style {
        /// One deployable without inner borders.
        Monolith = "monolith",
        /// One deployable whose modules keep to their borders.
        ModularMonolith = "modular-monolith",
        /// Many deployables that each own their data.
        Microservices = "microservices",
        /// Functions and managed services.
        Serverless = "serverless",
        /// Services that speak through events first.
        EventDriven = "event-driven",
    }
}

words! {
    /// How finished a design is; it decides which absences are reported.
    Stage {
        /// Contradictions, dangling names and plainly bad values.
        Draft = "draft",
        /// Also what is missing.
        Review = "review",
        /// Also operational completeness.
        Production = "production",
    }
}

words! {
    /// How firmly a requirement is meant.
    Priority {
        /// Without it the system is no use.
        Must = "must",
        /// It hurts to leave it out.
        Should = "should",
        /// Nice to have.
        Could = "could",
    }
}

words! {
    /// Which guarantee readers of data get.
    Consistency {
        /// A read sees the last write.
        Strong = "strong",
        /// A read sees it some time later.
        Eventual = "eventual",
        /// Strong within an aggregate, eventual between them.
        PerAggregate = "per-aggregate",
    }
}

words! {
    /// What a constraint limits.
    ConstraintKind {
        /// Money.
        Budget = "budget",
        /// Time.
        Timeline = "timeline",
        /// Languages, products, skills.
        Technology = "technology",
        /// Law and standards.
        Compliance = "compliance",
        /// Where and how it runs.
        Runtime = "runtime",
        /// Threats to withstand.
        Security = "security",
        /// Response times.
        Latency = "latency",
    }
}

words! {
    /// What an external system is to us.
    ExternalKind {
        /// A service bought over the network.
        Saas = "saas",
        /// Another company's system.
        Partner = "partner",
        /// A system to be replaced.
        Legacy = "legacy",
        /// It says who somebody is.
        IdentityProvider = "identity-provider",
        /// Another team's system in the same company.
        Internal = "internal",
    }
}

words! {
    /// How much a context matters to the business.
    ContextKind {
        /// What sets the business apart.
        Core = "core",
        /// Needed, but not special.
        Supporting = "supporting",
        /// Could be bought.
        Generic = "generic",
    }
}

words! {
    /// How two contexts relate, as domain-driven design names it.
    RelationKind {
        /// They succeed or fail together.
        Partnership = "partnership",
        /// They share a part of the model.
        SharedKernel = "shared-kernel",
        /// One serves the other's needs.
        CustomerSupplier = "customer-supplier",
        /// One takes the other's model as it is.
        Conformist = "conformist",
        /// One translates the other's model at its border.
        AnticorruptionLayer = "anticorruption-layer",
        /// One offers a protocol for all.
        OpenHost = "open-host",
        /// They speak a documented language.
        PublishedLanguage = "published-language",
        /// They have nothing to do with each other.
        SeparateWays = "separate-ways",
    }
}

record! {
    /// What the system must do, how well, and which law it is under.
    Requirements "requirements" short functional, list functional {
        /// What it does.
        functional: List<Requirement>,
        /// How well it does it.
        quality: Quality,
        /// Laws and standards: `gdpr`, `hipaa`, `pci-dss`, `soc2`, `iso27001`, `ccpa`.
        compliance: List<String>,
    }
}

record! {
    /// One thing that the system does.
    Requirement "requirement" short text {
        /// A name to refer to it by: `R-1`.
        id: String,
        /// What it does, in a sentence.
        text(required): String,
        /// How firmly it is meant.
        priority: Priority,
        /// The endpoints that realise it.
        endpoints: List<String>,
        /// The services that realise it.
        services: List<Ref<SERVICE>>,
    }
}

record! {
    /// How well the system does its work, in numbers.
    Quality "quality" {
        /// The promise to users, such as `99.9%`.
        availability: Percentage,
        /// Response times, such as `{ p99: 500ms }`.
        latency: Latency,
        /// Traffic, such as `{ peak: 1500/s }`.
        load: Load,
        /// How long an outage may last: recovery time objective, such as `30m`.
        rto: Duration,
        /// How much data may be lost: recovery point objective, such as `5m`.
        rpo: Duration,
        /// Which guarantee readers get.
        consistency: Consistency,
        /// Regions that data may not leave, such as `[eu]`.
        data_residency: List<String>,
    }
}

record! {
    /// Response times by percentile; a single value is the 99th.
    Latency "latency" short p99 {
        /// Half of the requests are faster.
        p50: Duration,
        /// 95 of 100 are faster.
        p95: Duration,
        /// 99 of 100 are faster.
        p99: Duration,
    }
}

record! {
    /// Traffic; a single value is the peak.
    Load "load" short peak {
        /// Over a day.
        average: Rate,
        /// In the busiest minute.
        peak: Rate,
        /// How it grows, such as `10%/month`.
        growth: String,
        /// How many people use it.
        users: u64,
    }
}

record! {
    /// A limit on the design that is not up for discussion.
    Constraint "constraint" short text {
        /// What it limits.
        kind: ConstraintKind,
        /// The limit, in a sentence.
        text(required): String,
        /// The products that may be used, such as `[postgresql, kafka]`.
        allow: List<String>,
        /// The products that may not be used, such as `[oracle]`.
        deny: List<String>,
    }
}

record! {
    /// A system of others that this one talks to.
    External "integration point" short name {
        /// Its name.
        name(required): Name<EXTERNAL>,
        /// What it does for us.
        summary: String,
        /// What it is to us.
        kind: ExternalKind,
        /// How we talk: `https`, `grpc`, `soap`, `sftp`, `amqp`, `kafka`, `jdbc`.
        protocol: String,
        /// How we prove who we are: `api-key`, `oauth2`, `mtls`.
        auth: String,
        /// What it promises.
        availability: Percentage,
        /// How fast it answers.
        latency: Latency,
        /// How often we may call it.
        rate_limit: Rate,
        /// Classes of data that leave the system, such as `[pii, card]`.
        receives: List<String>,
        /// Classes of data that come from it, such as `[phi]`.
        sends: List<String>,
        /// The contract or ground under which it may have them.
        agreement: String,
        /// Where it stores them, such as `[eu]`.
        regions: List<String>,
        /// Whether it has an environment for tests.
        sandbox: bool,
    }
}

record! {
    /// A bounded context: a border inside which words have one meaning.
    Context "context" short name {
        /// Its name.
        name(required): Name<CONTEXT>,
        /// What it is about.
        summary: String,
        /// How much it matters.
        kind: ContextKind,
        /// Who answers for it.
        team: String,
        /// How it relates to others.
        relations: List<Relation>,
    }
}

record! {
    /// A relation between two contexts.
    Relation "relation" short to {
        /// The other context.
        to(required): Ref<CONTEXT>,
        /// What kind of relation.
        r#as: RelationKind,
    }
}

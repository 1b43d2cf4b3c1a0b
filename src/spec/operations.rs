//! How the system is watched, survives, grows and is delivered.

use super::declare::{record, words};
use super::shape::{ENVIRONMENT, EXTERNAL, PHASE, SERVICE};
use super::{List, Name, Ref, Toggle};
use crate::value::{Duration, Percentage, Rate, Size};

words! {
    /// How a new version replaces the old one.
    Rollout {
        /// A few at a time.
        Rolling = "rolling",
        /// To a few users first.
        Canary = "canary",
        /// Beside the old one, then all at once.
        BlueGreen = "blue-green",
        /// The old one goes first.
        Recreate = "recreate",
    }
}

words! {
    /// What stands ready for a disaster.
    RecoveryStrategy {
        /// Backups.
        BackupRestore = "backup-restore",
        /// Data, and little else.
        PilotLight = "pilot-light",
        /// A small copy that runs.
        WarmStandby = "warm-standby",
        /// A copy that serves.
        ActiveActive = "active-active",
    }
}

words! {
    /// How a schema changes under running services.
    MigrationStrategy {
        /// Add, move, remove.
        ExpandContract = "expand-contract",
        /// While nothing runs.
        Downtime = "downtime",
    }
}

record! {
    /// How the system is watched.
    Observability "observability" short signals, list signals {
        /// Kinds of signals, such as `[logs, metrics, traces]`.
        signals: List<String>,
        /// What is logged.
        logs: Toggle<Logs>,
        /// The header that names a request.
        request_id: Toggle<String>,
        /// What is counted.
        metrics: Toggle<Metrics>,
        /// What is traced.
        traces: Toggle<Traces>,
        /// How every service says how it is.
        health: Toggle<HealthBody>,
        /// What is promised, and measured.
        slos: List<Slo>,
        /// When somebody is called.
        alerts: List<Alert>,
        /// Whether sensitive actions are recorded.
        audit: Toggle<super::security::Audit>,
    }
}

record! {
    /// What is logged.
    Logs "logs" short format {
        /// Its form: `json`.
        format: String,
        /// What each line says.
        fields: List<String>,
        /// What is left out or masked.
        redact: List<String>,
        /// How long it is kept.
        keep: Duration,
    }
}

record! {
    /// What is counted.
    Metrics "metrics" short system {
        /// The product.
        system: String,
        /// What of each service: `red`, `use`, `golden-signals`.
        method: String,
        /// Labels.
        labels: List<String>,
    }
}

record! {
    /// What is traced.
    Traces "traces" short system {
        /// The product.
        system: String,
        /// How context travels: `w3c`, `b3`.
        propagation: String,
        /// Which share is kept.
        sampling: Percentage,
    }
}

record! {
    /// How every service says how it is.
    HealthBody "health body" short path {
        /// The path.
        path: String,
        /// What the answer says.
        body: List<String>,
    }
}

record! {
    /// A service level objective.
    Slo "objective" short name {
        /// Its name.
        name(required): String,
        /// The service.
        service: Ref<SERVICE>,
        /// What is measured: `availability`, `latency`.
        sli: String,
        /// The promise, such as `99.9%`.
        target: Percentage,
        /// For latency: within which time.
        threshold: Duration,
        /// Over which time.
        window: Duration,
        /// When somebody is called: `burn rate`.
        alert: Toggle<String>,
    }
}

record! {
    /// When somebody is called.
    Alert "alert" short on {
        /// The condition.
        on(required): String,
        /// Who.
        notify: String,
        /// What to do.
        runbook: String,
    }
}

record! {
    /// How the system survives.
    Resilience "resilience" {
        /// What still works when something is gone.
        degradation: List<String>,
        /// How often failure is tried on purpose: `monthly`.
        chaos: Toggle<String>,
        /// Whether it turns requests away before it falls over.
        load_shedding: Toggle<String>,
        /// How long a service may take to finish what it does.
        graceful_shutdown: Toggle<Duration>,
    }
}

record! {
    /// How the system grows.
    Scalability "scalability" {
        /// How requests are spread: `round-robin`, `least-connections`.
        load_balancing: Toggle<String>,
        /// Whether instances come and go by load.
        autoscaling: Toggle<String>,
        /// What serves static content.
        cdn: Toggle<String>,
        /// Work that waits in queues.
        r#async: List<String>,
        /// Whether reads go to copies.
        read_replicas: Toggle<String>,
        /// What data is cut by.
        sharding: Toggle<String>,
        /// The plan.
        capacity: CapacityPlan,
        /// How long the load balancer keeps a silent connection.
        idle_timeout: Duration,
    }
}

record! {
    /// How much it must take.
    CapacityPlan "capacity plan" short peak {
        /// In the busiest minute.
        peak: Rate,
        /// What is kept free.
        headroom: Percentage,
    }
}

record! {
    /// Where and how it runs.
    Deployment "deployment" short platform {
        /// What runs it: `kubernetes`, `ecs`, `lambda`, `vm`.
        platform: String,
        /// Where.
        environments: List<Environment>,
        /// How a new version comes.
        rollout: RolloutPlan,
        /// How it is built and tested.
        ci_cd: CiCd,
        /// How containers are made.
        containers: Containers,
        /// What happens when a region is gone.
        disaster_recovery: DisasterRecovery,
        /// What describes it: `terraform`, `pulumi`.
        infrastructure_as_code: Toggle<String>,
        /// What the platform takes, where that differs from what it is known for.
        limits: PlatformLimits,
    }
}

record! {
    /// What the platform takes, where that differs from what it is known for.
    PlatformLimits "platform limit" {
        /// The longest that a function runs, such as `15m`.
        duration: Duration,
        /// The most memory of a function, such as `10GiB`.
        memory: Size,
        /// Functions that run at once, such as `3000`.
        concurrency: u64,
        /// The longest that a request may wait for its answer, such as `60s`.
        request: Duration,
        /// The largest body of a request, such as `10MB`.
        body: Size,
        /// How long an instance that is to end may go on, such as `60s`.
        grace: Duration,
    }
}

record! {
    /// Where it runs.
    Environment "environment" short name {
        /// Its name.
        name(required): Name<ENVIRONMENT>,
        /// Regions.
        regions: List<String>,
        /// Zones in each.
        zones: u64,
        /// Services that run there; all of them where none is said.
        services: List<Ref<SERVICE>>,
        /// How many instances of each service run there.
        instances: u64,
        /// Whether traffic is encrypted there, such as `1.3`.
        tls: Toggle<String>,
        /// Whether callers must say who they are there.
        auth: Toggle<String>,
        /// How often its data is backed up, such as `1d`.
        backup: Toggle<Duration>,
        /// Whether errors show their insides there.
        debug: bool,
    }
}

record! {
    /// How a new version comes.
    RolloutPlan "rollout" short strategy {
        /// How it replaces the old one.
        strategy: Rollout,
        /// Whether a bad one goes by itself.
        automatic_rollback: bool,
        /// Whether features are switched on apart from the rollout.
        feature_flags: Toggle<String>,
    }
}

record! {
    /// How it is built and tested.
    CiCd "pipeline" short stages, list stages {
        /// Steps, in order.
        stages: List<String>,
        /// Whether a person agrees before production.
        approvals: bool,
    }
}

record! {
    /// How containers are made.
    Containers "container policy" {
        /// Whether they run without root.
        non_root: bool,
        /// Whether memory and processor time are limited.
        limits: bool,
        /// Whether images are searched for known holes.
        scanned: bool,
        /// Whether images are signed.
        signed: bool,
    }
}

record! {
    /// What happens when a region is gone.
    DisasterRecovery "disaster recovery" short strategy {
        /// What stands ready.
        strategy: RecoveryStrategy,
        /// How long it takes.
        rto: Duration,
        /// How much is lost.
        rpo: Duration,
        /// How often it is tried.
        drill: Duration,
    }
}

record! {
    /// How schemas change and old systems go.
    Migrations "migrations" short tool {
        /// The tool.
        tool: String,
        /// How.
        strategy: MigrationStrategy,
        /// Old systems and what replaces them.
        strangler: List<Strangler>,
    }
}

record! {
    /// A part of an old system that is replaced.
    Strangler "replacement" {
        /// The old system.
        legacy(required): Ref<{ SERVICE | EXTERNAL }>,
        /// The new one.
        replaced_by: Ref<SERVICE>,
        /// The path that moves.
        route: String,
        /// When.
        phase: Ref<PHASE>,
    }
}

//! What runs: services, whom they call and what they listen to.

use super::declare::{record, words};
use super::endpoint::{Endpoint, EndpointRef};
use super::shape::{CHANNEL, CONTEXT, EVENT, EXTERNAL, SERVICE, STORE, Type};
use super::system::Latency;
use super::{List, Map, Name, Read, Reader, Ref, Toggle};
use crate::value::{Duration, Percentage, Rate, Size};
use crate::yaml::Node;

words! {
    /// What part a service plays.
    ServiceKind {
        /// Answers requests and handles events.
        Service = "service",
        /// Routes requests from outside to services.
        Gateway = "gateway",
        /// A backend for one frontend.
        Bff = "bff",
        /// Works in the background.
        Worker = "worker",
        /// Runs on demand without a server of its own.
        Function = "function",
        /// Runs at people's hands.
        Frontend = "frontend",
        /// Starts work at set times.
        Scheduler = "scheduler",
        /// Turns streams into streams.
        StreamProcessor = "stream-processor",
        /// To be replaced.
        Legacy = "legacy",
    }
}

words! {
    /// How a call travels.
    Protocol {
        /// HTTP with or without TLS below it.
        Http = "http",
        /// HTTP over TLS.
        Https = "https",
        /// gRPC over HTTP/2.
        Grpc = "grpc",
        /// GraphQL over HTTP.
        Graphql = "graphql",
        /// A WebSocket.
        Websocket = "websocket",
        /// SOAP over HTTP.
        Soap = "soap",
        /// Files over SSH.
        Sftp = "sftp",
        /// Mail.
        Smtp = "smtp",
        /// Mail over TLS.
        Smtps = "smtps",
        /// Devices' messages.
        Mqtt = "mqtt",
        /// A message broker's protocol.
        Amqp = "amqp",
        /// Messages through a queue manager.
        Jms = "jms",
        /// A protocol of its own over TCP.
        Tcp = "tcp",
        /// Kafka's protocol.
        Kafka = "kafka",
        /// A database's protocol.
        Sql = "sql",
    }
}

words! {
    /// How the waits between attempts grow.
    Backoff {
        /// Always the same.
        Fixed = "fixed",
        /// By the same amount.
        Linear = "linear",
        /// Doubling.
        Exponential = "exponential",
        /// Not at all.
        None = "none",
    }
}

record! {
    /// Something that runs.
    Service "service" short name {
        /// Its name.
        name(required): Name<SERVICE>,
        /// What part it plays.
        kind: ServiceKind,
        /// Which clients it serves, such as `[web, ios]`.
        serves: List<String>,
        /// What it does, in a sentence.
        summary: String,
        /// The bounded context that it belongs to.
        context: Ref<CONTEXT>,
        /// Who answers for it.
        team: String,
        /// Language and frameworks, such as `[rust, axum]`.
        stack: List<String>,
        /// Its inside by layer, such as `{ handlers: [orders], domain: [order], adapters: [orders-repository] }`.
        modules: Map<List<String>>,
        /// Stores that it owns; a store has one owner.
        owns: List<Ref<STORE>>,
        /// Stores of others that it reads.
        reads: List<Ref<STORE>>,
        /// Stores of others that it writes.
        writes: List<Ref<STORE>>,
        /// Whom it calls.
        calls: List<Call>,
        /// Events that it publishes.
        publishes: List<Ref<EVENT>>,
        /// Events that it handles.
        subscribes: List<Subscription>,
        /// Whether events leave in the same transaction as the write, and through what.
        outbox: Toggle<String>,
        /// A read model beside the write model.
        cqrs: Cqrs,
        /// State as a sequence of events.
        event_sourced: Toggle<EventSourced>,
        /// How others find it: `kubernetes`, `consul`, `etcd`, `eureka`, `dns`.
        discovery: String,
        /// The service mesh around it: `istio`, `linkerd`, `none`.
        mesh: Mesh,
        /// How it hands on which request a call belongs to: `w3c`, `b3`; `false` where it does not.
        tracing: Toggle<String>,
        /// What runs, such as `registry.example/orders:2.4.1`.
        image: String,
        /// How many instances may be taken away at once while machines are worked on.
        disruption_budget: DisruptionBudget,
        /// How many run, such as `3` or `{ min: 3, max: 30, on: cpu 70% }`.
        instances: Instances,
        /// Over how many zones they are spread.
        zones: u64,
        /// Whether any instance can serve any request.
        stateless: bool,
        /// Whether the public reaches it; `false` for what only other services call.
        public: bool,
        /// What it promises by itself.
        availability: Percentage,
        /// How fast it answers.
        latency: Latency,
        /// What one instance can take.
        capacity: Rate,
        /// How much memory one instance has, such as `512MiB`.
        memory: Size,
        /// Where it says how it is, such as `/health`.
        health: Toggle<Health>,
        /// How long a request may take here in all.
        timeout: Duration,
        /// Its HTTP endpoints.
        api: List<Endpoint>,
        /// Schedules on which it starts work, such as `[nightly invoice run]`.
        jobs: List<String>,
    }
}

record! {
    /// A synchronous call from one service to another or to an external system.
    Call "call" short to {
        /// Whom it calls.
        to(required): Ref<{ SERVICE | EXTERNAL }>,
        /// Which endpoint, such as `POST /v1/payments`.
        endpoint: EndpointRef,
        /// Which remote procedure, such as `Payments.Capture`.
        rpc: String,
        /// Which GraphQL operation, such as `query order`.
        operation: String,
        /// When it happens: endpoints of the caller, events that it handles, jobs; always where nothing is said.
        during: List<Occasion>,
        /// How it travels.
        protocol: Protocol,
        /// How long one attempt may take.
        timeout: Duration,
        /// How often it is tried.
        retry: Toggle<Retry>,
        /// When it stops trying for a while.
        circuit_breaker: Toggle<CircuitBreaker>,
        /// How many may be under way at once.
        bulkhead: u64,
        /// What happens where it fails.
        fallback: Toggle<String>,
        /// How often it happens at peak.
        rate: Rate,
        /// Classes of data on this hop.
        data: List<String>,
        /// Fields of the answer that the caller reads, such as `[id, status]`.
        uses: List<String>,
        /// What it goes through: `gateway`, `mesh`, or a queue.
        via: String,
        /// What a gateway has in front of the callee's paths, and takes off before it passes a request on, such as `/shop`.
        prefix: String,
        /// Whether the hop is encrypted.
        encrypted: bool,
        /// How the caller proves who it is: `mtls`, `jwt`, `api-key`, `none`.
        auth: String,
        /// How a repeated request is recognised, such as `key`.
        idempotency: Toggle<String>,
        /// Whether the caller works without it.
        optional: bool,
    }
}

/// When a call happens: at an endpoint of the caller, when it handles an event, or in a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// `POST /v1/orders`
    Endpoint(EndpointRef),
    /// `order.created`
    Event(Ref<EVENT>),
    /// `nightly invoice run`
    Job(String),
}

impl Read for Occasion {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.as_str().map(|text| (text, text.split_once(' '))) {
            Some((_, Some((_, path)))) if path.starts_with('/') => EndpointRef::read(node, reader).map(Self::Endpoint),
            Some((job, Some(_))) => Some(Self::Job(job.to_owned())),
            _ => Ref::read(node, reader).map(Self::Event),
        }
    }
    fn declared() -> Type {
        Type::Either(vec![EndpointRef::declared(), Type::Ref(EVENT), Type::Text])
    }
}

record! {
    /// How often something is tried.
    Retry "retry policy" short attempts {
        /// Tries in all, the first one included.
        attempts: u64,
        /// How the waits grow.
        backoff: Backoff,
        /// The first wait.
        delay: Duration,
        /// Whether waits are spread at random.
        jitter: bool,
        /// What is tried again: status codes and `timeout`, such as `[503, timeout]`.
        on: List<String>,
        /// How long it goes on in all.
        r#for: Duration,
        /// The most that repetitions may add to the load, such as `10%`.
        budget: Percentage,
    }
}

record! {
    /// When a caller stops trying for a while.
    CircuitBreaker "circuit breaker" {
        /// Failures that open it.
        failures: u64,
        /// The time in which they are counted.
        window: Duration,
        /// How long it stays open.
        reset: Duration,
    }
}

record! {
    /// A handler of an event.
    Subscription "subscription" short event {
        /// Which event.
        event(required): Ref<EVENT>,
        /// How duplicates are recognised, such as `by event id`; `false` says not at all.
        idempotent: Toggle<String>,
        /// How often handling is tried.
        retry: Toggle<Retry>,
        /// Where messages go that cannot be handled.
        dead_letter: Toggle<String>,
        /// How many are handled at once.
        concurrency: u64,
        /// How many are taken in one go.
        batch: u64,
        /// In which order: `per key`, `global`, `none`.
        ordering: String,
        /// The consumer group; one a service where none is said.
        group: String,
        /// The event's version that it reads.
        version: u64,
        /// Fields of the payload that it reads, such as `[orderId, total]`.
        uses: List<String>,
        /// Which messages it takes, by the values of their fields, such as `{ status: [paid, refunded] }`.
        filter: Map<List<String>>,
        /// The pattern that binds its queue to the exchange, such as `order.*`.
        binding: String,
        /// What it does.
        handler: String,
        /// Where a message waits for its next attempt while others pass; in its place where nothing is said.
        retry_channel: Ref<CHANNEL>,
        /// Entities that it writes.
        writes: List<Ref<{ super::shape::ENTITY | super::shape::CONCEPT }>>,
        /// Events that it publishes in turn.
        emits: List<Ref<EVENT>>,
        /// How long one message may take.
        timeout: Duration,
    }
}

record! {
    /// A read model beside the write model.
    Cqrs "read model" {
        /// Its name.
        read_model: String,
        /// The events that feed it.
        projected_from: List<Ref<EVENT>>,
        /// How far it may be behind.
        lag: Duration,
    }
}

record! {
    /// State as a sequence of events.
    EventSourced "event sourcing" {
        /// Where the events are kept.
        store: Ref<STORE>,
        /// After how many events state is saved.
        snapshot_every: u64,
    }
}

record! {
    /// How many instances run.
    Instances "instance count" short count {
        /// A fixed number.
        count: u64,
        /// At least.
        min: u64,
        /// At most.
        max: u64,
        /// What makes them more or fewer, such as `cpu 70%`.
        on: String,
    }
}

record! {
    /// A service mesh around a service.
    Mesh "service mesh" short product {
        /// The product, such as `istio`; `none` for none.
        product: String,
        /// How often it tries a call.
        retry: Toggle<Retry>,
        /// How long it lets a call take.
        timeout: Duration,
    }
}

record! {
    /// How many instances may be taken away at once.
    DisruptionBudget "disruption budget" short min_available {
        /// So many stay.
        min_available: u64,
        /// So many may go.
        max_unavailable: u64,
    }
}

record! {
    /// Where a service says how it is.
    Health "health check" short path {
        /// Its path.
        path: String,
        /// What it looks at, such as `[database, cache, queue]`.
        checks: List<String>,
        /// The path that says whether to restart it.
        liveness: String,
        /// The path that says whether to send it traffic.
        readiness: String,
    }
}

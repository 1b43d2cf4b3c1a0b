//! The other API styles: GraphQL, gRPC, WebSocket, server-sent events, webhooks.

use super::declare::{record, words};
use super::endpoint::Auth;
use super::service::Retry;
use super::shape::{EVENT, EXTERNAL, SERVICE, STORE, Type, WEBHOOK};
use super::{At, List, Name, Reader, Ref, Toggle};
use crate::value::{Duration, Rate, Size};
use crate::yaml::Node;

record! {
    /// A GraphQL API.
    Graphql "GraphQL API" {
        /// The service that answers.
        service: Ref<SERVICE>,
        /// Its path.
        path: String,
        /// The schema in SDL.
        schema: String,
        /// Fields that are loaded in batches, such as `[Product.reviews]`.
        loaders: List<String>,
        /// What one query may ask for.
        limits: QueryLimits,
        /// Whether only known queries are answered.
        persisted_queries: bool,
        /// `on`, `off`, or `off-in-production`.
        introspection: String,
        /// How subscriptions are carried.
        subscriptions: GraphqlSubscriptions,
        /// Whether it is part of a supergraph.
        federation: Toggle<Federation>,
        /// Who may call it.
        auth: Auth,
        /// Why anybody may.
        public_reason: String,
        /// How often it may be called.
        rate_limit: Rate,
    }
}

record! {
    /// What one query may ask for.
    QueryLimits "query limit" {
        /// Levels of nesting.
        depth: u64,
        /// Cost in points.
        complexity: u64,
        /// Items a page.
        page: u64,
    }
}

record! {
    /// How subscriptions are carried.
    GraphqlSubscriptions "subscription transport" short transport {
        /// The protocol: `graphql-transport-ws`, `sse`.
        transport: String,
        /// What spreads messages over instances: `redis`, `nats`.
        backplane: String,
        /// The events that feed it.
        events: List<Ref<EVENT>>,
    }
}

record! {
    /// Part of a supergraph.
    Federation "federation" {
        /// Whether it is a subgraph.
        subgraph: bool,
        /// The router in front.
        router: Ref<SERVICE>,
    }
}

record! {
    /// A gRPC API.
    Grpc "gRPC API" {
        /// The service that answers.
        service: Ref<SERVICE>,
        /// Its package, such as `shop.inventory.v1`.
        package: String,
        /// Its procedures.
        rpcs: List<Rpc>,
        /// The `.proto` text.
        proto: String,
        /// The largest message that both sides are told to take, such as `16MB`; 4 MB where nothing is said.
        max_message: Size,
        /// Who may call it.
        auth: Auth,
        /// Why anybody may.
        public_reason: String,
    }
}

words! {
    /// Which side of a procedure is a stream.
    Streaming {
        /// Neither.
        None = "none",
        /// The answer.
        Server = "server",
        /// The request.
        Client = "client",
        /// Both.
        Bidirectional = "bidirectional",
    }
}

record! {
    /// A remote procedure.
    Rpc "procedure" parse(short_rpc, long_rpc, RPC_FORM) {
        /// Its name.
        name(required): String,
        /// The request message.
        request: String,
        /// The response message.
        response: String,
        /// Which side is a stream.
        streaming: Streaming,
        /// How long it may take.
        deadline: Duration,
        /// Who may call it.
        auth: Auth,
        /// Why anybody may.
        public_reason: String,
        /// Whether calling twice is the same as once.
        idempotent: bool,
        /// How large its largest message is, such as `2MB`.
        size: Size,
        /// What it does.
        summary: String,
    }
}

const RPC_FORM: Type =
    Type::Form { name: "procedure", example: "Reserve(ReserveRequest) returns (Reservation)", pattern: "" };

fn short_rpc(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Rpc> {
    let text = node.as_str()?;
    if is_name(text) {
        return Some(Rpc { name: whole(node, text.to_owned()), ..Rpc::default() });
    }
    let Some((name, request, response)) = split_rpc(text) else {
        reader.wrong_type(node, "a procedure, such as `Reserve(Request) returns (Response)`");
        return None;
    };
    let streams = (request.starts_with("stream "), response.starts_with("stream "));
    let streaming = match streams {
        (false, false) => Streaming::None,
        (false, true) => Streaming::Server,
        (true, false) => Streaming::Client,
        (true, true) => Streaming::Bidirectional,
    };
    let message = |part: &str| part.trim_start_matches("stream ").trim().to_owned();
    Some(Rpc {
        name: whole(node, name.trim().to_owned()),
        request: whole(node, message(request)),
        response: whole(node, message(response)),
        streaming: whole(node, streaming),
        ..Rpc::default()
    })
}

/// Whether only the name is said: what it takes and gives is left to the code.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn split_rpc(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.trim().trim_start_matches("rpc ").split_once('(')?;
    let (request, rest) = rest.split_once(')')?;
    let response =
        rest.trim().strip_prefix("returns")?.trim().strip_prefix('(')?.trim_end_matches(';').strip_suffix(')')?;
    Some((name, request.trim(), response.trim()))
}

#[expect(clippy::unnecessary_wraps, reason = "every key of a record may be left out")]
fn whole<T>(node: Node<'_>, value: T) -> Option<At<T>> {
    Some(At { value, span: node.span(), key: node.span(), node: node.id() })
}

fn long_rpc(short: &str) -> Option<String> {
    if is_name(short) {
        return Some(format!("name: {short}"));
    }
    let (name, request, response) = split_rpc(short)?;
    Some(format!("name: {}, request: {request}, response: {response}", name.trim()))
}

record! {
    /// A WebSocket endpoint.
    Websocket "WebSocket" {
        /// The service that answers.
        service: Ref<SERVICE>,
        /// Its path.
        path: String,
        /// Who may connect.
        auth: Auth,
        /// Why anybody may.
        public_reason: String,
        /// Messages from server to client.
        sends: List<String>,
        /// Messages from client to server.
        receives: List<String>,
        /// How often each side says that it is there.
        heartbeat: Duration,
        /// What a client does when the connection is gone: `backoff`.
        reconnect: Toggle<String>,
        /// Whether a client gets what it missed.
        resume: Toggle<String>,
        /// Connections at most, in all.
        max_connections: u64,
        /// Connections that one instance can hold.
        max_per_instance: u64,
        /// What spreads messages over instances: `redis`, `nats`.
        backplane: Toggle<String>,
        /// How many messages a client may send.
        rate_limit: Rate,
        /// The largest message.
        max_message: Size,
        /// Pages that may connect.
        origins: List<String>,
    }
}

record! {
    /// A stream of server-sent events.
    Sse "event stream" {
        /// The service that answers.
        service: Ref<SERVICE>,
        /// Its path.
        path: String,
        /// Who may listen.
        auth: Auth,
        /// Why anybody may.
        public_reason: String,
        /// Events that it carries.
        events: List<Ref<EVENT>>,
        /// Messages from client to server; there are none over this transport.
        receives: List<String>,
        /// How long a client waits before it connects again.
        retry: Duration,
        /// Whether a client gets what it missed.
        last_event_id: bool,
        /// How often the server says that it is there.
        heartbeat: Duration,
        /// Connections at most, in all.
        max_connections: u64,
    }
}

words! {
    /// Who calls whom.
    Direction {
        /// They call us.
        Inbound = "inbound",
        /// We call them.
        Outbound = "outbound",
    }
}

record! {
    /// A webhook, in either direction.
    Webhook "webhook" {
        /// Its name.
        name(required): Name<WEBHOOK>,
        /// Who calls whom.
        direction(required): Direction,
        /// The service that sends or receives.
        service: Ref<SERVICE>,
        /// The external system that calls.
        from: Ref<EXTERNAL>,
        /// The path that is called.
        path: String,
        /// Where it is sent to, where that is fixed.
        url: String,
        /// Where it may be sent to, where receivers say it: `public addresses`, or names of hosts.
        targets: List<String>,
        /// Events that it carries.
        events: List<Ref<EVENT>>,
        /// How the receiver knows who sent it: `hmac-sha256`, `ed25519`.
        signature: Toggle<String>,
        /// How old a message may be.
        replay_window: Duration,
        /// How often sending is tried.
        retry: Toggle<Retry>,
        /// How a message sent twice is recognised.
        idempotency: WebhookIdempotency,
        /// How long the receiver may take.
        timeout: Duration,
        /// Where messages go that cannot be delivered.
        dead_letter: Toggle<String>,
        /// Whether each message is recorded.
        audit: bool,
        /// Whether it is only accepted at first, and handled later.
        r#async: bool,
        /// Events that receiving it causes.
        emits: List<Ref<EVENT>>,
    }
}

record! {
    /// How a message sent twice is recognised.
    WebhookIdempotency "webhook idempotency" short key {
        /// By what, such as `event id`.
        key: String,
        /// Where seen ones are kept.
        store: Ref<STORE>,
        /// How long.
        ttl: Duration,
    }
}

#[cfg(test)]
mod tests {
    use crate::spec::{Items, Spec};

    #[test]
    fn a_procedure_can_be_its_name_or_what_a_proto_says_of_it() {
        let spec = Spec::read("grpc: [{ service: geo, rpcs: [Nearby, Watch(Place) returns (stream Hotel)] }]\n");
        assert!(spec.problems.iter().all(|it| !it.message.contains("procedure")), "{:?}", spec.problems);
        let rpcs = spec.system.grpc.items().iter().flat_map(|it| it.rpcs.items());
        let said: Vec<_> = rpcs.map(|it| (it.name.as_ref().unwrap().value.clone(), it.streaming.is_some())).collect();
        assert_eq!(said, [("Nearby".to_owned(), false), ("Watch".to_owned(), true)]);
    }
}

//! The figures. A row says whose limit it is, what is limited, how much, whether anybody can raise it, and where the
//! maker says so.

use super::Amount::{self, Count, Size as Bytes, Time};
use super::Bound::{
    Body, Concurrency, Connections, Frame, Grace, Hidden, Identifier, Idle, Memory, Message, PartitionBytes,
    PartitionReads, PartitionRecords, Patience, Request, Retention, Run,
};
use super::{Bound, Limit};
use crate::value::{Duration, Size};

/// The day on which the pages below were read.
const READ: &str = "2026-11-21";

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

type Names = &'static [&'static str];

/// A limit that no setting and no request raises.
const fn firm(of: Names, bound: Bound, amount: Amount, source: &'static str) -> Limit {
    Limit { of, bound, amount, firm: true, source, read: READ }
}

/// What a product comes with.
const fn usual(of: Names, bound: Bound, amount: Amount, source: &'static str) -> Limit {
    Limit { of, bound, amount, firm: false, source, read: READ }
}

const fn seconds(count: u64) -> Amount {
    Time(Duration::seconds(count))
}

const fn bytes(count: u64) -> Amount {
    Bytes(Size(count))
}

const KAFKA: Names = &["kafka", "redpanda", "msk", "strimzi"];
const KAFKA_BROKER: &str = "https://kafka.apache.org/41/configuration/broker-configs/";
const KAFKA_CONSUMER: &str = "https://kafka.apache.org/41/configuration/consumer-configs/";
const MSK: Names = &["msk-serverless"];
const MSK_QUOTAS: &str = "https://docs.aws.amazon.com/msk/latest/developerguide/limits.html";
const KINESIS: Names = &["kinesis", "kinesis-data-streams", "kinesis-data-stream"];
const KINESIS_QUOTAS: &str = "https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html";
const SQS: Names = &["sqs"];
const SQS_QUOTAS: &str =
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html";
const SQS_MESSAGE: &str = "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/sqs/aws.sdk.kotlin.services.sqs.model/-send-message-request/message-body.html";
const SNS: Names = &["sns"];
const SNS_QUOTAS: &str = "https://docs.aws.amazon.com/general/latest/gr/sns.html";
const EVENTBRIDGE: Names = &["eventbridge"];
const EVENTBRIDGE_EVENT: &str =
    "https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb";
const PUBSUB: Names = &["pubsub", "pub/sub", "pub-sub"];
const PUBSUB_QUOTAS: &str = "https://cloud.google.com/pubsub/quotas";
const EVENT_HUBS: Names = &["event-hubs", "eventhubs", "event-hub"];
const EVENT_HUBS_QUOTAS: &str = "https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas";
const NATS: Names = &["nats", "jetstream", "nats-jetstream"];
const NATS_SERVER: &str = "https://docs.nats.io/running-a-nats-service/configuration";
const POSTGRESQL: Names = &["postgresql", "postgres"];
const POSTGRESQL_CONNECTIONS: &str = "https://www.postgresql.org/docs/current/runtime-config-connection.html";
const POSTGRESQL_NAMES: &str = "https://www.postgresql.org/docs/current/sql-syntax-lexical.html";
const MYSQL_NAMES: &str = "https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html";
const MYSQL: Names = &["mysql"];
const MYSQL_VARIABLES: &str = "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html";
const REDIS: Names = &["redis", "valkey"];
const REDIS_CLIENTS: &str = "https://redis.io/docs/latest/develop/reference/clients/";
const API_GATEWAY: Names = &["aws-api-gateway", "amazon-api-gateway"];
const API_GATEWAY_QUOTAS: &str =
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html";
const API_GATEWAY_SOCKETS: &str = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html";
const ALB: Names = &["alb", "application-load-balancer"];
const ALB_ATTRIBUTES: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html";
const NLB: Names = &["nlb", "network-load-balancer"];
const NLB_IDLE: &str = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html";
const NGINX: Names = &["nginx", "ingress-nginx", "nginx-ingress"];
const NGINX_PROXY: &str = "https://nginx.org/en/docs/http/ngx_http_proxy_module.html";
const NGINX_CORE: &str = "https://nginx.org/en/docs/http/ngx_http_core_module.html";
const GRPC: Names = &["grpc"];
const GRPC_SERVER: &str = "https://pkg.go.dev/google.golang.org/grpc#MaxRecvMsgSize";
const LAMBDA: Names = &["lambda"];
const LAMBDA_QUOTAS: &str = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const CLOUD_RUN: Names = &["cloud-run"];
const CLOUD_RUN_TIMEOUT: &str = "https://cloud.google.com/run/docs/configuring/request-timeout";
const CLOUD_FUNCTIONS: Names = &["cloud-functions", "cloud-run-functions"];
const CLOUD_FUNCTIONS_QUOTAS: &str = "https://cloud.google.com/functions/quotas";
const AZURE_FUNCTIONS: Names = &["azure-functions", "azure-function-app"];
const AZURE_FUNCTIONS_SCALE: &str = "https://learn.microsoft.com/azure/azure-functions/functions-scale";
const KUBERNETES: Names = &["kubernetes", "k8s", "eks", "gke", "aks", "openshift"];
const KUBERNETES_PODS: &str = "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/";
const ECS: Names = &["ecs", "fargate", "ecs-fargate"];
const ECS_TASKS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html";

/// Every figure that a rule compares with.
pub static LIMITS: &[Limit] = &[
    // `message.max.bytes` is 1 MiB and the 12 bytes of a batch's overhead.
    usual(KAFKA, Message, bytes(MIB), KAFKA_BROKER),
    usual(KAFKA, Patience, seconds(5 * MINUTE), KAFKA_CONSUMER),
    firm(MSK, Message, bytes(8 * MIB), MSK_QUOTAS),
    firm(MSK, PartitionBytes, bytes(5_000_000), MSK_QUOTAS),
    firm(MSK, PartitionReads, bytes(10_000_000), MSK_QUOTAS),
    usual(MSK, Patience, seconds(5 * MINUTE), KAFKA_CONSUMER),
    // A stream takes 1 MiB until it is set to more, and never more than 10.
    firm(KINESIS, Message, bytes(10 * MIB), KINESIS_QUOTAS),
    firm(KINESIS, Retention, seconds(365 * DAY), KINESIS_QUOTAS),
    firm(KINESIS, PartitionRecords, Count(1_000), KINESIS_QUOTAS),
    firm(KINESIS, PartitionBytes, bytes(1_000_000), KINESIS_QUOTAS),
    // Readers with enhanced fan-out have as much each.
    usual(KINESIS, PartitionReads, bytes(2_000_000), KINESIS_QUOTAS),
    firm(SQS, Message, bytes(MIB), SQS_MESSAGE),
    firm(SQS, Retention, seconds(14 * DAY), SQS_QUOTAS),
    firm(SQS, Hidden, seconds(12 * HOUR), SQS_QUOTAS),
    firm(SNS, Message, bytes(256 * KIB), SNS_QUOTAS),
    firm(EVENTBRIDGE, Message, bytes(MIB), EVENTBRIDGE_EVENT),
    firm(PUBSUB, Message, bytes(10 * MIB), PUBSUB_QUOTAS),
    firm(PUBSUB, Retention, seconds(31 * DAY), PUBSUB_QUOTAS),
    // The most of all tiers; the dedicated one takes larger messages.
    usual(EVENT_HUBS, Message, bytes(MIB), EVENT_HUBS_QUOTAS),
    firm(EVENT_HUBS, Retention, seconds(90 * DAY), EVENT_HUBS_QUOTAS),
    usual(NATS, Message, bytes(MIB), NATS_SERVER),
    usual(POSTGRESQL, Connections, Count(100), POSTGRESQL_CONNECTIONS),
    // In bytes, whatever the characters.
    firm(POSTGRESQL, Identifier, Count(63), POSTGRESQL_NAMES),
    usual(MYSQL, Connections, Count(151), MYSQL_VARIABLES),
    // In characters.
    firm(MYSQL, Identifier, Count(64), MYSQL_NAMES),
    usual(REDIS, Connections, Count(10_000), REDIS_CLIENTS),
    // Regional APIs can ask for more at the price of fewer requests.
    usual(API_GATEWAY, Request, seconds(29), API_GATEWAY_QUOTAS),
    firm(API_GATEWAY, Body, bytes(10 * MIB), API_GATEWAY_QUOTAS),
    firm(API_GATEWAY, Idle, seconds(10 * MINUTE), API_GATEWAY_SOCKETS),
    firm(API_GATEWAY, Frame, bytes(128 * KIB), API_GATEWAY_SOCKETS),
    usual(ALB, Idle, seconds(MINUTE), ALB_ATTRIBUTES),
    usual(NLB, Idle, seconds(350), NLB_IDLE),
    usual(NGINX, Idle, seconds(MINUTE), NGINX_PROXY),
    usual(NGINX, Body, bytes(MIB), NGINX_CORE),
    // What a side takes that was told nothing; what it sends has no limit.
    usual(GRPC, Message, bytes(4 * MIB), GRPC_SERVER),
    firm(LAMBDA, Run, seconds(15 * MINUTE), LAMBDA_QUOTAS),
    firm(LAMBDA, Memory, bytes(10_240 * MIB), LAMBDA_QUOTAS),
    firm(LAMBDA, Body, bytes(6 * MIB), LAMBDA_QUOTAS),
    usual(LAMBDA, Concurrency, Count(1_000), LAMBDA_QUOTAS),
    firm(CLOUD_RUN, Request, seconds(HOUR), CLOUD_RUN_TIMEOUT),
    firm(CLOUD_RUN, Run, seconds(HOUR), CLOUD_RUN_TIMEOUT),
    firm(CLOUD_FUNCTIONS, Run, seconds(HOUR), CLOUD_FUNCTIONS_QUOTAS),
    firm(CLOUD_FUNCTIONS, Memory, bytes(32 * 1_024 * MIB), CLOUD_FUNCTIONS_QUOTAS),
    // Whatever the plan, the load balancer in front gives up first.
    firm(AZURE_FUNCTIONS, Request, seconds(230), AZURE_FUNCTIONS_SCALE),
    usual(KUBERNETES, Grace, seconds(30), KUBERNETES_PODS),
    usual(ECS, Grace, seconds(30), ECS_TASKS),
];

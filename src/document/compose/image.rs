//! Container images of stores and brokers, for work on one machine.

/// A product as a container: its image and what it wants to know.
///
/// In texts `{host}` stands for the container's name, `{password}` for its password and `{database}` for a name of the
/// letters that databases take.
#[derive(Debug)]
pub(in crate::document) struct Image {
    /// The product's names, in lower case.
    names: &'static [&'static str],
    /// The image with its version.
    pub(in crate::document) image: &'static str,
    /// Where it answers.
    pub(in crate::document) port: u16,
    pub(super) environment: &'static [(&'static str, &'static str)],
    pub(super) command: &'static [&'static str],
    /// What says that it is ready, run in the container; empty where its image has nothing to ask with.
    pub(super) health: &'static [&'static str],
    /// Where it keeps its data.
    pub(super) data: Option<&'static str>,
    /// How a service reaches it.
    pub(super) url: &'static str,
    /// What it stands for, where it is not the product itself.
    pub(super) instead_of: Option<&'static str>,
}

/// The image of a product, however its maker is called: `aurora-postgresql` is spoken to as `postgresql` is.
pub(in crate::document) fn of(product: &str) -> Option<&'static Image> {
    let product = product.to_lowercase();
    let words: Vec<&str> = product.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    IMAGES.iter().find(|image| image.names.iter().any(|name| words.contains(name)))
}

impl Image {
    /// Whether anybody has to know a password to use it.
    pub(super) fn has_password(&self) -> bool {
        self.environment.iter().any(|(_, value)| value.contains("{password}"))
            || self.command.iter().any(|word| word.contains("{password}"))
    }
}

const PLAIN: Image = Image {
    names: &[],
    image: "",
    port: 0,
    environment: &[],
    command: &[],
    health: &[],
    data: None,
    url: "",
    instead_of: None,
};

const POSTGRES: Image = Image {
    image: "postgres:17.5",
    port: 5432,
    environment: &[("POSTGRES_USER", "app"), ("POSTGRES_PASSWORD", "{password}"), ("POSTGRES_DB", "{database}")],
    // While it sets itself up, it listens on its own socket only.
    health: &["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "app", "-d", "{database}"],
    data: Some("/var/lib/postgresql/data"),
    url: "postgresql://app:{password}@{host}:5432/{database}",
    ..PLAIN
};

/// The versions are those that were current when this table was written; a project moves on by its own hand.
static IMAGES: [Image; 27] = [
    Image { names: &["timescale", "timescaledb"], image: "timescale/timescaledb:2.19.3-pg17", ..POSTGRES },
    Image {
        names: &["cockroach", "cockroachdb"],
        image: "cockroachdb/cockroach:v25.1.5",
        port: 26257,
        command: &["start-single-node", "--insecure"],
        health: &["CMD", "cockroach", "sql", "--insecure", "-e", "select 1"],
        data: Some("/cockroach/cockroach-data"),
        url: "postgresql://root@{host}:26257/defaultdb?sslmode=disable",
        ..PLAIN
    },
    Image { names: &["postgres", "postgresql", "alloydb"], ..POSTGRES },
    Image {
        names: &["mysql"],
        image: "mysql:8.4.5",
        port: 3306,
        environment: &[
            ("MYSQL_USER", "app"),
            ("MYSQL_PASSWORD", "{password}"),
            ("MYSQL_RANDOM_ROOT_PASSWORD", "yes"),
            ("MYSQL_DATABASE", "{database}"),
        ],
        health: &["CMD-SHELL", "mysqladmin ping -h 127.0.0.1 -u app --password=$$MYSQL_PASSWORD"],
        data: Some("/var/lib/mysql"),
        url: "mysql://app:{password}@{host}:3306/{database}",
        ..PLAIN
    },
    Image {
        names: &["mariadb"],
        image: "mariadb:11.4.5",
        port: 3306,
        environment: &[
            ("MARIADB_USER", "app"),
            ("MARIADB_PASSWORD", "{password}"),
            ("MARIADB_RANDOM_ROOT_PASSWORD", "yes"),
            ("MARIADB_DATABASE", "{database}"),
        ],
        health: &["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"],
        data: Some("/var/lib/mysql"),
        url: "mariadb://app:{password}@{host}:3306/{database}",
        ..PLAIN
    },
    Image {
        names: &["mssql", "sqlserver"],
        image: "mcr.microsoft.com/mssql/server:2022-CU18-ubuntu-22.04",
        port: 1433,
        environment: &[("ACCEPT_EULA", "Y"), ("MSSQL_SA_PASSWORD", "{password}")],
        health: &["CMD-SHELL", "/opt/mssql-tools18/bin/sqlcmd -C -U sa -P \"$$MSSQL_SA_PASSWORD\" -Q 'select 1'"],
        data: Some("/var/opt/mssql"),
        url: "sqlserver://sa:{password}@{host}:1433",
        ..PLAIN
    },
    Image {
        names: &["mongo", "mongodb", "documentdb"],
        image: "mongo:8.0.9",
        port: 27017,
        environment: &[("MONGO_INITDB_ROOT_USERNAME", "app"), ("MONGO_INITDB_ROOT_PASSWORD", "{password}")],
        health: &["CMD", "mongosh", "--quiet", "--eval", "db.adminCommand('ping').ok"],
        data: Some("/data/db"),
        url: "mongodb://app:{password}@{host}:27017/{database}?authSource=admin",
        ..PLAIN
    },
    Image {
        names: &["redis", "elasticache", "memorystore"],
        image: "redis:8.0.2",
        port: 6379,
        health: &["CMD", "redis-cli", "ping"],
        data: Some("/data"),
        url: "redis://{host}:6379",
        ..PLAIN
    },
    Image {
        names: &["valkey"],
        image: "valkey/valkey:8.1.1",
        port: 6379,
        health: &["CMD", "valkey-cli", "ping"],
        data: Some("/data"),
        url: "redis://{host}:6379",
        ..PLAIN
    },
    Image {
        names: &["memcached"],
        image: "memcached:1.6.38-alpine",
        port: 11211,
        health: &["CMD-SHELL", "echo version | nc -w 1 127.0.0.1 11211 | grep VERSION"],
        url: "memcached://{host}:11211",
        ..PLAIN
    },
    Image {
        names: &["kafka", "msk", "confluent", "strimzi"],
        image: "apache/kafka:4.0.0",
        port: 9092,
        environment: &[
            ("KAFKA_NODE_ID", "1"),
            ("KAFKA_LOG_DIRS", "/var/lib/kafka/data"),
            ("KAFKA_PROCESS_ROLES", "broker,controller"),
            ("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093"),
            ("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://{host}:9092"),
            ("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
            ("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
            ("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
            ("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
            ("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
            ("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
        ],
        health: &["CMD", "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "localhost:9092"],
        data: Some("/var/lib/kafka/data"),
        url: "{host}:9092",
        ..PLAIN
    },
    Image {
        names: &["rabbitmq"],
        image: "rabbitmq:4.1.0-management",
        port: 5672,
        environment: &[("RABBITMQ_DEFAULT_USER", "app"), ("RABBITMQ_DEFAULT_PASS", "{password}")],
        health: &["CMD", "rabbitmq-diagnostics", "-q", "ping"],
        data: Some("/var/lib/rabbitmq"),
        url: "amqp://app:{password}@{host}:5672",
        ..PLAIN
    },
    Image {
        names: &["nats", "jetstream"],
        image: "nats:2.11.3-alpine",
        port: 4222,
        command: &["--jetstream", "--store_dir", "/data", "--http_port", "8222"],
        health: &["CMD", "wget", "-q", "--spider", "http://127.0.0.1:8222/healthz"],
        data: Some("/data"),
        url: "nats://{host}:4222",
        ..PLAIN
    },
    Image {
        names: &["pulsar"],
        image: "apachepulsar/pulsar:4.0.4",
        port: 6650,
        command: &["bin/pulsar", "standalone"],
        health: &["CMD", "bin/pulsar-admin", "brokers", "healthcheck"],
        data: Some("/pulsar/data"),
        url: "pulsar://{host}:6650",
        ..PLAIN
    },
    Image {
        names: &["mosquitto", "mqtt"],
        image: "eclipse-mosquitto:2.0.21",
        port: 1883,
        command: &["mosquitto", "-c", "/mosquitto-no-auth.conf"],
        health: &["CMD-SHELL", "mosquitto_sub -t '$$SYS/broker/version' -C 1 -W 3"],
        url: "mqtt://{host}:1883",
        ..PLAIN
    },
    Image {
        names: &["cassandra", "keyspaces"],
        image: "cassandra:5.0.4",
        port: 9042,
        health: &["CMD", "cqlsh", "-e", "describe cluster"],
        data: Some("/var/lib/cassandra"),
        url: "cassandra://{host}:9042",
        ..PLAIN
    },
    Image {
        names: &["scylla", "scylladb"],
        image: "scylladb/scylla:6.2.3",
        port: 9042,
        command: &["--smp", "1", "--developer-mode", "1"],
        health: &["CMD", "cqlsh", "-e", "describe cluster"],
        data: Some("/var/lib/scylla"),
        url: "cassandra://{host}:9042",
        ..PLAIN
    },
    Image {
        names: &["elasticsearch"],
        image: "docker.elastic.co/elasticsearch/elasticsearch:8.18.0",
        port: 9200,
        environment: &[("discovery.type", "single-node"), ("xpack.security.enabled", "false")],
        health: &["CMD", "curl", "-fsS", "http://127.0.0.1:9200/_cluster/health"],
        data: Some("/usr/share/elasticsearch/data"),
        url: "http://{host}:9200",
        ..PLAIN
    },
    Image {
        names: &["opensearch"],
        image: "opensearchproject/opensearch:2.19.1",
        port: 9200,
        environment: &[
            ("discovery.type", "single-node"),
            ("DISABLE_SECURITY_PLUGIN", "true"),
            ("DISABLE_INSTALL_DEMO_CONFIG", "true"),
        ],
        health: &["CMD", "curl", "-fsS", "http://127.0.0.1:9200/_cluster/health"],
        data: Some("/usr/share/opensearch/data"),
        url: "http://{host}:9200",
        ..PLAIN
    },
    Image {
        names: &["neo4j"],
        image: "neo4j:5.26.5",
        port: 7687,
        environment: &[("NEO4J_AUTH", "neo4j/{password}")],
        health: &["CMD", "wget", "-q", "--spider", "http://127.0.0.1:7474"],
        data: Some("/data"),
        url: "bolt://neo4j:{password}@{host}:7687",
        ..PLAIN
    },
    Image {
        names: &["influxdb"],
        image: "influxdb:2.7.11",
        port: 8086,
        health: &["CMD", "influx", "ping"],
        data: Some("/var/lib/influxdb2"),
        url: "http://{host}:8086",
        ..PLAIN
    },
    Image {
        names: &["clickhouse"],
        image: "clickhouse/clickhouse-server:25.3.2.39",
        port: 8123,
        environment: &[
            ("CLICKHOUSE_USER", "app"),
            ("CLICKHOUSE_PASSWORD", "{password}"),
            ("CLICKHOUSE_DB", "{database}"),
        ],
        health: &["CMD", "wget", "-q", "--spider", "http://127.0.0.1:8123/ping"],
        data: Some("/var/lib/clickhouse"),
        url: "http://app:{password}@{host}:8123/{database}",
        ..PLAIN
    },
    Image {
        names: &["eventstoredb", "kurrentdb"],
        image: "docker.kurrent.io/kurrent-latest/kurrentdb:25.0.0",
        port: 2113,
        command: &["--insecure", "--run-projections=All"],
        health: &["CMD", "curl", "-fsS", "http://127.0.0.1:2113/health/live"],
        data: Some("/var/lib/kurrentdb"),
        url: "kurrentdb://{host}:2113?tls=false",
        ..PLAIN
    },
    Image {
        names: &["s3", "minio"],
        image: "minio/minio:RELEASE.2025-04-22T22-12-26Z",
        port: 9000,
        environment: &[("MINIO_ROOT_USER", "app"), ("MINIO_ROOT_PASSWORD", "{password}")],
        command: &["server", "/data"],
        health: &["CMD", "mc", "ready", "local"],
        data: Some("/data"),
        url: "http://app:{password}@{host}:9000/{database}",
        instead_of: Some("MinIO speaks the protocol of S3"),
    },
    Image {
        names: &["dynamodb"],
        image: "amazon/dynamodb-local:2.6.1",
        port: 8000,
        url: "http://{host}:8000",
        instead_of: Some("DynamoDB local, Amazon's own stand-in"),
        ..PLAIN
    },
    Image {
        names: &["sqs", "sns", "kinesis", "eventbridge"],
        image: "localstack/localstack:4.3.0",
        port: 4566,
        health: &["CMD", "curl", "-fsS", "http://127.0.0.1:4566/_localstack/health"],
        url: "http://{host}:4566",
        instead_of: Some("LocalStack, an emulator"),
        ..PLAIN
    },
    Image {
        names: &["gcs"],
        image: "fsouza/fake-gcs-server:1.52.2",
        port: 4443,
        command: &["-scheme", "http"],
        data: Some("/storage"),
        url: "http://{host}:4443",
        instead_of: Some("fake-gcs-server, an emulator"),
        ..PLAIN
    },
];

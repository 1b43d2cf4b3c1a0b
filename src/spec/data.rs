//! Stores, the tables in them, and caches in front of them.

use super::declare::{record, words};
use super::shape::{CONCEPT, ENTITY, EVENT, SERVICE, STORE, Type};
use super::{At, List, Map, Name, Read, Reader, Ref, Toggle};
use crate::value::column::Target;
use crate::value::{Column, Duration, Rate, Size};
use crate::yaml::Node;

words! {
    /// What a store is.
    StoreKind {
        /// Tables.
        Relational = "relational",
        /// Documents.
        Document = "document",
        /// Keys and values.
        KeyValue = "key-value",
        /// Columns by family.
        WideColumn = "wide-column",
        /// Nodes and edges.
        Graph = "graph",
        /// A search index.
        Search = "search",
        /// Files.
        Blob = "blob",
        /// Data that may be lost.
        Cache = "cache",
        /// Events for ever.
        EventStore = "event-store",
        /// Measurements over time.
        TimeSeries = "time-series",
        /// Data for analysis.
        Warehouse = "warehouse",
        /// Embeddings.
        Vector = "vector",
    }
}

words! {
    /// How a cache is kept.
    CachePattern {
        /// The reader fills it.
        CacheAside = "cache-aside",
        /// The cache reads for the reader.
        ReadThrough = "read-through",
        /// The writer fills it too.
        WriteThrough = "write-through",
        /// The cache writes later.
        WriteBehind = "write-behind",
        /// It is filled before it is asked.
        RefreshAhead = "refresh-ahead",
    }
}

record! {
    /// A database, cache server, file store or event store.
    Store "store" short name {
        /// Its name.
        name(required): Name<STORE>,
        /// The product, such as `postgresql`.
        engine: String,
        /// What it is.
        kind: StoreKind,
        /// What it is for.
        summary: String,
        /// Why several services write it, where they do.
        shared: Toggle<String>,
        /// Whether what it holds can be made again from elsewhere.
        ephemeral: bool,
        /// Whether what it holds survives a restart; `false` for memory and for a volume that goes with its pod.
        persistent: bool,
        /// Whether data is encrypted at rest.
        encrypted: Toggle<String>,
        /// How it is backed up.
        backup: Toggle<Backup>,
        /// Copies beside the first.
        replicas: u64,
        /// How far copies may be behind, such as `1s`.
        replication_lag: Duration,
        /// Over how many zones it is spread.
        zones: u64,
        /// Where it stands, such as `[eu-west-1]`.
        regions: List<String>,
        /// How another takes over: `automatic`, `manual`.
        failover: Toggle<String>,
        /// What it promises.
        availability: crate::value::Percentage,
        /// What it is cut by.
        partition_by: Cut,
        /// Which reads see which writes, such as `local-quorum`.
        consistency: String,
        /// Whether what is overwritten or deleted is kept as an earlier version.
        versioned: bool,
        /// What goes first where it is full, such as `lru`.
        eviction: String,
        /// How it grows, such as `10GB/month`.
        growth: String,
        /// How large it is.
        size: Size,
        /// Connections an instance of a service holds.
        pool: u64,
        /// Connections that it takes.
        max_connections: u64,
        /// Writes that it takes, such as `2000/s`.
        max_writes: Rate,
        /// Reads that it takes, such as `8000/s`.
        max_reads: Rate,
        /// How large it may become, such as `2TB`.
        max_size: Size,
        /// The tool that changes its schema.
        migrations: Toggle<String>,
        /// Whether the public network reaches it.
        public: bool,
        /// How long entries are kept.
        retention: Duration,
    }
}

record! {
    /// How a store is backed up: how often, or `continuous` where it can be restored to any moment.
    Backup "backup" parse(short_backup, long_backup, Type::Either(vec![Duration::declared(), CONTINUOUS])) {
        /// How often.
        every: Duration,
        /// How long backups are kept.
        keep: Duration,
        /// How often restoring is tried.
        restore_tested: Duration,
        /// Whether it can be restored to any moment.
        point_in_time: bool,
        /// How long restoring takes.
        restore_time: Duration,
        /// Where backups are kept, such as `[eu-central-1]`.
        regions: List<String>,
    }
}

const CONTINUOUS: Type = Type::Words(&[("continuous", "It can be restored to any moment.")]);

fn short_backup(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Backup> {
    let mut this = Backup::default();
    if node.as_str() == Some("continuous") {
        this.point_in_time = Some(At { value: true, span: node.span(), key: node.span(), node: node.id() });
        return Some(this);
    }
    this.every = reader.item(node);
    this.every.is_some().then_some(this)
}

fn long_backup(short: &str) -> Option<String> {
    Some(if short == "continuous" { "point_in_time: true".to_owned() } else { format!("every: {short}") })
}

record! {
    /// A table, collection or entity.
    Table "entity" short name {
        /// Its name.
        name(required): Name<ENTITY>,
        /// What one row is.
        summary: String,
        /// What it was called in an earlier version of the spec, so that a migration renames it and loses no row.
        was: String,
        /// Where it is kept.
        store: Ref<STORE>,
        /// The service that owns it, where the store does not say.
        owner: Ref<SERVICE>,
        /// Whether it is the root of an aggregate.
        aggregate_root: bool,
        /// Its columns, each with a type such as `uuid pk`.
        fields: Map<ColumnUse>,
        /// Its indexes, such as `[[customer_id], { on: [email], unique: true }]`.
        indexes: List<Index>,
        /// The column that marks a row as deleted.
        soft_delete: Toggle<String>,
        /// The column that counts changes.
        optimistic_lock: Toggle<String>,
        /// The column that names the tenant.
        tenant_key: String,
        /// What it is cut by.
        partition_by: Cut,
        /// Whether rows are only added.
        append_only: bool,
        /// The states of a row, each with those that may follow it, such as `{ pending: [paid, cancelled], paid: [] }`; where
        /// rows begin in several, `start: [pending, imported]`.
        states: Map<List<String>>,
        /// Conditions that every row keeps, such as `[sold <= total]`.
        checks: List<String>,
        /// How many rows it will have.
        rows: u64,
        /// How long rows are kept.
        retention: Duration,
        /// How it is asked, such as `by customer_id newest first`.
        queries: List<String>,
    }
}

/// What a table or store is cut by: a column, or several in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut(pub String);

impl std::ops::Deref for Cut {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Read for Cut {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let columns = List::<String>::read(node, reader)?.0;
        let columns: Vec<String> = columns.into_iter().map(|it| it.value).collect();
        (!columns.is_empty()).then(|| Self(columns.join(", ")))
    }
    fn declared() -> Type {
        Type::List(Box::new(Type::Text))
    }
}

record! {
    /// An index.
    Index "index" short on, list on {
        /// Its name.
        name: String,
        /// Its columns, in order.
        on(required): List<String>,
        /// Whether no two rows have the same.
        unique: bool,
        /// Rows that it holds.
        r#where: String,
    }
}

/// A column as its short or long form says it.
#[derive(Debug, Clone, Default)]
pub struct ColumnUse(pub Column);

impl std::ops::Deref for ColumnUse {
    type Target = Column;
    fn deref(&self) -> &Column {
        &self.0
    }
}

record! {
    /// A column in its long form.
    ColumnKeys "column" {
        /// The type, such as `varchar(255)`.
        r#type(required): String,
        /// Part of the primary key.
        primary_key: bool,
        /// The column that it points to, such as `customers.id`.
        references: String,
        /// What happens when that row goes.
        on_delete: String,
        /// Never absent.
        not_null: bool,
        /// No two rows have the same.
        unique: bool,
        /// What fills it in.
        default: String,
        /// A condition that every row keeps.
        check: String,
        /// Says something of a person.
        pii: bool,
        /// Must never be seen.
        secret: bool,
        /// Encrypted before it is stored.
        encrypted: bool,
        /// Stored as a hash only.
        hashed: bool,
        /// Filled by the database.
        generated: bool,
        /// For people.
        comment: String,
        /// What it was called in an earlier version of the spec, so that a migration renames it; `text was note` in short.
        was: String,
    }
}

impl Read for ColumnUse {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if let Some(text) = node.as_str() {
            let (column, strays) = Column::parse(text);
            for stray in strays {
                let span = reader.part(node, stray.range);
                reader.report(super::ProblemKind::WrongType, span, stray.message);
            }
            if let Some(target) = &column.references {
                let start = target.range.start;
                let span = reader.part(node, start..start + target.table.len());
                reader.uses(ENTITY, &target.table, span);
            }
            return Some(Self(column));
        }
        let keys = ColumnKeys::read(node, reader)?;
        let (mut column, _) = Column::parse(keys.r#type.as_ref()?);
        if let Some(target) = &keys.references {
            let (table, name) =
                target.split_once('.').map_or((target.as_str(), None), |(table, name)| (table, Some(name)));
            reader.uses(ENTITY, table, crate::text::Span::new(target.span.start, target.span.start + table.len()));
            column.references = Some(Target { table: table.to_owned(), column: name.map(str::to_owned), range: 0..0 });
        }
        let on = |flag: &super::Value<bool>| flag.as_ref().is_some_and(|flag| flag.value);
        let text = |value: &super::Value<String>| value.as_ref().map(|value| value.value.clone());
        column.primary_key |= on(&keys.primary_key);
        column.not_null |= on(&keys.not_null) || column.primary_key;
        column.unique |= on(&keys.unique);
        column.pii |= on(&keys.pii);
        column.secret |= on(&keys.secret);
        column.encrypted |= on(&keys.encrypted);
        column.hashed |= on(&keys.hashed);
        column.generated |= on(&keys.generated);
        column.on_delete = text(&keys.on_delete).or(column.on_delete);
        column.default = text(&keys.default).or(column.default);
        column.check = text(&keys.check).or(column.check);
        column.comment = text(&keys.comment).or(column.comment);
        column.was = text(&keys.was).or(column.was);
        Some(Self(column))
    }
    fn declared() -> Type {
        let form = Type::Form { name: "column type", example: "varchar(255) not null", pattern: "" };
        Type::Either(vec![form, ColumnKeys::declared()])
    }
}

record! {
    /// A caching strategy.
    Cache "cache" {
        /// Its name.
        name: Name<{ super::shape::CACHE }>,
        /// The service that uses it.
        service: Ref<SERVICE>,
        /// Where entries are kept; `in-process` for the service's own memory.
        store: String,
        /// How it is kept.
        pattern: CachePattern,
        /// What is cached.
        of: Ref<{ ENTITY | CONCEPT }>,
        /// The fields that are cached; all of them where none is said.
        fields: List<String>,
        /// The key, such as `user:{id}`.
        key: String,
        /// How long an entry is good.
        ttl: Duration,
        /// How old data may be that readers see.
        staleness: Duration,
        /// What removes an entry: events or endpoints.
        invalidated_by: List<String>,
        /// Labels to remove many at once.
        tags: List<String>,
        /// What keeps many readers from asking for the same: `single-flight`, `lock`, `early-refresh`.
        stampede: Toggle<String>,
        /// Which entries go first: `lru`, `lfu`.
        eviction: String,
        /// How much it may hold.
        size: Size,
        /// How many entries there are at most.
        entries: u64,
        /// How large one entry is, such as `2KB`.
        entry_size: Size,
        /// What happens where it cannot be reached.
        on_failure: String,
        /// Whether what is cached never changes.
        immutable: bool,
        /// Events whose handling fills it.
        filled_by: List<Ref<EVENT>>,
    }
}

/// Whether a value is on, with or without details.
pub fn is_on<T>(value: &Option<At<Toggle<T>>>) -> bool {
    value.as_ref().is_some_and(|toggle| toggle.is_on())
}

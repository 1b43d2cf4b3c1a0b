//! Types of the language in the dialects.

use crate::model::Dialect;
use crate::value::Column;

/// What a type holds, as far as dialects agree; two columns of different families cannot point to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Number,
    Text,
    Uuid,
    Bool,
    Moment,
    Date,
    Time,
    Json,
    Bytes,
    Other,
}

/// A type in a dialect.
#[derive(Debug, Clone)]
pub(super) struct Type {
    pub(super) sql: String,
    pub(super) family: Family,
    /// What is lost on the way, for the reader of the script.
    pub(super) note: Option<String>,
    /// How long a text may be, where only a check can hold it.
    pub(super) longest: Option<u64>,
    /// The values, where only a check can hold them.
    pub(super) values: Vec<String>,
    /// A serial type, which counts by itself.
    pub(super) counts: bool,
}

impl Type {
    fn new(sql: impl Into<String>, family: Family) -> Self {
        Self { sql: sql.into(), family, note: None, longest: None, values: Vec::new(), counts: false }
    }

    fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}

/// How long a key of MySQL may be, in bytes.
pub(super) const KEY_BYTES: u64 = 3072;
/// What a character takes in it.
pub(super) const CHARACTER_BYTES: u64 = 4;

/// How many bytes a type of MySQL takes in a key; none where it only fits by its beginning.
pub(super) fn key_bytes(ty: &str) -> Option<u64> {
    let (name, rest) = ty.split_once('(').unwrap_or((ty, ""));
    let length = rest.split([',', ')']).next().and_then(|digits| digits.parse::<u64>().ok());
    match (name, length) {
        ("varchar" | "char", Some(length)) => Some(length * CHARACTER_BYTES),
        ("varbinary", Some(length)) => Some(length),
        ("longtext" | "longblob" | "json", _) => None,
        ("decimal", _) => Some(32),
        _ => Some(8),
    }
}

/// The type of a column. `most` says that a key holds it, and how many characters fit into that: MySQL keeps no key of a
/// text without a length.
pub(super) fn of(dialect: Dialect, column: &Column, most: Option<u64>) -> Type {
    let pick = |postgres: &'static str, mysql: &'static str, sqlite: &'static str| match dialect {
        Dialect::Postgres => postgres,
        Dialect::Mysql => mysql,
        Dialect::Sqlite => sqlite,
    };
    let ty = column.ty.as_str();
    if let Some(inner) = ty.strip_suffix("[]") {
        return list(dialect, inner, column);
    }
    match ty {
        "uuid" | "guid" => Type::new(pick("uuid", "char(36)", "TEXT"), Family::Uuid),
        "ulid" => Type::new(pick("char(26)", "char(26)", "TEXT"), Family::Text),
        "smallint" | "int2" | "tinyint" | "year" => Type::new(pick("smallint", "smallint", "INTEGER"), Family::Number),
        "integer" | "int" | "int4" | "int32" | "mediumint" => {
            Type::new(pick("integer", "int", "INTEGER"), Family::Number)
        }
        "bigint" | "int8" | "int64" | "long" => Type::new(pick("bigint", "bigint", "INTEGER"), Family::Number),
        "smallserial" | "serial" | "bigserial" => {
            let sql = match ty {
                "smallserial" => pick("smallint", "smallint", "INTEGER"),
                "serial" => pick("integer", "int", "INTEGER"),
                _ => pick("bigint", "bigint", "INTEGER"),
            };
            Type { counts: true, ..Type::new(sql, Family::Number) }
        }
        "numeric" | "decimal" | "number" | "money" => decimal(dialect, column),
        "real" | "float4" | "float" | "double" | "double precision" | "float8" => {
            let sql = if matches!(ty, "real" | "float4") {
                pick("real", "float", "REAL")
            } else {
                pick("double precision", "double", "REAL")
            };
            Type::new(sql, Family::Number)
        }
        "boolean" | "bool" => Type::new(pick("boolean", "boolean", "INTEGER"), Family::Bool),
        "timestamptz" | "timestamp with time zone" | "date-time" => {
            Type::new(pick("timestamptz", "datetime(6)", "TEXT"), Family::Moment)
        }
        "timestamp" | "datetime" | "timestamp without time zone" => {
            Type::new(pick("timestamp", "datetime(6)", "TEXT"), Family::Moment)
        }
        "date" => Type::new(pick("date", "date", "TEXT"), Family::Date),
        "time" | "timetz" | "time with time zone" | "time without time zone" => {
            Type::new(pick("time", "time(6)", "TEXT"), Family::Time)
        }
        "json" | "jsonb" | "object" => Type::new(pick("jsonb", "json", "TEXT"), Family::Json),
        "hstore" => Type::new(pick("jsonb", "json", "TEXT"), Family::Json).with_note("`hstore` is kept as JSON"),
        "bytea" | "bytes" | "blob" | "binary" | "varbinary" | "tinyblob" | "mediumblob" | "longblob" => {
            let mysql = if most.is_some() { "varbinary(255)" } else { "longblob" };
            Type::new(pick("bytea", mysql, "BLOB"), Family::Bytes)
        }
        "enum" => enumeration(dialect, column, most),
        "inet" | "cidr" | "macaddr" if dialect == Dialect::Postgres => Type::new(ty, Family::Other),
        "interval" | "tsvector" | "xml" | "hstore[]" if dialect == Dialect::Postgres && ty != "xml" => {
            Type::new(ty, Family::Other)
        }
        _ => text(dialect, column, most),
    }
}

fn list(dialect: Dialect, inner: &str, column: &Column) -> Type {
    let element =
        of(dialect, &Column { ty: inner.to_owned(), arguments: column.arguments.clone(), ..Column::default() }, None);
    match dialect {
        Dialect::Postgres => Type::new(format!("{}[]", element.sql), Family::Other),
        Dialect::Mysql => Type::new("json", Family::Json).with_note(format!("a list of `{inner}` is kept as JSON")),
        Dialect::Sqlite => Type::new("TEXT", Family::Json).with_note(format!("a list of `{inner}` is kept as JSON")),
    }
}

/// A text, also for every type that the dialect has no word for.
fn text(dialect: Dialect, column: &Column, most: Option<u64>) -> Type {
    let length = column
        .arguments
        .first()
        .and_then(|length| length.parse::<u64>().ok())
        .filter(|length| (1..=10_000_000).contains(length));
    let known = matches!(
        column.ty.as_str(),
        "text"
            | "string"
            | "varchar"
            | "character varying"
            | "char"
            | "character"
            | "tinytext"
            | "mediumtext"
            | "longtext"
    );
    let fixed = matches!(column.ty.as_str(), "char" | "character");
    let mut ty = match (dialect, length) {
        (Dialect::Postgres, Some(length)) if known => {
            Type::new(format!("{}({length})", if fixed { "char" } else { "varchar" }), Family::Text)
        }
        (Dialect::Postgres, _) => Type::new("text", Family::Text),
        (Dialect::Mysql, Some(length)) if known && fixed && length <= 255 => {
            Type::new(format!("char({length})"), Family::Text)
        }
        (Dialect::Mysql, Some(length)) if known && most.is_some_and(|most| length > most) => {
            let most = most.unwrap_or(length);
            Type::new(format!("varchar({most})"), Family::Text)
                .with_note(format!("a key of MySQL has at most {KEY_BYTES} bytes: {most} characters"))
        }
        // Four bytes a character, and 65,535 bytes a row.
        (Dialect::Mysql, Some(length)) if known && length <= 8192 => {
            Type::new(format!("varchar({length})"), Family::Text)
        }
        (Dialect::Mysql, _) if let Some(most) = most => {
            let most = most.min(255);
            Type::new(format!("varchar({most})"), Family::Text)
                .with_note(format!("MySQL keeps no key of a text without a length: {most} characters"))
        }
        (Dialect::Mysql, _) => Type::new("longtext", Family::Text),
        (Dialect::Sqlite, _) => Type::new("TEXT", Family::Text),
    };
    if ty.sql == "longtext" || dialect == Dialect::Sqlite {
        ty.longest = length.filter(|_| known);
    }
    if known {
        return ty;
    }
    let note = match column.ty.as_str() {
        "" => "no type is stated: text".to_owned(),
        other => format!("the type `{other}{}` is kept as text", arguments(column)),
    };
    ty.with_note(note)
}

fn arguments(column: &Column) -> String {
    if column.arguments.is_empty() { String::new() } else { format!("({})", column.arguments.join(", ")) }
}

fn decimal(dialect: Dialect, column: &Column) -> Type {
    let digit = |at: usize| column.arguments.get(at).and_then(|digits| digits.parse::<u32>().ok());
    let (most, least) = if dialect == Dialect::Mysql { (65, 30) } else { (1000, 1000) };
    let digits = digit(0).filter(|precision| (1..=most).contains(precision));
    let scale = digit(1).unwrap_or(0);
    let arguments =
        digits.filter(|precision| scale <= *precision && scale <= least).map(|it| format!("({it},{scale})"));
    match (dialect, arguments) {
        (Dialect::Sqlite, _) => {
            Type::new("NUMERIC", Family::Number).with_note("SQLite keeps no exact decimals: 15 digits are safe")
        }
        (_, Some(arguments)) => {
            Type::new(format!("decimal{arguments}").replace("decimal", pick_decimal(dialect)), Family::Number)
        }
        (_, None) if column.ty == "money" => Type::new(format!("{}(19,4)", pick_decimal(dialect)), Family::Number),
        (Dialect::Postgres, None) => Type::new("numeric", Family::Number),
        (Dialect::Mysql, None) => Type::new("decimal(38,10)", Family::Number)
            .with_note("no precision is stated, and MySQL would keep no fraction: 28 digits and 10 after the point"),
    }
}

const fn pick_decimal(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "numeric",
        Dialect::Mysql | Dialect::Sqlite => "decimal",
    }
}

/// PostgreSQL gets a text and a check, not a type of its own: a check is replaced in one transaction, and validated
/// without a lock that stops writers, whereas a value never leaves a type again. MySQL has no such worry with `enum`:
/// a value at the end of its list is added without touching a row.
fn enumeration(dialect: Dialect, column: &Column, most: Option<u64>) -> Type {
    let mut values: Vec<String> = Vec::new();
    for value in column.arguments.iter().filter(|value| !value.is_empty()) {
        // MySQL compares without case.
        let same = |other: &String| {
            *other == *value || dialect == Dialect::Mysql && other.to_lowercase() == value.to_lowercase()
        };
        if !values.iter().any(same) {
            values.push(value.clone());
        }
    }
    let fits = values.iter().all(|value| value.chars().count() <= 255);
    let ty = match dialect {
        Dialect::Mysql if !values.is_empty() && fits => {
            let values: Vec<String> = values.iter().map(|value| super::name::literal(dialect, value)).collect();
            return Type::new(format!("enum({})", values.join(", ")), Family::Text);
        }
        Dialect::Mysql if let Some(most) = most => Type::new(format!("varchar({})", most.min(255)), Family::Text),
        Dialect::Mysql => Type::new("longtext", Family::Text),
        Dialect::Postgres => Type::new("text", Family::Text),
        Dialect::Sqlite => Type::new("TEXT", Family::Text),
    };
    if values.is_empty() { ty.with_note("the values are not stated") } else { Type { values, ..ty } }
}

use crate::lint::Report;
use crate::model::{Column, Dialect};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A column has a type that its database does not know.
    ///
    /// ## Why
    /// The migration fails on the first day. Or a tool replaces the type by one that is nearly the same, and the zone of
    /// each timestamp or the case of each address is lost without a word.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - { name: shop-db, engine: mysql }
    /// data_model:
    ///   - name: orders
    ///     store: shop-db
    ///     fields:
    ///       id: bigint pk
    ///       placed_at: timestamptz not null
    /// #                ^^^^^^^^^^^ `shop-db` is mysql, which has no type `timestamptz`
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - { name: shop-db, engine: mysql }
    /// data_model:
    ///   - name: orders
    ///     store: shop-db
    ///     fields:
    ///       id: bigint pk
    ///       placed_at: timestamp not null
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// data_model:
    ///   - name: orders
    ///     store: shop-db
    ///     fields: { id: uuid pk, placed_at: timestamptz, extra: jsonb, status: "enum(open, paid)" }
    /// ```
    ///
    /// ## Not a problem when
    /// The type is one of the language itself, such as `uuid` or `enum(…)`, which every database has in some form.
    ///
    /// ## See
    /// seed 001:99 · seed 001:112-113
    id: "data/foreign-dialect",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

/// Types of PostgreSQL that MySQL lacks, each with what comes nearest.
const POSTGRES_ONLY: [(&str, &str); 10] = [
    ("timestamptz", "timestamp"),
    ("timestamp with time zone", "timestamp"),
    ("jsonb", "json"),
    ("citext", "text"),
    ("bytea", "blob"),
    ("bigserial", "bigint"),
    ("smallserial", "smallint"),
    ("inet", "varchar(45)"),
    ("tsvector", "text"),
    ("hstore", "json"),
];
/// Types of MySQL that PostgreSQL lacks.
const MYSQL_ONLY: [(&str, &str); 12] = [
    ("datetime", "timestamptz"),
    ("tinyint", "smallint"),
    ("mediumint", "integer"),
    ("tinytext", "text"),
    ("mediumtext", "text"),
    ("longtext", "text"),
    ("blob", "bytea"),
    ("tinyblob", "bytea"),
    ("mediumblob", "bytea"),
    ("longblob", "bytea"),
    ("year", "smallint"),
    ("double", "double precision"),
];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let Some(store) = column.table.store() else { return };
    let (Some(dialect), Some(engine)) = (store.dialect(), &store.at.value.engine) else { return };
    let unknown: &[(&str, &str)] = match dialect {
        Dialect::Postgres => &MYSQL_ONLY,
        Dialect::Mysql => &POSTGRES_ONLY,
        // It takes any word as a type.
        Dialect::Sqlite => return,
    };
    let Some((ty, near)) = unknown.iter().find(|(ty, _)| *ty == column.ty) else { return };
    let edits = column.type_span().map(|span| vec![Edit::replace(span, *near)]).unwrap_or_default();
    report
        .find(
            column.type_span().unwrap_or(column.at.span),
            format!("`{}` is {}, which has no type `{ty}`", store.name(), engine.value),
        )
        .fix(Fix::suggested(format!("Make it `{near}`"), edits));
}

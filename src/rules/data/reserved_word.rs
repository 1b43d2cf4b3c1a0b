use crate::lint::Report;
use crate::model::{Table, plural};
use crate::rule::{Fix, rule};

rule! {
    /// A table is named by a word that SQL keeps for itself.
    ///
    /// ## Why
    /// Every statement has to put the name in quotes. The one that does not fails with a message about syntax, or reads
    /// something else: in PostgreSQL `select * from user` returns the name of the connected user.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// data_model:
    ///   - name: user
    /// #         ^^^^ `user` is a word of SQL and has to be quoted everywhere
    ///     store: shop-db
    ///     fields: { id: uuid pk }
    ///   - { name: carts, store: shop-db, fields: { id: uuid pk, user_id: uuid -> user.id } }
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// data_model:
    ///   - name: users
    ///     store: shop-db
    ///     fields: { id: uuid pk }
    ///   - { name: carts, store: shop-db, fields: { id: uuid pk, user_id: uuid -> users.id } }
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// data_model:
    ///   - { name: users, store: shop-db, fields: { id: uuid pk } }
    ///   - { name: Order, store: shop-db, fields: { id: uuid pk } }
    ///   - group
    /// ```
    ///
    /// ## Not a problem when
    /// The entity has no columns yet or is written in capitals: then its name is not the table's.
    ///
    /// ## See
    /// seed 001:98 · PostgreSQL, SQL Key Words · MySQL, Keywords and Reserved Words
    id: "data/reserved-word",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

/// Reserved by both PostgreSQL and MySQL, and likely as a name.
const BOTH: [&str; 16] = [
    "order",
    "group",
    "table",
    "column",
    "index",
    "select",
    "where",
    "check",
    "default",
    "grant",
    "limit",
    "primary",
    "references",
    "condition",
    "using",
    "values",
];
/// Reserved by PostgreSQL alone.
const POSTGRES: [&str; 5] = ["user", "end", "offset", "session_user", "analyse"];

/// Those that name a thing, of which there are many in a table.
const THINGS: [&str; 12] = [
    "order",
    "group",
    "table",
    "column",
    "index",
    "check",
    "grant",
    "limit",
    "condition",
    "user",
    "offset",
    "session_user",
];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    use crate::model::Dialect;
    let (Some(dialect), Some(_)) = (table.store().and_then(|store| store.dialect()), table.columns().next()) else {
        return;
    };
    if dialect == Dialect::Sqlite {
        return;
    }
    let postgres = dialect == Dialect::Postgres;
    let name = table.name();
    let free = match name {
        "index" | "condition" => postgres,
        "values" => true,
        _ => false,
    };
    if !free && (BOTH.contains(&name) || postgres && POSTGRES.contains(&name)) {
        let finding =
            report.find(table.name_span(), format!("`{name}` is a word of SQL and has to be quoted everywhere"));
        let better = plural(name);
        let taken = table.model.tables().any(|it| it.name().eq_ignore_ascii_case(&better));
        if THINGS.contains(&name) && !taken {
            finding.fix(Fix::suggested(format!("Call it `{better}`"), table.rename(&better)));
        }
    }
}

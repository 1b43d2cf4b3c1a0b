//! The phases of a migration, and the statements that all dialects need in their own words.

use super::super::name::{line, literal, quoted};
use super::super::schema::{Column, Table};
use crate::model::Dialect;

/// When a statement runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Expand,
    Backfill,
    Switch,
    Contract,
}

/// The statements of a migration, by phase.
#[derive(Debug, Default)]
pub(super) struct Steps {
    statements: Vec<(Phase, String)>,
}

impl Steps {
    /// Adds a statement, or a comment.
    pub(super) fn add(&mut self, phase: Phase, statement: impl AsRef<str>) {
        let text = statement.as_ref();
        self.statements.push((phase, if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }));
    }

    /// Adds a sentence for the reader.
    pub(super) fn say(&mut self, phase: Phase, text: &str) {
        self.add(phase, format!("-- {}", line(text)));
    }

    /// Whether nothing has been added.
    pub(super) const fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The script, without its head.
    pub(super) fn written(&self, dialect: Dialect) -> String {
        const PHASES: [(Phase, &str, &str); 4] = [
            (Phase::Expand, "1 Expand", "Before new code runs; old code runs on."),
            (Phase::Backfill, "2 Backfill", "Rows from before get what new code expects."),
            (Phase::Switch, "3 Switch", "Once every row is filled, and only new code writes."),
            (Phase::Contract, "4 Contract", "Once no old code runs and nobody will go back: what goes here is lost."),
        ];
        let mut text = String::new();
        for (phase, title, when) in PHASES {
            let when = match (dialect, phase) {
                // It has no way to loosen a column in place.
                (Dialect::Sqlite, Phase::Expand) => "While old code runs; new code starts after phase 3.",
                (Dialect::Sqlite, Phase::Switch) => "Once every row is filled, and no code runs.",
                _ => when,
            };
            text.push_str(&format!("\n-- {title}. {when}\n"));
            let own: String =
                self.statements.iter().filter(|(it, _)| *it == phase).map(|(_, it)| it.as_str()).collect();
            text.push_str(if own.is_empty() { "-- Nothing.\n" } else { &own });
        }
        text
    }
}

/// Stops the script where there is a row that it finds: a part of a statement that begins with `FROM`.
pub(super) fn stop(dialect: Dialect, message: &str, rows: &str) -> String {
    let message = line(message);
    match dialect {
        Dialect::Postgres => {
            let message = literal(dialect, &message);
            let body = format!(
                "  IF EXISTS (SELECT 1 {rows}) THEN\n    RAISE EXCEPTION USING MESSAGE = {message};\n  END IF;"
            );
            let tag = super::super::create::tag(&body, "stop");
            format!("DO {tag} BEGIN\n{body}\nEND {tag};\n")
        }
        Dialect::Mysql | Dialect::Sqlite => {
            let (drop, table) = match dialect {
                Dialect::Mysql => ("DROP TEMPORARY TABLE", "migration_stop"),
                _ => ("DROP TABLE", "temp.migration_stop"),
            };
            // The name of the check is what the database says of it; MySQL takes 64 characters of the first plane.
            let plain = message.chars().filter(|c| dialect == Dialect::Sqlite || u32::from(*c) <= 0xffff);
            let most = if dialect == Dialect::Mysql { 64 } else { 400 };
            let name: String = plain.take(most).collect();
            let check = quoted(dialect, name.trim());
            format!(
                "{drop} IF EXISTS {table};\n\
                CREATE TEMPORARY TABLE migration_stop (rows_left int, CONSTRAINT {check} CHECK (rows_left = 0));\n\
                INSERT INTO {table} SELECT count(*) FROM (SELECT 1 {rows} LIMIT 1) AS found;\n\
                {drop} {table};\n"
            )
        }
    }
}

/// What a person has to decide: a sentence, the statement to complete, and a stop while rows are left.
pub(super) fn decision(dialect: Dialect, sentence: &str, statement: &str, message: &str, rows: &str) -> String {
    format!("-- Decide: {}\n-- {}\n{}", line(sentence), line(statement), stop(dialect, message, rows))
}

/// The statement that fills a column in where it is empty.
pub(super) fn fill(dialect: Dialect, table: &Table, column: &Column, value: &str) -> String {
    let own = quoted(dialect, &column.name);
    fill_where(dialect, table, &own, value, &format!("{own} IS NULL"))
}

/// The statement that fills a column in where another one has something that it has not.
pub(super) fn copy(dialect: Dialect, table: &Table, from: &str, to: &str, value: Option<String>) -> String {
    let (from, to) = (quoted(dialect, from), quoted(dialect, to));
    let rows = format!("{to} IS NULL AND {from} IS NOT NULL");
    fill_where(dialect, table, &to, &value.unwrap_or(from), &rows)
}

fn fill_where(dialect: Dialect, table: &Table, own: &str, value: &str, rows: &str) -> String {
    let name = quoted(dialect, &table.name);
    // MySQL takes an expression in parentheses as a default, and as a value, too.
    match dialect {
        Dialect::Postgres => {
            let body = format!(
                "  LOOP\n    UPDATE {name} SET {own} = {value} WHERE (tableoid, ctid) IN\n      \
                (SELECT tableoid, ctid FROM {name} WHERE {rows} LIMIT 10000);\n    \
                EXIT WHEN NOT FOUND;\n    COMMIT;\n  END LOOP;"
            );
            let tag = super::super::create::tag(&body, "fill");
            format!("DO {tag} BEGIN\n{body}\nEND {tag};\n")
        }
        Dialect::Mysql => format!(
            "-- On a large table with LIMIT 10000, until it changes no row.\n\
            UPDATE {name} SET {own} = {value} WHERE {rows};\n"
        ),
        Dialect::Sqlite => format!("UPDATE {name} SET {own} = {value} WHERE {rows};\n"),
    }
}

/// What is said above what is dropped.
pub(super) fn danger(what: &str) -> String {
    format!("-- Danger: {} is lost for ever. Keep a backup that you have restored once.\n", line(what))
}

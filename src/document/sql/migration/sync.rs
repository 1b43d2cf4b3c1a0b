//! Triggers that keep two columns in step while code of both versions runs.

use super::super::create::tag;
use super::super::name::{Names, quoted};
use super::super::schema::{Column, Table};
use super::fit;
use super::steps::{Phase, Steps};
use crate::model::Dialect;

/// A column, and the one that follows it.
#[derive(Debug)]
pub(super) struct Pair<'c> {
    pub(super) was: &'c Column,
    pub(super) is: &'c Column,
    /// What the second one is called.
    pub(super) name: &'c str,
    /// New code writes the second one, so that the first has to follow it, too.
    pub(super) both: bool,
}

/// Keeps columns of a table in step from now on; `what` is what their triggers' names end with.
pub(super) fn start(dialect: Dialect, table: &Table, what: &str, pairs: &[Pair<'_>], steps: &mut Steps) {
    if pairs.is_empty() {
        return;
    }
    let own = quoted(dialect, &table.name);
    match dialect {
        Dialect::Postgres => {
            let name = quoted(dialect, &names(dialect, table, what));
            let lines: String = pairs.iter().map(in_postgres).collect();
            let body = format!("BEGIN\n{lines}  RETURN NEW;\nEND");
            let tag = tag(&body, "step");
            steps.add(
                Phase::Expand,
                format!("CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {tag} {body} {tag};"),
            );
            steps.add(
                Phase::Expand,
                format!(
                    "DROP TRIGGER IF EXISTS {name} ON {own};\nCREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {own} \
                    FOR EACH ROW EXECUTE FUNCTION {name}();"
                ),
            );
        }
        Dialect::Mysql => {
            let narrow = |it: &Pair<'_>| !fit::widens(it.was, it.is) || it.both && !fit::widens(it.is, it.was);
            // What a trigger refuses, old code could no longer write; the script finds it, and asks.
            let lenient = pairs.iter().any(narrow);
            if lenient {
                steps.add(Phase::Expand, "SET @strict = @@sql_mode, SESSION sql_mode = '';");
            }
            for (event, is_update) in [("INSERT", false), ("UPDATE", true)] {
                let name = quoted(dialect, &names(dialect, table, &format!("{what}_{}", event.to_lowercase())));
                let parts: Vec<String> = pairs.iter().map(|it| in_mysql(it, is_update)).collect();
                let set = parts.join(", ");
                steps.add(
                    Phase::Expand,
                    format!("CREATE TRIGGER {name} BEFORE {event} ON {own} FOR EACH ROW SET {set};"),
                );
            }
            if lenient {
                steps.add(Phase::Expand, "SET SESSION sql_mode = @strict;");
            }
        }
        Dialect::Sqlite => {}
    }
}

/// The statements that end it.
pub(super) fn end(dialect: Dialect, table: &Table, what: &str) -> String {
    let own = quoted(dialect, &table.name);
    match dialect {
        Dialect::Postgres => {
            let name = quoted(dialect, &names(dialect, table, what));
            format!("DROP TRIGGER IF EXISTS {name} ON {own};\nDROP FUNCTION IF EXISTS {name}();\n")
        }
        _ => ["insert", "update"]
            .map(|it| {
                let name = quoted(dialect, &names(dialect, table, &format!("{what}_{it}")));
                format!("DROP TRIGGER IF EXISTS {name};\n")
            })
            .concat(),
    }
}

fn names(dialect: Dialect, table: &Table, what: &str) -> String {
    Names::new(dialect).take(&table.name, &format!("_{what}"))
}

fn in_postgres(pair: &Pair<'_>) -> String {
    let row = |name: &str| format!("NEW.{}", quoted(Dialect::Postgres, name));
    let (first, second) = (row(&pair.was.name), row(pair.name));
    let there = assigned(&second, &first, pair.was, pair.is);
    if !pair.both {
        return there.lines().filter_map(|it| it.strip_prefix("  ")).map(|it| format!("{it}\n")).collect();
    }
    let back = assigned(&first, &second, pair.is, pair.was);
    let old = |name: &str| format!("OLD.{}", quoted(Dialect::Postgres, name));
    let is_written = format!("{second} IS DISTINCT FROM {}", old(pair.name));
    // Where one does not hold all of the other, what is missing in it must not come back.
    let alike = fit::widens(pair.was, pair.is) && fit::widens(pair.is, pair.was);
    let rest = if alike {
        "ELSE".to_owned()
    } else {
        format!("ELSIF {first} IS DISTINCT FROM {} OR {second} IS NULL THEN", old(&pair.was.name))
    };
    format!("  IF {is_written} THEN\n{back}  {rest}\n{there}  END IF;\n")
}

/// The statement that gives one column of a row the value of another; none where it does not fit, so that no writer fails.
fn assigned(to: &str, from: &str, was: &Column, is: &Column) -> String {
    let value = fit::cast(Dialect::Postgres, from, was, is).unwrap_or_else(|| from.to_owned());
    let assign = format!("{to} := {value};");
    if fit::widens(was, is) {
        return format!("    {assign}\n");
    }
    format!("    BEGIN\n      {assign}\n    EXCEPTION WHEN data_exception THEN\n      {to} := NULL;\n    END;\n")
}

fn in_mysql(pair: &Pair<'_>, is_update: bool) -> String {
    let (first, second) = (quoted(Dialect::Mysql, &pair.was.name), quoted(Dialect::Mysql, pair.name));
    if !pair.both {
        return format!("NEW.{second} = NEW.{first}");
    }
    if !is_update {
        return format!(
            "NEW.{first} = coalesce(NEW.{second}, NEW.{first}), NEW.{second} = coalesce(NEW.{second}, NEW.{first})"
        );
    }
    let is_old = format!("NEW.{second} <=> OLD.{second}");
    let alike = fit::widens(pair.was, pair.is) && fit::widens(pair.is, pair.was);
    let follows = if alike {
        is_old.clone()
    } else {
        format!("{is_old} AND (NEW.{second} IS NULL OR NOT NEW.{first} <=> OLD.{first})")
    };
    format!(
        "NEW.{first} = if({is_old}, NEW.{first}, NEW.{second}), NEW.{second} = if({follows}, NEW.{first}, NEW.{second})"
    )
}

impl<'c> Pair<'c> {
    /// A column that has another name.
    pub(super) fn renamed((was, is): &(&'c Column, &'c Column)) -> Self {
        Self { was, is, name: &is.name, both: true }
    }

    /// A column that has another type.
    pub(super) fn shadow(shadow: &'c super::shadow::Shadow<'_>) -> Self {
        Self { was: shadow.was, is: shadow.is, name: &shadow.name, both: false }
    }
}

/// Says of each column what is going on, and starts to keep it in step.
pub(super) fn expand(change: &super::diff::Change<'_>, steps: &mut Steps) {
    let (dialect, table) = (change.dialect, change.new);
    for (was, is) in &change.renamed {
        steps.say(
            Phase::Expand,
            &format!(
                "{} is the new name of {}; a trigger keeps both the same. New code starts after phase 2.",
                is.name, was.name
            ),
        );
    }
    let renamed: Vec<Pair<'_>> = change.renamed.iter().map(Pair::renamed).collect();
    start(dialect, table, "renamed", &renamed, steps);
    for it in &change.shadows {
        let how = format!(
            "{} becomes {} by way of {}: changed in place, {} would be locked while each row is written anew.",
            it.is.name, it.is.ty, it.name, table.name
        );
        steps.say(Phase::Expand, &how);
        let limit = format!("Until phase 3 is done, nobody writes what does not fit into {}.", it.was.ty);
        steps.say(Phase::Expand, &limit);
    }
    let retyped: Vec<Pair<'_>> = change.shadows.iter().map(Pair::shadow).collect();
    start(dialect, table, "retyped", &retyped, steps);
}

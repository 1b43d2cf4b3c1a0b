//! Scripts that lead from the tables of an earlier version of a spec to those of it, in steps that running code survives:
//! first what takes nothing away, then rows, then what refuses, and last what goes.

mod backfill;
mod diff;
mod fit;
mod former;
mod mysql;
mod postgres;
mod rename;
mod shadow;
mod sqlite;
mod steps;
mod sync;

use self::diff::Diff;
use self::steps::{Phase, Steps};
use super::name::quoted;
use super::schema::Schema;
use super::{Database, KIND, databases, line};
use crate::document::{Entry, MIGRATION};
use crate::model::{Dialect, Versions};

/// The scripts, one for each store whose tables one of the versions has.
pub(in crate::document) fn entries(versions: Versions<'_>) -> Vec<Entry> {
    let after = databases(versions.after);
    let is_gone = |it: &Database<'_>| !after.iter().any(|other| other.name() == it.name());
    let gone: Vec<Database<'_>> = databases(versions.before).into_iter().filter(is_gone).collect();
    let entry = |it: &Database<'_>| {
        let entry = it.entry(MIGRATION, KIND.tab, "-migration");
        Entry { title: format!("{}: migration", entry.title), ..entry }
    };
    after.iter().chain(&gone).map(entry).collect()
}

/// The script of the store of that name.
pub(in crate::document) fn write(versions: Versions<'_>, name: &str) -> Option<String> {
    let find = |model| databases(model).into_iter().find(|it| it.name() == name);
    let (before, after) = (find(versions.before), find(versions.after));
    let title = if name.is_empty() { "Tables without a store".to_owned() } else { line(name) };
    let mut text = format!("-- {title}: from an earlier version to this one.\n");
    let Some(new) = after.as_ref().map(Database::schema) else {
        text.push_str("-- The spec has no table of it any more. Whether its rows may go is for a person to decide.\n");
        return before.map(|_| text);
    };
    let old = match before.as_ref().map(Database::schema) {
        Some(old) if old.dialect != new.dialect => {
            text.push_str("-- Its engine is another now: create its tables with its own script, and copy the rows.\n");
            return Some(text);
        }
        Some(old) => old,
        None => Schema { dialect: new.dialect, tables: Vec::new() },
    };
    let mut steps = Steps::default();
    let (old, views) = rename::apply(old, &new, &mut steps);
    let viewed: Vec<String> = views.iter().map(|(_, is)| is.clone()).collect();
    let diff = Diff::new(&old, &new, &viewed);
    if diff.is_empty() && steps.is_empty() {
        text.push_str("-- Nothing changes.\n");
        return Some(text);
    }
    text.push_str(how(new.dialect));
    for (was, is) in &views {
        let hides = diff.change(is).is_some_and(diff::Change::changes_what_a_view_shows);
        let phase = if hides && new.dialect == Dialect::Postgres { Phase::Switch } else { Phase::Contract };
        steps.say(phase, &format!("Old code finds {was} no more."));
        steps.add(phase, format!("DROP VIEW IF EXISTS {};", quoted(new.dialect, was)));
    }
    match new.dialect {
        Dialect::Postgres => postgres::steps(&diff, &mut steps),
        Dialect::Mysql => mysql::steps(&diff, &mut steps),
        Dialect::Sqlite => sqlite::steps(&diff, &mut steps),
    }
    backfill::former_tables(new.dialect, &diff, &mut steps);
    text.push_str(&steps.written(new.dialect));
    Some(text)
}

/// How such a script is run, so that it ends with the first statement that fails.
const fn how(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => {
            "-- Phase by phase, with `psql -v ON_ERROR_STOP=1 -f` and no transaction around it: indexes are made beside writers.\n\
            -- After a stop it runs again from its beginning.\n\
            SET lock_timeout = '5s';\n"
        }
        Dialect::Mysql => {
            "-- Phase by phase, with `mysql` and without `--force`, so that it ends with the first error; go on from there.\n"
        }
        Dialect::Sqlite => {
            "-- Phase by phase, with `sqlite3 -bail`, so that it ends with the first error; go on from there.\n"
        }
    }
}

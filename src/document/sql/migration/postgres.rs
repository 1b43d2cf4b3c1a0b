//! The statements of a migration for PostgreSQL: nothing that scans a table holds its writers up.

mod bind;
mod swap;

use super::super::create::{self, added};
use super::super::key::on_delete;
use super::super::name::{Names, list, literal, quoted};
use super::super::schema::{Column, Constraint, ConstraintKind, Index, Table};
use super::backfill::backfill;
use super::diff::{Change, Diff};
use super::steps::{Phase, Steps, danger, stop};
use super::{fit, sync};
use crate::model::Dialect;

const DIALECT: Dialect = Dialect::Postgres;

/// Every step, in an order in which each finds what it needs.
pub(super) fn steps(diff: &Diff<'_>, steps: &mut Steps) {
    for change in diff.changed.iter().filter(|it| is_cut_otherwise(it)) {
        let message = format!("{} is cut otherwise: copy it into a new table by hand", change.new.name);
        steps.say(Phase::Expand, "PostgreSQL cuts no table that is there, and takes no cut back.");
        steps.add(Phase::Expand, stop(DIALECT, &message, ""));
    }
    let changes: Vec<&Change<'_>> = diff.changed.iter().filter(|it| !is_cut_otherwise(it)).collect();
    let each = |steps: &mut Steps, step: &dyn Fn(&Change<'_>, &mut Steps)| {
        changes.iter().for_each(|change| step(change, steps));
    };
    each(steps, &|change, steps| unbind(diff, change, steps));
    each(steps, &free);
    each(steps, &grow);
    let late = create_tables(diff, steps);
    each(steps, &|change, steps| backfill(DIALECT, change, steps));
    each(steps, &swap::prepare);
    each(steps, &|change, steps| unbind_late(diff, change, steps));
    for step in [retype, require, key, bind::index] {
        each(steps, &step);
    }
    each(steps, &|change, steps| bind::hold(diff, change, steps));
    for (table, key) in late {
        steps.add(Phase::Switch, added(DIALECT, table, key, ""));
    }
    each(steps, &contract);
    if !diff.gone.is_empty() {
        let names: Vec<String> = diff.gone.iter().map(|it| it.name.clone()).collect();
        steps.add(Phase::Contract, danger(&format!("every row of {}", names.join(", "))));
        steps.add(Phase::Contract, format!("DROP TABLE IF EXISTS {};", list(DIALECT, &names)));
    }
}

/// Whether the cut of a table changes, or the type of the column that it goes by.
fn is_cut_otherwise(change: &Change<'_>) -> bool {
    let by = change.old.partition.iter().map(|it| it.column.clone()).collect::<Vec<_>>();
    change.has_new_partition() || change.retypes(&by)
}

fn alter(table: &Table, what: &str) -> String {
    format!("ALTER TABLE {} {what};\n", quoted(DIALECT, &table.name))
}

fn alter_column(table: &Table, column: &Column, what: &str) -> String {
    alter(table, &format!("ALTER COLUMN {} {what}", quoted(DIALECT, &column.name)))
}

/// A statement that may have run before, as far as a script came until it stopped.
fn once(statement: &str) -> String {
    let tag = create::tag(statement, "once");
    let done = "duplicate_object OR object_not_in_prerequisite_state";
    format!("DO {tag} BEGIN\n  {statement}EXCEPTION WHEN {done} THEN NULL;\nEND {tag};\n")
}

fn drop_constraint(table: &Table, constraint: &Constraint) -> String {
    alter(table, &format!("DROP CONSTRAINT IF EXISTS {}", quoted(DIALECT, &constraint.name)))
}

fn concurrently(table: &Table) -> &'static str {
    if table.partition.is_some() { "" } else { " CONCURRENTLY" }
}

fn drop_index(table: &Table, index: &Index) -> String {
    format!("DROP INDEX{} IF EXISTS {};\n", concurrently(table), quoted(DIALECT, &index.name))
}

fn is_foreign(constraint: &Constraint) -> bool {
    matches!(constraint.kind, ConstraintKind::Foreign { .. })
}

/// Foreign keys go before anything that they hold in place.
fn unbind(diff: &Diff<'_>, change: &Change<'_>, steps: &mut Steps) {
    for it in change.dropped.iter().filter(|it| is_foreign(it) && !goes_late(diff, change, it)) {
        steps.add(Phase::Expand, drop_constraint(change.old, it));
    }
    for (table, key) in diff.in_the_way_of(change) {
        steps.add(Phase::Expand, drop_constraint(table, key));
    }
}

/// Whether a foreign key holds until all else is switched: it comes again, to the same table and for the same rows.
fn goes_late(diff: &Diff<'_>, change: &Change<'_>, key: &Constraint) -> bool {
    let ConstraintKind::Foreign { to, targets } = &key.kind else { return false };
    let again = change.made.iter().find(|it| it.name == key.name);
    let same = again.is_some_and(|it| matches!(&it.kind, ConstraintKind::Foreign { to: other, .. } if other == to));
    let alike = again.is_some_and(|it| it.columns == key.columns && on_delete(it) == on_delete(key));
    same && alike && diff.change(to).is_none_or(|it| it.holds_key_until_switch(targets))
}

fn unbind_late(diff: &Diff<'_>, change: &Change<'_>, steps: &mut Steps) {
    for it in change.dropped.iter().filter(|it| goes_late(diff, change, it)) {
        steps.add(Phase::Switch, drop_constraint(change.old, it));
    }
}

/// Takes away what would refuse what new code writes.
fn free(change: &Change<'_>, steps: &mut Steps) {
    for it in change.dropped.iter().filter(|it| !is_foreign(it) && !change.is_about_gone(&it.columns)) {
        steps.add(Phase::Expand, drop_constraint(change.old, it));
    }
    for it in change.dropped_indexes.iter().filter(|it| change.is_in_the_way(it)) {
        steps.add(Phase::Expand, drop_index(change.old, it));
    }
    let loosened = change.altered.iter().filter(|(was, is)| was.not_null && !is.not_null).map(|(was, _)| *was);
    for column in loosened.filter(|it| !change.old.key.contains(&it.name)) {
        steps.add(Phase::Expand, alter_column(change.old, column, "DROP NOT NULL"));
    }
    // New code leaves it to the trigger even where it writes that there is nothing.
    let open = |it: &Column| it.default.is_none() || change.successor(&it.name).is_some();
    let unfilled = |it: &&&Column| it.not_null && open(it) && it.computed.is_none() && !it.counts;
    for column in change.gone.iter().filter(unfilled) {
        if !change.old.key.contains(&column.name) {
            if change.successor(&column.name).is_none() {
                steps.say(Phase::Expand, &format!("New code does not fill {} in.", column.name));
            }
            steps.add(Phase::Expand, alter_column(change.old, column, "DROP NOT NULL"));
        }
    }
}

/// Adds columns, and widens those that are there.
fn grow(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for column in &change.added {
        let follows = change.former(&column.name).is_some();
        let whole = change.comes_whole(column);
        let bare = Column { not_null: false, default: None, counts: false, ..(*column).clone() };
        if whole && (column.computed.is_some() || column.counts) {
            steps.say(Phase::Expand, &format!("Rewrites {}: nobody reads or writes it meanwhile.", table.name));
        }
        let written = create::column(DIALECT, if whole { column } else { &bare });
        steps.add(Phase::Expand, alter(table, &format!("ADD COLUMN IF NOT EXISTS {written}")));
        if let (Some(default), false) = (&column.default, whole || follows) {
            steps.add(Phase::Expand, alter_column(table, column, &format!("SET DEFAULT {default}")));
        }
        if column.comment.is_some() {
            steps.add(Phase::Expand, create::comment_on_column(table, column));
        }
    }
    for (was, is) in change.renamed.iter().filter(|(was, is)| was.ty == is.ty && was.default != is.default) {
        let default = is.default.iter().map(|it| alter_column(table, was, &format!("SET DEFAULT {it}")));
        default.for_each(|it| steps.add(Phase::Expand, it));
    }
    for it in &change.shadows {
        let bare = it.bare();
        let written = create::column(DIALECT, &bare);
        steps.add(Phase::Expand, alter(table, &format!("ADD COLUMN IF NOT EXISTS {written}")));
        if bare.comment.is_some() {
            steps.add(Phase::Expand, create::comment_on_column(table, &bare));
        }
    }
    sync::expand(change, steps);
    if change.old.comment != table.comment {
        steps.add(Phase::Expand, create::comment_on_table(table, table.comment.as_ref()));
    }
    for (was, is) in &change.altered {
        if was.comment != is.comment {
            steps.add(Phase::Expand, create::comment_on_column(table, is));
        }
        if was.computed.is_some() && is.computed.is_none() {
            steps.add(Phase::Expand, alter_column(table, is, "DROP EXPRESSION IF EXISTS"));
        }
        if was.ty != is.ty && change.widens_early(was, is) {
            alter_type(change, was, is, Phase::Expand, steps);
        } else if let (true, Some(default)) = (was.ty == is.ty && was.default != is.default, &is.default) {
            steps.add(Phase::Expand, alter_column(table, is, &format!("SET DEFAULT {default}")));
        }
    }
}

fn alter_type(change: &Change<'_>, was: &Column, is: &Column, phase: Phase, steps: &mut Steps) {
    let name = quoted(DIALECT, &is.name);
    let using = fit::cast(DIALECT, &name, was, is).map(|it| format!(" USING {it}")).unwrap_or_default();
    if !fit::is_in_place(DIALECT, was, is) {
        steps.say(phase, &format!("Rewrites {}: nobody reads or writes it meanwhile.", change.new.name));
    }
    let drop = was.default.iter().map(|_| format!("ALTER COLUMN {name} DROP DEFAULT"));
    let set = is.default.iter().map(|default| format!("ALTER COLUMN {name} SET DEFAULT {default}"));
    let parts: Vec<String> = drop.chain([format!("ALTER COLUMN {name} TYPE {}{using}", is.ty)]).chain(set).collect();
    steps.add(phase, alter(change.new, &parts.join(", ")));
}

/// Creates the tables that are new; foreign keys that have to wait for other tables' keys are given back.
fn create_tables<'s>(diff: &Diff<'s>, steps: &mut Steps) -> Vec<(&'s Table, &'s Constraint)> {
    let mut there: Vec<&str> = Vec::new();
    let (mut waiting, mut late) = (Vec::new(), Vec::new());
    let is_new = |to: &str| diff.added.iter().any(|it| it.name == to);
    for table in diff.added.iter().copied() {
        there.push(&table.name);
        let comes_later = |to: &str| is_new(to) && !there.contains(&to);
        let (ahead, rest): (Vec<_>, Vec<_>) = table.foreign().partition(|(_, to)| comes_later(to));
        let unready = rest.into_iter().filter(|(key, _)| !diff.is_ready(key)).map(|(key, _)| key);
        let unready: Vec<&Constraint> = unready.collect();
        let ahead: Vec<&Constraint> = ahead.into_iter().map(|(key, _)| key).collect();
        let without: Vec<String> = ahead.iter().chain(&unready).map(|key| key.name.clone()).collect();
        steps.add(Phase::Expand, create::create(DIALECT, table, &table.name, &without));
        waiting.extend(ahead.into_iter().map(|key| (table, key)));
        late.extend(unready.into_iter().map(|key| (table, key)));
    }
    for (table, key) in waiting {
        steps.add(Phase::Expand, added(DIALECT, table, key, ""));
    }
    late
}

/// Types that not every value fits into; what is computed from them goes before and comes after.
fn retype(change: &Change<'_>, steps: &mut Steps) {
    for column in &change.renewed {
        let name = quoted(DIALECT, &column.name);
        steps.add(Phase::Switch, alter(change.new, &format!("DROP COLUMN IF EXISTS {name}")));
    }
    let late = |was: &Column, is: &Column| was.ty != is.ty && !change.widens_early(was, is);
    for (was, is) in change.altered.iter().filter(|(was, is)| late(was, is) && change.shadow(&is.name).is_none()) {
        alter_type(change, was, is, Phase::Switch, steps);
    }
    swap::swap(change, steps);
    for column in &change.renewed {
        steps.say(Phase::Switch, &format!("Rewrites {}: nobody reads or writes it meanwhile.", change.new.name));
        let written = create::column(DIALECT, column);
        steps.add(Phase::Switch, alter(change.new, &format!("ADD COLUMN {written}")));
        if column.comment.is_some() {
            steps.add(Phase::Switch, create::comment_on_column(change.new, column));
        }
    }
}

/// Refuses absence: a check that is validated beside writers spares the scan under a lock.
fn require(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    let added = change.added.iter().copied().filter(|it| !change.comes_whole(it));
    let altered = change.altered.iter().filter(|(was, is)| !was.not_null && change.shadow(&is.name).is_none());
    for column in added.chain(altered.map(|(_, is)| *is)).filter(|it| it.not_null) {
        require_one(table, column, steps);
    }
    let counted = change.altered.iter().filter(|(was, is)| is.counts && !was.counts);
    for (_, is) in counted.filter(|(_, is)| change.shadow(&is.name).is_none()) {
        steps.add(Phase::Switch, alter_column(table, is, "DROP DEFAULT"));
        steps.add(Phase::Switch, once(&alter_column(table, is, IDENTITY)));
        steps.add(Phase::Switch, counted_on(table, is));
    }
}

const IDENTITY: &str = "ADD GENERATED BY DEFAULT AS IDENTITY";

fn require_one(table: &Table, column: &Column, steps: &mut Steps) {
    let own = quoted(DIALECT, &column.name);
    let name = Names::new(DIALECT).take(&format!("{}_{}", table.name, column.name), "_filled");
    let check = Constraint {
        name,
        kind: ConstraintKind::Check(None),
        columns: Vec::new(),
        sql: format!("CHECK ({own} IS NOT NULL)"),
    };
    steps.add(Phase::Switch, added_unchecked(table, &check));
    steps.add(Phase::Switch, validate(table, &check));
    steps.add(Phase::Switch, alter_column(table, column, "SET NOT NULL"));
    steps.add(Phase::Switch, drop_constraint(table, &check));
}

/// The statement that lets a column count on from its greatest number.
fn counted_on(table: &Table, column: &Column) -> String {
    let (name, own) = (quoted(DIALECT, &table.name), quoted(DIALECT, &column.name));
    let sequence = format!("pg_get_serial_sequence({}, {})", literal(DIALECT, &name), literal(DIALECT, &column.name));
    format!("SELECT setval({sequence}, (SELECT coalesce(max({own}), 0) + 1 FROM {name}), false);")
}

fn added_unchecked(table: &Table, constraint: &Constraint) -> String {
    added(DIALECT, table, constraint, " NOT VALID")
}

fn validate(table: &Table, constraint: &Constraint) -> String {
    alter(table, &format!("VALIDATE CONSTRAINT {}", quoted(DIALECT, &constraint.name)))
}

fn key(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    if !change.has_new_key() {
        return;
    }
    let name = primary_key(&table.name);
    let drop = (!change.old.key.is_empty()).then(|| format!("DROP CONSTRAINT IF EXISTS {}", quoted(DIALECT, &name)));
    let parts = drop.into_iter();
    if table.partition.is_some() || table.key.is_empty() {
        let add = (!table.key.is_empty()).then(|| format!("ADD PRIMARY KEY ({})", list(DIALECT, &table.key)));
        let parts: Vec<String> = parts.chain(add).collect();
        steps.add(Phase::Switch, alter(table, &parts.join(", ")));
    } else {
        // The index is made beside writers, so that the table is locked for a moment only.
        let index = swap::key_index(table, &table.key, steps);
        let parts: Vec<String> = parts.chain([added_key(table, &index)]).collect();
        steps.add(Phase::Switch, alter(table, &parts.join(", ")));
    }
    // What counts is never empty, and takes no word to the contrary.
    for column in change.old.columns.iter().filter(|it| change.old.key.contains(&it.name) && !it.counts) {
        if table.column(&column.name).is_none_or(|is| !is.not_null) {
            steps.add(Phase::Switch, alter_column(table, column, "DROP NOT NULL"));
        }
    }
}

fn added_key(table: &Table, index: &str) -> String {
    let name = quoted(DIALECT, &primary_key(&table.name));
    format!("ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {}", quoted(DIALECT, index))
}

/// The name that PostgreSQL gives to a primary key.
pub(super) fn primary_key(table: &str) -> String {
    let end = (0..=table.len().min(58)).rev().find(|end| table.is_char_boundary(*end)).unwrap_or(0);
    format!("{}_pkey", table.get(..end).unwrap_or_default())
}

fn contract(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for it in change.dropped.iter().filter(|it| !is_foreign(it) && change.is_about_gone(&it.columns)) {
        steps.add(Phase::Contract, drop_constraint(table, it));
    }
    for it in change.dropped_indexes.iter().filter(|it| !change.is_in_the_way(it)) {
        steps.add(Phase::Contract, drop_index(table, it));
    }
    for (was, is) in &change.altered {
        if was.default.is_some() && is.default.is_none() && was.ty == is.ty && !is.counts {
            steps.add(Phase::Contract, alter_column(table, is, "DROP DEFAULT"));
        }
        if was.counts && !is.counts && change.shadow(&is.name).is_none() {
            steps.add(Phase::Contract, alter_column(table, is, "DROP IDENTITY IF EXISTS"));
        }
    }
    swap::part(change, steps);
    for column in &change.gone {
        match change.successor(&column.name) {
            Some(is) => steps.say(Phase::Contract, &format!("What was in {} is in {}.", column.name, is.name)),
            None => steps.add(Phase::Contract, danger(&format!("what {} of {} holds", column.name, table.name))),
        }
        steps.add(Phase::Contract, alter(table, &format!("DROP COLUMN IF EXISTS {}", quoted(DIALECT, &column.name))));
    }
}

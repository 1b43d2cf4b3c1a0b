//! The statements of a migration for MySQL and MariaDB, which choose the lock of each by themselves.

mod swap;

use super::super::create;
use super::super::name::{list, literal, quoted};
use super::super::schema::{Column, Constraint, ConstraintKind, Index, Table};
use super::backfill::backfill;
use super::diff::{Change, Diff};
use super::fit;
use super::steps::{Phase, Steps, danger};
use crate::model::Dialect;

const DIALECT: Dialect = Dialect::Mysql;

/// Every step, in an order in which each finds what it needs.
pub(super) fn steps(diff: &Diff<'_>, steps: &mut Steps) {
    // What does not fit is an error, not a warning.
    steps.add(Phase::Expand, "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE';");
    let each = |steps: &mut Steps, step: &dyn Fn(&Change<'_>, &mut Steps)| {
        diff.changed.iter().for_each(|change| step(change, steps));
    };
    each(steps, &|change, steps| unbind(diff, change, steps));
    each(steps, &grow);
    let late = create_tables(diff, steps);
    for step in [free, widen, index] {
        each(steps, &step);
    }
    each(steps, &|change, steps| backfill(DIALECT, change, steps));
    for step in [retype, key, cut, unique] {
        each(steps, &step);
    }
    each(steps, &|change, steps| hold(diff, change, steps));
    for (table, key) in late {
        steps.add(Phase::Switch, create::added(DIALECT, table, key, ""));
    }
    // They may point to columns that go.
    drop_tables(diff, steps);
    each(steps, &contract);
}

fn alter(table: &Table, what: &str) -> String {
    format!("ALTER TABLE {} {what};\n", quoted(DIALECT, &table.name))
}

fn modify(table: &Table, column: &Column) -> String {
    alter(table, &format!("MODIFY COLUMN {}", create::column(DIALECT, column)))
}

fn drop_index(table: &Table, name: &str) -> String {
    alter(table, &format!("DROP INDEX {}", quoted(DIALECT, name)))
}

fn drop_constraint(table: &Table, constraint: &Constraint) -> String {
    let name = quoted(DIALECT, &constraint.name);
    match constraint.kind {
        ConstraintKind::Unique => drop_index(table, &constraint.name),
        ConstraintKind::Check(_) => alter(table, &format!("DROP CONSTRAINT {name}")),
        ConstraintKind::Foreign { .. } => alter(table, &format!("DROP FOREIGN KEY {name}")),
    }
}

/// Foreign keys go before anything that they hold in place.
fn unbind(diff: &Diff<'_>, change: &Change<'_>, steps: &mut Steps) {
    for it in change.dropped.iter().filter(|it| matches!(it.kind, ConstraintKind::Foreign { .. })) {
        steps.add(Phase::Expand, drop_constraint(change.old, it));
    }
    for (table, key) in diff.in_the_way_of(change) {
        steps.add(Phase::Expand, drop_constraint(table, key));
    }
}

/// Adds columns.
fn grow(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for column in change.added.iter().filter(|it| !is_counted_key(change, it)) {
        let follows = change.former(&column.name).is_some();
        let whole = change.comes_whole(column);
        let bare = Column { not_null: false, default: None, ..(*column).clone() };
        let written = create::column(DIALECT, if whole { column } else { &bare });
        let unique = change.made.iter().find(|it| column.counts && is_unique_on(it, column));
        let unique = unique.map(|it| format!(", ADD {}", create::constraint(DIALECT, it))).unwrap_or_default();
        steps.add(Phase::Expand, alter(table, &format!("ADD COLUMN {written}{unique}")));
        if !whole && !follows && column.default.is_some() {
            let nullable = Column { not_null: false, ..(*column).clone() };
            steps.add(Phase::Expand, modify(table, &nullable));
        }
    }
    if change.old.comment != table.comment {
        let comment = table.comment.as_ref().map_or_else(|| literal(DIALECT, ""), |it| create::short(it));
        steps.add(Phase::Expand, alter(table, &format!("COMMENT = {comment}")));
    }
}

/// Loosens columns, and what takes more gets its type.
fn widen(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for (was, is) in &change.altered {
        let between = between(change, was, is);
        if between != **was {
            if between.ty != was.ty {
                copies(table, was, &between, Phase::Expand, steps);
            }
            steps.add(Phase::Expand, modify(table, &between));
        }
    }
    for (was, is) in change.renamed.iter().filter(|(was, is)| was.ty == is.ty && was.default != is.default) {
        if let Some(default) = &is.default {
            let own = quoted(DIALECT, &was.name);
            steps.add(Phase::Expand, alter(table, &format!("ALTER COLUMN {own} SET DEFAULT {default}")));
        }
    }
    swap::expand(change, steps);
    // New code leaves it to the trigger even where it writes that there is nothing.
    let open = |it: &Column| it.default.is_none() || change.successor(&it.name).is_some();
    let unfilled = |it: &&&Column| it.not_null && open(it) && it.computed.is_none() && !it.counts;
    for column in change.gone.iter().filter(unfilled).filter(|it| !change.old.key.contains(&it.name)) {
        if change.successor(&column.name).is_none() {
            steps.say(Phase::Expand, &format!("New code does not fill {} in.", column.name));
        }
        steps.add(Phase::Expand, modify(table, &Column { not_null: false, ..(*column).clone() }));
    }
}

/// Says so where changing a type copies the table, which holds writers up, and no second column can spare that.
fn copies(table: &Table, was: &Column, is: &Column, phase: Phase, steps: &mut Steps) {
    if !fit::is_in_place(DIALECT, was, is) {
        let how = "a large one is better changed with gh-ost or pt-online-schema-change";
        steps.say(phase, &format!("Copies {}, and nobody writes it meanwhile; {how}.", table.name));
    }
}

/// A column while code of both versions runs.
fn between(change: &Change<'_>, was: &Column, is: &Column) -> Column {
    let union = || fit::union(was, is).unwrap_or_else(|| was.ty.clone());
    let ty = if change.widens_early(was, is) { is.ty.clone() } else { union() };
    let default =
        if was.ty == is.ty { is.default.clone().or_else(|| was.default.clone()) } else { was.default.clone() };
    // Once the second column has the name, nobody fills the first one in.
    let stays = change.shadow(&is.name).is_none();
    Column {
        ty,
        not_null: stays && was.not_null && (is.not_null || change.old.key.contains(&was.name)),
        default: default.filter(|_| !was.counts),
        computed: was.computed.clone().filter(|_| is.computed.is_some()),
        comment: is.comment.clone(),
        counts: was.counts,
        ..was.clone()
    }
}

fn is_unique_on(constraint: &Constraint, column: &Column) -> bool {
    constraint.kind == ConstraintKind::Unique && constraint.columns == [column.name.as_str()]
}

/// A column that counts can only be added with its key.
fn is_counted_key(change: &Change<'_>, column: &Column) -> bool {
    column.counts && change.new.key.first() == Some(&column.name)
}

fn create_tables<'s>(diff: &Diff<'s>, steps: &mut Steps) -> Vec<(&'s Table, &'s Constraint)> {
    let (mut there, mut waiting, mut late): (Vec<&str>, Vec<_>, Vec<_>) = Default::default();
    let is_new = |to: &str| diff.added.iter().any(|it| it.name == to);
    for table in diff.added.iter().copied() {
        there.push(&table.name);
        let mut without = Vec::new();
        for (key, to) in table.foreign() {
            match (is_new(to), there.contains(&to)) {
                (true, false) => waiting.push((table, key)),
                (false, _) if !diff.is_ready(key) => late.push((table, key)),
                _ => continue,
            }
            without.push(key.name.clone());
        }
        steps.add(Phase::Expand, create::create(DIALECT, table, &table.name, &without));
    }
    for (table, key) in waiting {
        steps.add(Phase::Expand, create::added(DIALECT, table, key, ""));
    }
    late
}

fn add_index(table: &Table, index: &Index) -> String {
    alter(table, &format!("ADD {}", create::mysql_index(index)))
}

fn is_early(change: &Change<'_>, index: &Index) -> bool {
    let again = change.dropped_indexes.iter().any(|it| it.name == index.name);
    !again && (!index.unique || change.refuses_no_row(&index.columns)) && !change.changes_late(&index.columns)
}

/// Indexes that refuse nothing.
fn index(change: &Change<'_>, steps: &mut Steps) {
    for it in change.made_indexes.iter().filter(|it| is_early(change, it) && !holds_key(change, it)) {
        steps.add(Phase::Expand, add_index(change.new, it));
    }
}

/// Whether an index may take over for a foreign key that stays.
fn holds_key(change: &Change<'_>, index: &Index) -> bool {
    let stays = |key: &Constraint| !change.made.iter().any(|it| it.name == key.name);
    change.new.foreign().any(|(key, _)| stays(key) && index.columns.starts_with(&key.columns))
}

/// Takes away what would refuse what new code writes.
fn free(change: &Change<'_>, steps: &mut Steps) {
    for it in change.made_indexes.iter().filter(|it| is_early(change, it) && holds_key(change, it)) {
        steps.add(Phase::Expand, add_index(change.new, it));
    }
    for it in change.dropped.iter().filter(|it| !change.is_about_gone(&it.columns)) {
        if !matches!(it.kind, ConstraintKind::Foreign { .. }) {
            steps.add(Phase::Expand, drop_constraint(change.old, it));
        }
    }
    for it in change.dropped_indexes.iter().filter(|it| change.is_in_the_way(it)) {
        match successor(change, it) {
            None => steps.add(Phase::Expand, drop_index(change.old, &it.name)),
            Some(new) if is_swapped_early(change, new) => steps.add(Phase::Expand, swap_index(change.old, new)),
            Some(_) => {}
        }
    }
}

/// What takes the name of an index that a foreign key needs at any time: such a one can only be swapped in one statement.
fn successor<'c>(change: &'c Change<'_>, index: &Index) -> Option<&'c Index> {
    let new = change.made_indexes.iter().find(|it| it.name == index.name)?;
    holds_key(change, index).then_some(new)
}

fn is_swapped_early(change: &Change<'_>, new: &Index) -> bool {
    !new.unique && !change.changes_late(&new.columns)
}

fn swap_index(table: &Table, new: &Index) -> String {
    let name = quoted(DIALECT, &new.name);
    alter(table, &format!("DROP INDEX {name}, ADD {}", create::mysql_index(new)))
}

/// Columns get their last form; those that are computed come anew.
fn retype(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for it in change.dropped_indexes.iter().filter(|it| goes_early(change, it)) {
        steps.add(Phase::Switch, drop_index(table, &it.name));
    }
    for column in &change.renewed {
        steps.add(Phase::Switch, alter(table, &format!("DROP COLUMN {}", quoted(DIALECT, &column.name))));
    }
    swap::swap(change, steps);
    for (was, is) in change.altered.iter().filter(|(_, is)| change.shadow(&is.name).is_none()) {
        let between = between(change, was, is);
        let only_default = Column { default: between.default.clone(), ..(*is).clone() } == between;
        if between != **is && !is_counted_key(change, is) && !(change.leaves_key(&is.name)) {
            let phase = if only_default { Phase::Contract } else { Phase::Switch };
            if between.ty != is.ty {
                copies(table, &between, is, phase, steps);
            }
            steps.add(phase, modify(table, is));
        }
    }
    for column in change.added.iter().filter(|it| it.not_null && !change.comes_whole(it)) {
        let follows = change.former(&column.name).is_some();
        let default = column.default.clone().filter(|_| !follows);
        steps.add(Phase::Switch, modify(table, &Column { default, ..(*column).clone() }));
    }
    for column in &change.renewed {
        steps.add(Phase::Switch, alter(table, &format!("ADD COLUMN {}", create::column(DIALECT, column))));
    }
}

/// Whether an index holds a column that it may not hold as it will be.
fn goes_early(change: &Change<'_>, index: &Index) -> bool {
    !change.is_in_the_way(index) && change.changes_late(&index.columns)
}

fn key(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    let counted = table.columns.iter().filter(|it| is_counted_key(change, it));
    let counted = counted.filter_map(|it| {
        let added = change.added.iter().any(|column| column.name == it.name);
        let altered = change.altered.iter().any(|(_, is)| is.name == it.name);
        let how = if added { "ADD" } else { "MODIFY" };
        (added || altered).then(|| format!("{how} COLUMN {}", create::column(DIALECT, it)))
    });
    let mut parts: Vec<String> = Vec::new();
    if change.has_new_key() && !change.old.key.is_empty() {
        parts.push("DROP PRIMARY KEY".to_owned());
    }
    // There can be only one.
    let no_more = change.gone.iter().filter(|it| it.counts && change.leaves_key(&it.name));
    let no_more = no_more.map(|it| Column { counts: false, ..(*it).clone() });
    parts.extend(no_more.map(|it| format!("MODIFY COLUMN {}", create::column(DIALECT, &it))));
    parts.extend(counted);
    if change.has_new_key() && !table.key.is_empty() {
        parts.push(format!("ADD PRIMARY KEY ({})", list(DIALECT, &table.key)));
    }
    if !parts.is_empty() {
        // Each key has to hold what the table is cut by, before and after.
        let cut = if change.has_new_partition() { format!(" {}", partitioned(table)) } else { String::new() };
        steps.add(Phase::Switch, alter(table, &format!("{}{cut}", parts.join(", "))));
    }
    for column in change.old.columns.iter().filter(|it| change.leaves_key(&it.name)) {
        let free = || Column { not_null: false, counts: false, ..column.clone() };
        let is = table.column(&column.name).cloned().unwrap_or_else(free);
        if is != *column {
            steps.add(Phase::Switch, modify(table, &is));
        }
    }
}

fn cut(change: &Change<'_>, steps: &mut Steps) {
    if change.has_new_partition() && !change.has_new_key() {
        steps.say(Phase::Switch, &format!("Copies {}: nobody writes it meanwhile.", change.new.name));
        steps.add(Phase::Switch, alter(change.new, &partitioned(change.new)));
    }
}

fn partitioned(table: &Table) -> String {
    let cut = table.partition.as_ref().map(|it| create::partitioned(DIALECT, it));
    cut.unwrap_or_else(|| "REMOVE PARTITIONING".to_owned())
}

/// Indexes that refuse rows, and those of columns that come late.
fn unique(change: &Change<'_>, steps: &mut Steps) {
    for it in change.made_indexes.iter().filter(|it| !is_early(change, it)) {
        let swapped = change.dropped_indexes.iter().any(|old| old.name == it.name && holds_key(change, old));
        match swapped {
            false => steps.add(Phase::Switch, add_index(change.new, it)),
            true if is_swapped_early(change, it) => {}
            true => steps.add(Phase::Switch, swap_index(change.new, it)),
        }
    }
}

fn hold(diff: &Diff<'_>, change: &Change<'_>, steps: &mut Steps) {
    for it in &change.made {
        let counted = change.added.iter().any(|column| column.counts && is_unique_on(it, column));
        if counted {
            continue;
        }
        let early = (change.is_about_new(&it.columns) || change.only_loosens(it) || change.mirrors(it))
            && diff.is_ready(it)
            && !change.changes_late(&it.columns);
        let phase = if early { Phase::Expand } else { Phase::Switch };
        steps.add(phase, create::added(DIALECT, change.new, it, ""));
    }
}

fn contract(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    let foreign = |it: &Constraint| matches!(it.kind, ConstraintKind::Foreign { .. });
    for it in change.dropped.iter().filter(|it| !foreign(it) && change.is_about_gone(&it.columns)) {
        steps.add(Phase::Contract, drop_constraint(table, it));
    }
    for it in change.dropped_indexes.iter().filter(|it| !change.is_in_the_way(it) && !goes_early(change, it)) {
        steps.add(Phase::Contract, drop_index(table, &it.name));
    }
    swap::part(change, steps);
    // What is computed from others goes before them.
    let (computed, plain): (Vec<&Column>, Vec<&Column>) = change.gone.iter().partition(|it| it.computed.is_some());
    for column in computed.into_iter().chain(plain) {
        if let Some(is) = change.successor(&column.name) {
            steps.say(Phase::Contract, &format!("What was in {} is in {}.", column.name, is.name));
        } else if !column.hidden {
            steps.add(Phase::Contract, danger(&format!("what {} of {} holds", column.name, table.name)));
        }
        steps.add(Phase::Contract, alter(table, &format!("DROP COLUMN {}", quoted(DIALECT, &column.name))));
    }
}

fn drop_tables(diff: &Diff<'_>, steps: &mut Steps) {
    if diff.gone.is_empty() {
        return;
    }
    let names: Vec<String> = diff.gone.iter().map(|it| it.name.clone()).collect();
    steps.add(Phase::Contract, danger(&format!("every row of {}", names.join(", "))));
    steps.add(Phase::Contract, "SET FOREIGN_KEY_CHECKS = 0; -- they may point to each other");
    steps.add(Phase::Contract, format!("DROP TABLE IF EXISTS {};", list(DIALECT, &names)));
    steps.add(Phase::Contract, "SET FOREIGN_KEY_CHECKS = 1;");
}

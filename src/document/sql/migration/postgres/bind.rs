//! What binds the rows of a table in PostgreSQL: indexes, checks and keys.

use super::super::super::create::{self, added};
use super::super::super::name::{list, literal, quoted};
use super::super::super::schema::ConstraintKind;
use super::super::diff::{Change, Diff};
use super::super::steps::{Phase, Steps, stop};
use super::{DIALECT, added_unchecked, alter, concurrently, is_foreign, once, validate};

/// Indexes: early where they refuse nothing that old code writes.
pub(super) fn index(change: &Change<'_>, steps: &mut Steps) {
    make_indexes(change, steps);
    let table = change.new;
    // What fails halfway leaves an index behind that is there and serves nobody.
    if table.partition.is_none()
        && (!change.made_indexes.is_empty() || change.makes_unique() || !change.shadows.is_empty())
    {
        let name = literal(DIALECT, &quoted(DIALECT, &table.name));
        let rows = format!("FROM pg_index WHERE indrelid = {name}::regclass AND NOT indisvalid");
        let message = format!("{}: an index is not valid; drop it, and run what made it again", table.name);
        steps.add(Phase::Backfill, stop(DIALECT, &message, &rows));
        steps.add(Phase::Contract, stop(DIALECT, &message, &rows));
    }
}

fn make_indexes(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for it in &change.made_indexes {
        let early = (!it.unique || change.refuses_no_row(&it.columns)) && !change.changes_late(&it.columns);
        let phase = if early { Phase::Expand } else { Phase::Switch };
        steps.add(phase, create::index(DIALECT, it, &table.name, concurrently(table)));
    }
    for it in change.made.iter().filter(|it| it.kind == ConstraintKind::Unique) {
        let early = change.refuses_no_row(&it.columns) && !change.changes_late(&it.columns);
        let phase = if early { Phase::Expand } else { Phase::Switch };
        if table.partition.is_some() {
            steps.add(phase, added(DIALECT, table, it, ""));
            continue;
        }
        let (name, own) = (quoted(DIALECT, &it.name), quoted(DIALECT, &table.name));
        let columns = list(DIALECT, &it.columns);
        steps.add(phase, format!("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {own} ({columns});"));
        steps.add(phase, once(&alter(table, &format!("ADD CONSTRAINT {name} UNIQUE USING INDEX {name}"))));
    }
}

/// Checks and foreign keys: first for what is written, then for what is there.
pub(super) fn hold(diff: &Diff<'_>, change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for it in change.made.iter().filter(|it| it.kind != ConstraintKind::Unique) {
        let early = (change.is_about_new(&it.columns) || change.only_loosens(it) || change.mirrors(it))
            && diff.is_ready(it)
            && !change.changes_late(&it.columns);
        let phase = if early { Phase::Expand } else { Phase::Switch };
        if is_foreign(it) && table.partition.is_some() {
            steps.add(phase, added(DIALECT, table, it, ""));
        } else {
            steps.add(phase, added_unchecked(table, it));
            steps.add(Phase::Switch, validate(table, it));
        }
    }
}

//! Foreign keys: which of them a database can hold, and how they are written.

use super::build::Draft;
use super::column;
use super::name::{Names, list, quoted};
use super::schema::{Constraint, ConstraintKind};
use crate::model::{Dialect, index_column};
use crate::spec::Items;

/// What is found of a table's foreign keys: those that can be held, and why others are not.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) keys: Vec<Constraint>,
    pub(super) notes: Vec<String>,
}

/// A column that points to another.
struct Arrow<'d> {
    column: &'d column::Draft,
    target: &'d column::Draft,
    label: String,
}

/// The foreign keys of a table among those of the script.
pub(super) fn foreign(dialect: Dialect, drafts: &[Draft<'_>], from: &Draft<'_>, names: &mut Names) -> Found {
    let mut found = Found::default();
    let mut together: Vec<(&Draft<'_>, Vec<Arrow<'_>>)> = Vec::new();
    for column in &from.columns {
        let Some(said) = &column.said.references else { continue };
        let end = said.column.iter().map(|it| format!(".{it}")).collect::<String>();
        let label = format!("{} -> {}{end}", column.original, said.table);
        let (to, target) = match target(drafts, column) {
            Ok(found) => found,
            Err(why) => {
                found.notes.push(refusal(&label, why));
                continue;
            }
        };
        let arrow = Arrow { column, target, label };
        if to.table.is_unique(&target.original) {
            hold(dialect, (from, to), &[arrow], names, &mut found);
        } else if let Some((_, arrows)) = together.iter_mut().find(|(other, _)| other.name == to.name) {
            arrows.push(arrow);
        } else {
            together.push((to, vec![arrow]));
        }
    }
    for (to, arrows) in together {
        match in_order_of_key(to, &arrows) {
            Some(arrows) => hold(dialect, (from, to), &arrows, names, &mut found),
            None => found
                .notes
                .extend(arrows.iter().map(|it| refusal(&it.label, "several rows may have the same value there"))),
        }
    }
    found
}

fn refusal(label: &str, why: &str) -> String {
    format!("no foreign key {label}: {why}")
}

/// The table and the column that a column points to.
fn target<'d, 'm>(
    drafts: &'d [Draft<'m>],
    column: &column::Draft,
) -> Result<(&'d Draft<'m>, &'d column::Draft), &'static str> {
    let said = column.said.references.as_ref().ok_or("")?;
    let to = drafts.iter().find(|it| it.table.name() == said.table).ok_or("that table is not in this script")?;
    let mut key = to.columns.iter().filter(|it| it.said.primary_key);
    let wanted = match &said.column {
        Some(name) => to.columns.iter().find(|it| it.original == *name),
        None => key.next().filter(|_| key.next().is_none()),
    };
    Ok((to, wanted.ok_or("that column is not there")?))
}

/// The columns that point to one table, where together they point to a key of it.
fn in_order_of_key<'d>(to: &Draft<'_>, arrows: &[Arrow<'d>]) -> Option<Vec<Arrow<'d>>> {
    let primary: Vec<&str> =
        to.columns.iter().filter(|it| it.said.primary_key).map(|it| it.original.as_str()).collect();
    let unique = to.table.indexes().iter().filter(|it| it.unique.as_ref().is_some_and(|unique| unique.value));
    let unique = unique.filter(|it| it.r#where.is_none());
    let keys = unique.map(|it| it.on.items().iter().map(|entry| index_column(entry)).collect::<Vec<_>>());
    let arrow = |name: &str| {
        let mut own = arrows.iter().filter(|it| it.target.original == name);
        own.next().filter(|_| own.next().is_none())
    };
    std::iter::once(primary).chain(keys).filter(|key| key.len() == arrows.len()).find_map(|key| {
        let copy = |it: &Arrow<'d>| Arrow { column: it.column, target: it.target, label: it.label.clone() };
        key.iter().map(|name| arrow(name).map(copy)).collect()
    })
}

/// Adds a foreign key, unless the database would refuse it.
fn hold(
    dialect: Dialect,
    (from, to): (&Draft<'_>, &Draft<'_>),
    arrows: &[Arrow<'_>],
    names: &mut Names,
    found: &mut Found,
) {
    let label = arrows.iter().map(|it| it.label.as_str()).collect::<Vec<_>>().join(", ");
    let text = |ty: &str| ty.starts_with("varchar(") || ty.starts_with("char(");
    for Arrow { column, target, .. } in arrows {
        let (own, other) = (&column.ty, &target.ty);
        // MySQL lets lengths of texts differ.
        let same = dialect != Dialect::Mysql || own.sql == other.sql || text(&own.sql) && text(&other.sql);
        if own.family != other.family || !same {
            return found.notes.push(refusal(&label, &format!("the types differ, {} and {}", own.sql, other.sql)));
        }
    }
    if dialect == Dialect::Mysql && (from.partition.is_some() || to.partition.is_some()) {
        return found.notes.push(refusal(&label, "MySQL holds none in a partitioned table"));
    }
    let columns: Vec<String> = arrows.iter().map(|it| it.column.name.clone()).collect();
    let targets: Vec<String> = arrows.iter().map(|it| it.target.name.clone()).collect();
    let action = arrows.iter().find_map(|it| it.column.said.on_delete.as_deref()).map(str::to_ascii_lowercase);
    let nullable = arrows.iter().all(|it| !it.column.said.not_null);
    let on_delete = match action.as_deref() {
        Some("cascade") => " ON DELETE CASCADE",
        Some("restrict") => " ON DELETE RESTRICT",
        Some("no action") => " ON DELETE NO ACTION",
        Some("set null") if nullable => " ON DELETE SET NULL",
        Some(other) => {
            found.notes.push(format!("{label}: `on delete {other}` is left out; the column would have to take it"));
            ""
        }
        None => "",
    };
    let sql = written(dialect, &columns, &to.name, &targets, on_delete);
    let name = names.take(&format!("{}_{}", from.name, columns.join("_")), "_fkey");
    found.keys.push(Constraint { name, kind: ConstraintKind::Foreign { to: to.name.clone(), targets }, columns, sql });
}

fn written(dialect: Dialect, columns: &[String], to: &str, targets: &[String], on_delete: &str) -> String {
    let (columns, to, targets) = (list(dialect, columns), quoted(dialect, to), list(dialect, targets));
    format!("FOREIGN KEY ({columns}) REFERENCES {to} ({targets}){on_delete}")
}

/// What a foreign key says whose columns or target have other names by now.
pub(super) fn written_again(dialect: Dialect, key: &Constraint) -> String {
    match &key.kind {
        ConstraintKind::Foreign { to, targets } => written(dialect, &key.columns, to, targets, on_delete(key)),
        _ => key.sql.clone(),
    }
}

/// What a foreign key says of rows that go.
pub(super) fn on_delete(key: &Constraint) -> &str {
    key.sql.rsplit_once(')').map(|(_, end)| end).unwrap_or_default()
}

/// The columns that the deletion of a row elsewhere changes.
pub(super) fn nulled(keys: &[Constraint]) -> impl Iterator<Item = &String> {
    keys.iter().filter(|key| key.sql.ends_with(" SET NULL")).flat_map(|key| &key.columns)
}

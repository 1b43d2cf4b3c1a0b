//! Columns that have another name than before: what was said of them under the old one.

use super::super::name::renamed;
use super::super::schema::{Column, Constraint, ConstraintKind, Table};
use super::diff::Change;

/// The columns that say what they were, each with what it was. One that is computed has nothing to carry along.
pub(super) fn pairs<'s>(old: &'s Table, new: &'s Table) -> Vec<(&'s Column, &'s Column)> {
    let mut found: Vec<(&Column, &Column)> = Vec::new();
    for origin in new.origins.iter().filter(|it| old.column(&it.name).is_none()) {
        let Some(said) = origin.was.as_ref().filter(|was| new.origins.iter().all(|it| it.said != **was)) else {
            continue;
        };
        let was = old.origins.iter().find(|it| it.said == *said).and_then(|it| old.column(&it.name));
        let (Some(was), Some(is)) = (was, new.column(&origin.name)) else { continue };
        let free = new.column(&was.name).is_none() && found.iter().all(|(other, _)| other.name != was.name);
        if free && was.computed.is_none() && is.computed.is_none() {
            found.push((was, is));
        }
    }
    found
}

impl<'s> Change<'s> {
    /// What a column was that had another name.
    pub(super) fn former(&self, name: &str) -> Option<&'s Column> {
        self.renamed.iter().find(|(_, is)| is.name == name).map(|(was, _)| *was)
    }

    /// What has another name now.
    pub(super) fn successor(&self, name: &str) -> Option<&'s Column> {
        self.renamed.iter().find(|(was, _)| was.name == name).map(|(_, is)| *is)
    }

    /// What columns were called, where one of them was called otherwise.
    fn called(&self, columns: &[String]) -> Option<Vec<String>> {
        let was = |name: &String| self.former(name).map_or_else(|| name.clone(), |was| was.name.clone());
        columns.iter().any(|name| self.former(name).is_some()).then(|| columns.iter().map(was).collect())
    }

    /// Whether no two rows had the same in those columns, under the names that they had.
    pub(super) fn was_key(&self, columns: &[String]) -> bool {
        self.called(columns).is_some_and(|were| self.old.has_key(&were))
    }

    /// Whether a constraint that is made says no more than one of before did, of columns under the names that they had.
    pub(super) fn mirrors(&self, made: &Constraint) -> bool {
        let follow = |sql: &str| {
            self.renamed.iter().fold(sql.to_owned(), |sql, (was, is)| renamed(self.dialect, &sql, &was.name, &is.name))
        };
        let same = |was: &Constraint| follow(&was.sql) == made.sql;
        self.called(&made.columns).is_some() && self.old.constraints.iter().any(same)
    }

    /// What a constraint follows that is made: what had its name, or held the values of the column that had another one.
    pub(super) fn predecessor(&self, made: &Constraint) -> Option<&'s Constraint> {
        let called = self.called(&made.columns);
        let is_list = |it: &Constraint| matches!(it.kind, ConstraintKind::Check(Some(_)));
        let list = |it: &&&Constraint| is_list(it) && is_list(made) && called.as_ref() == Some(&it.columns);
        let named = self.dropped.iter().find(|it| it.name == made.name);
        named.or_else(|| self.dropped.iter().find(list)).copied()
    }
}

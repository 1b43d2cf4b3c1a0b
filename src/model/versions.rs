//! A spec beside an earlier version of itself: what has become of each thing that others rely on.

use std::collections::BTreeMap;

use super::{Column, Endpoint, Graphql, Grpc, Model, Table, is_version, parameter_name};
use crate::order;
use crate::spec::ProblemKind;
use crate::spec::endpoint::Versioning;
use crate::text::Span;

/// A spec and an earlier version of it.
#[derive(Debug, Clone, Copy)]
pub struct Versions<'m> {
    /// The earlier version, on which callers, stored data and running code rely.
    pub before: &'m Model<'m>,
    /// The spec that is checked; every finding lies in it.
    pub after: &'m Model<'m>,
}

/// What has become of an operation.
#[derive(Debug, Clone, Copy)]
pub enum Fate<'m> {
    /// It is still there.
    Stays(Endpoint<'m>),
    /// A later version of the API has it.
    Raised,
    /// Nothing answers any more.
    Gone,
    /// The spec does not say enough to tell.
    Unclear,
}

impl<'m> Versions<'m> {
    /// Sets a spec beside its earlier version; none while part of it cannot be read, which would look like a removal.
    #[must_use]
    pub fn new(before: &'m Model<'m>, after: &'m Model<'m>) -> Option<Self> {
        is_whole(after).then_some(Self { before, after })
    }

    /// What part of them cannot be read, and would be taken for a removal: "part of the earlier version cannot be read".
    #[must_use]
    pub fn unreadable(self) -> Option<&'static str> {
        match (is_whole(self.before), is_whole(self.after)) {
            (false, _) => Some("part of the earlier version cannot be read"),
            (_, false) => Some("part of the spec cannot be read"),
            _ => None,
        }
    }

    /// The operations of the earlier version that programs call, each with what has become of it.
    #[must_use]
    pub fn operations(self) -> Vec<(Endpoint<'m>, Fate<'m>)> {
        // A version in a header or the query is none of the path, so that a new one cannot be told from a change.
        let design = self.after.system().api_design.as_ref();
        let elsewhere = design
            .and_then(|it| it.versioning.as_ref())
            .is_some_and(|it| matches!(it.value, Versioning::Header | Versioning::Query));
        let now = by_resource(self.after);
        let then = by_resource(self.before);
        let called = self.before.endpoints().filter(|it| !elsewhere && !it.is_operational() && !it.is_page());
        let alone = |old: Endpoint<'m>| then.get(&resource(old)).is_none_or(|all| exact(all, old).count() == 1);
        let fate = |old: Endpoint<'m>| fate(old, now.get(&resource(old)).map_or(&[], Vec::as_slice), alone(old));
        called.map(|old| (old, fate(old))).collect()
    }

    /// Whether all names that a part of the earlier version uses are still those of something.
    #[must_use]
    pub fn has_what_is_named_in(self, part: Span) -> bool {
        let mut used = self.before.spec.used.iter().filter(|it| part.contains(it.span));
        used.all(|used| self.after.spec.declared.iter().any(|it| it.kinds & used.kinds != 0 && it.name == used.name))
    }

    /// The tables that both versions have and describe, as they were and as they are.
    pub fn tables(self) -> impl Iterator<Item = (Table<'m>, Table<'m>)> {
        let described = |table: &Table<'m>| table.columns().next().is_some();
        let both = self.after.tables().filter_map(move |new| Some((self.former(new)?, new)));
        both.filter(move |(old, new)| described(old) && described(new))
    }

    /// What a table was in the earlier version: the one of its name, else the one that it says it was.
    #[must_use]
    pub fn former(self, new: Table<'m>) -> Option<Table<'m>> {
        let renamed = || self.before.table(new.former_name().filter(|name| self.after.table(name).is_none())?);
        self.before.table(new.name()).or_else(renamed)
    }

    /// What a column was in the earlier version of its table: the one of its name, else the one that it says it was.
    #[must_use]
    pub fn former_column(self, old: Table<'m>, new: Column<'m>) -> Option<Column<'m>> {
        let renamed = || old.column(new.was.as_deref().filter(|name| new.table.column(name).is_none())?);
        old.column(&new.name.value).or_else(renamed)
    }

    /// The tables of the earlier version that this one has under no name.
    #[must_use]
    pub fn gone_tables(self) -> Vec<Table<'m>> {
        let kept = order::set(self.after.tables().filter_map(|new| self.former(new)).map(|it| it.name()));
        self.before.tables().filter(|old| !kept.contains(old.name())).collect()
    }

    /// The columns of a table that its new version has under no name.
    #[must_use]
    pub fn gone_columns(self, old: Table<'m>, new: Table<'m>) -> Vec<Column<'m>> {
        let kept =
            order::set(new.columns().filter_map(|it| self.former_column(old, it)).map(|it| it.name.value.as_str()));
        old.columns().filter(|column| !kept.contains(column.name.value.as_str())).collect()
    }

    /// The GraphQL APIs that both versions have, as they were and as they are.
    pub fn graphql(self) -> impl Iterator<Item = (Graphql<'m>, Graphql<'m>)> {
        let key = |api: &Graphql<'m>| (api.service_name(), api.at.value.path.as_ref().map(|it| it.value.as_str()));
        let old = move |new: &Graphql<'m>| only(self.before.graphql().filter(|old| key(old) == key(new)));
        self.after.graphql().filter_map(move |new| Some((old(&new)?, new)))
    }

    /// The gRPC APIs of one package that both versions have, as they were and as they are.
    pub fn grpc(self) -> impl Iterator<Item = (Grpc<'m>, Grpc<'m>)> {
        let key = |api: &Grpc<'m>| (api.service_name(), api.package());
        let old = move |new: &Grpc<'m>| only(self.before.grpc().filter(|old| key(old) == key(new)));
        self.after.grpc().filter_map(move |new| Some((old(&new)?, new)))
    }
}

/// Whether nothing in a spec is hidden.
fn is_whole(model: &Model<'_>) -> bool {
    use ProblemKind::{AliasExpansion, DuplicateKey, MissingKey, Syntax, WrongType};
    let hides = |kind: ProblemKind| matches!(kind, Syntax | DuplicateKey | AliasExpansion | WrongType | MissingKey);
    !model.spec.problems.iter().any(|problem| hides(problem.kind))
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// Method and path without what may differ between versions: names of parameters, and the version.
fn resource(endpoint: Endpoint<'_>) -> String {
    let segments = endpoint.path().value.split('/').filter(|it| !it.is_empty() && !is_version(it));
    let plain = segments.map(|it| if parameter_name(it).is_some() { "{}" } else { it });
    plain.fold(endpoint.method().to_string(), |path, segment| path + "/" + segment)
}

fn by_resource<'m>(model: &'m Model<'m>) -> BTreeMap<String, Vec<Endpoint<'m>>> {
    let mut found: BTreeMap<String, Vec<Endpoint<'m>>> = BTreeMap::new();
    for endpoint in model.endpoints() {
        found.entry(resource(endpoint)).or_default().push(endpoint);
    }
    found
}

/// The number of the version in a path; 0 where there is none.
fn version(endpoint: Endpoint<'_>) -> u64 {
    let segment = endpoint.path().value.split('/').find(|it| is_version(it)).unwrap_or_default();
    let digits: String = segment.chars().filter(|c| *c != 'v' && *c != '-').take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

fn exact<'e, 'm>(all: &'e [Endpoint<'m>], one: Endpoint<'m>) -> impl Iterator<Item = Endpoint<'m>> + 'e {
    all.iter().copied().filter(move |it| version(*it) == version(one))
}

/// What has become of `old` among those that are now of its resource. `alone` says that it was the only one of its path.
fn fate<'m>(old: Endpoint<'m>, now: &[Endpoint<'m>], alone: bool) -> Fate<'m> {
    let owner = |it: Endpoint<'m>| it.service().map(|service| service.name());
    if let Some(own) = exact(now, old).find(|it| owner(*it) == owner(old)) {
        return Fate::Stays(own);
    }
    // Behind a gateway the path is what callers know, whichever service answers.
    let mut others = exact(now, old);
    match (others.next(), others.next()) {
        (Some(other), None) if alone => Fate::Stays(other),
        (Some(_), _) => Fate::Unclear,
        (None, _) if now.iter().any(|it| version(*it) > version(old)) => Fate::Raised,
        (None, _) => Fate::Gone,
    }
}

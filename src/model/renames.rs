//! Where else in the spec an endpoint is named, and the edits that change its name everywhere at once.

use std::collections::BTreeMap;

use super::api::nameless;
use super::{Column, Endpoint, Model, Table, parameter_name};
use crate::order;
use crate::spec::endpoint::Method;
use crate::spec::shape::{CONCEPT, ENTITY};
use crate::spec::{At, Items, List};
use crate::text::{Edit, Span};

impl<'m> Endpoint<'m> {
    /// The edits that replace one segment of its path, here and wherever the spec points to the endpoint.
    #[must_use]
    pub fn rename_segment(self, span: Span, name: &str) -> Vec<Edit> {
        let Some(index) = self.segments().position(|(_, it)| it == span) else { return Vec::new() };
        let elsewhere = self.mentions().into_iter().filter_map(|(path, start)| segment_at(path, start, index));
        [span].into_iter().chain(elsewhere).map(|span| Edit::replace(span, name)).collect()
    }

    /// The edits that take segments out of its path, here and wherever the spec points to the endpoint.
    #[must_use]
    pub fn without_segments(self, range: std::ops::Range<usize>) -> Vec<Edit> {
        let own: Vec<Span> = self.segments().map(|(_, span)| span).collect();
        let own = own.get(range.start).zip(own.get(range.end)).map(|(first, next)| Span::new(first.start, next.start));
        let elsewhere = self.mentions().into_iter().filter_map(|(path, start)| {
            let (first, next) = (segment_at(path, start, range.start)?, segment_at(path, start, range.end)?);
            Some(Span::new(first.start, next.start))
        });
        own.into_iter().chain(elsewhere).map(Edit::delete).collect()
    }

    /// The edits that give a parameter of its path another name: in the path, where it is declared, where the guard
    /// names it, and wherever the spec points to the endpoint.
    #[must_use]
    pub fn rename_parameter(self, name: &str, to: &str) -> Vec<Edit> {
        let places = self.segments().filter(|(segment, _)| parameter_name(segment) == Some(name));
        let mut edits: Vec<Edit> =
            places.flat_map(|(segment, span)| self.rename_segment(span, &segment.replacen(name, to, 1))).collect();
        let tree = &self.model.spec.tree;
        let declared = self.parameters().filter(|(it, _)| it.value == name && self.is_own(it.span));
        edits.extend(declared.flat_map(|(it, _)| tree.rename_key(it.node, to)));
        let guard = self.auth().into_iter().flat_map(|auth| auth.owner.iter().chain(&auth.tenant));
        let guard = guard.filter(|it| it.value == name && self.is_own(it.span));
        edits.extend(guard.flat_map(|it| tree.replace(it.node, to)));
        edits
    }

    /// The edits that take it out of the list that it stands in.
    #[must_use]
    pub fn remove(self) -> Vec<Edit> {
        let services = self.model.spec.system.services.items().iter().filter_map(|it| it.api.as_ref());
        let mut lists = self.model.spec.system.api.iter().chain(services);
        let at = |list: &At<List<crate::spec::endpoint::Endpoint>>| {
            list.value.0.iter().position(|it| std::ptr::eq(it, self.at))
        };
        let found = lists.find_map(|list| Some((list.node, at(list)?)));
        found.map(|(list, index)| self.model.spec.tree.remove_item(list, index)).unwrap_or_default()
    }

    /// The edits that add another endpoint to the list that it stands in.
    #[must_use]
    pub fn add_beside(self, endpoint: &str) -> Vec<Edit> {
        let service = self.service().filter(|it| it.at.span.contains(self.at.span));
        match service {
            Some(service) => service.add("api", endpoint),
            None => self.model.spec.tree.add_to_section("api", endpoint),
        }
    }

    /// The edits that give it another method, here and wherever the spec points to the endpoint.
    #[must_use]
    pub fn change_method(self, to: Method) -> Vec<Edit> {
        let Some(own) = &self.at.value.method else { return Vec::new() };
        let mut edits = if own.node == self.path().node {
            vec![Edit::replace(own.span, to.word())]
        } else {
            self.model.spec.tree.replace(own.node, to.word())
        };
        let length = self.method().word().len();
        let before = |(_, start): (&str, usize)| Span::new(start - 1 - length, start - 1);
        edits.extend(self.mentions().into_iter().map(before).map(|span| Edit::replace(span, to.word())));
        edits
    }

    /// Where other elements of the spec name it: the path as written there and where that begins, after the method and
    /// one space.
    #[must_use]
    pub fn mentions(self) -> Vec<(&'m str, usize)> {
        let text = self.model.spec.text();
        let mentions = self.model.mentions.get_or_init(|| mentions(self.model));
        let all = mentions.get(&self.address()).map(Vec::as_slice).unwrap_or_default();
        let elsewhere = all.iter().filter(|mention| !self.at.span.contains(mention.scalar));
        elsewhere.map(|mention| (mention.path.of(text), mention.path.start)).collect()
    }
}

impl Table<'_> {
    /// The edits that give it another name, wherever it is named.
    #[must_use]
    pub fn rename(self, to: &str) -> Vec<Edit> {
        self.model.spec.rename(ENTITY | CONCEPT, self.name(), to)
    }
}

impl Column<'_> {
    /// The edits that give it another name, here and wherever its table or a foreign key names it.
    #[must_use]
    pub fn rename(self, to: &str) -> Vec<Edit> {
        let model = self.table.model;
        let (name, it) = (self.name.value.as_str(), &self.table.at.value);
        let tenant = it.tenant_key.as_ref().map(|it| it.span);
        let texts = tenant.into_iter().chain(it.partition_by.as_ref().map(|it| it.span));
        let marks = [&it.soft_delete, &it.optimistic_lock].into_iter().flatten().map(|it| it.span);
        let lists = it.indexes.as_ref().map(|it| it.span).into_iter().chain(it.queries.as_ref().map(|it| it.span));
        let inside = texts.chain(marks).chain(lists).flat_map(|span| words_in(model.spec.text(), span, name));
        let target = format!("{}.{name}", self.table.name());
        let points = |column: &Column<'_>| column.references.as_ref().is_some_and(|it| it.table == self.table.name());
        let keys = model.columns().filter(points);
        let outside = keys.flat_map(|key| words_in(model.spec.text(), key.at.span, &target));
        let outside = outside.map(|span| Span::new(span.end - name.len(), span.end));
        let mut spans: Vec<Span> = inside.chain(outside).collect();
        order::by(&mut spans, Ord::cmp);
        spans.dedup();
        let own = model.spec.tree.rename_key(self.name.node, to);
        own.into_iter().chain(spans.into_iter().map(|span| Edit::replace(span, to))).collect()
    }
}

impl Column<'_> {
    /// The edits that have a foreign key point to another column of its table.
    #[must_use]
    pub fn point_to(self, better: &str) -> Vec<Edit> {
        let Some((target, name)) = self.references.as_ref().and_then(|it| Some((it, it.column.as_ref()?))) else {
            return Vec::new();
        };
        let places = words_in(self.table.model.spec.text(), self.at.span, &format!("{}.{name}", target.table));
        places.into_iter().map(|it| Edit::replace(Span::new(it.end - name.len(), it.end), better)).collect()
    }
}

/// Where a name stands as a whole word in a part of a text.
fn words_in(text: &str, part: Span, name: &str) -> Vec<Span> {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let said = part.of(text);
    let whole = |at: &usize| {
        let (before, after) = (said.get(..*at).unwrap_or_default(), said.get(at + name.len()..).unwrap_or_default());
        !joins(before.chars().next_back()) && !joins(after.chars().next())
    };
    let places = said.match_indices(name).map(|(at, _)| at).filter(whole);
    places.map(|at| Span::new(part.start + at, part.start + at + name.len())).collect()
}

/// Where endpoints are named, by method and path without the names of parameters.
pub(super) type Mentions = BTreeMap<(Method, String), Vec<Mention>>;

/// A method with a path somewhere in a scalar.
#[derive(Debug)]
pub(super) struct Mention {
    scalar: Span,
    path: Span,
}

fn mentions(model: &Model<'_>) -> Mentions {
    let whole = model.spec.text();
    let mut found = Mentions::new();
    for text in model.texts() {
        let raw = text.span.of(whole);
        for method in Method::ALL {
            let Some(start) = raw.find(&format!("{method} /")).map(|at| at + method.word().len() + 1) else { continue };
            let Some(path) = raw.get(start..).and_then(|rest| rest.split([' ', '"', '\'', '\n', '\r']).next()) else {
                continue;
            };
            let at = text.span.start + start;
            let mention = Mention { scalar: text.span, path: Span::new(at, at + path.len()) };
            found.entry((method, nameless(path))).or_default().push(mention);
        }
    }
    found
}

/// Where a path that begins at `start` has its segment of that number.
fn segment_at(path: &str, start: usize, index: usize) -> Option<Span> {
    let mut at = start;
    let spans = path.split('/').map(|segment| {
        let span = Span::new(at, at + segment.len());
        at += segment.len() + 1;
        span
    });
    spans.filter(|span| !span.is_empty()).nth(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;

    const SPEC: &str = "\
services:
  - name: users
    api:
      - { method: PUT, path: \"/users/{id}/notes/{n}\", auth: { owner: id }, parameters: { id: uuid, n: integer } }
  - name: web
    calls: [{ to: users, endpoint: \"PUT /users/{userId}/notes/{n}\" }]
flows: [{ name: note, steps: [\"web -> users: PUT /users/{id}/notes/{n}\"] }]
";

    fn after(edits: impl Fn(Endpoint<'_>) -> Vec<Edit>) -> String {
        let spec = Spec::read(SPEC);
        assert!(spec.problems.is_empty(), "{:?}", spec.problems);
        let model = Model::new(&spec, None);
        let edits = edits(model.endpoints().next().unwrap());
        crate::text::apply(SPEC, &edits)
    }

    #[test]
    fn a_parameter_is_renamed_wherever_it_is_named() {
        let renamed = SPEC.replace("{id}", "{user}").replace("{userId}", "{user}");
        let renamed = renamed.replace("owner: id", "owner: user").replace("{ id: uuid", "{ user: uuid");
        assert_eq!(after(|it| it.rename_parameter("id", "user")), renamed);
    }

    #[test]
    fn a_segment_and_a_method_are_changed_in_calls_and_flows() {
        let segment = |it: Endpoint<'_>| {
            let (_, span) = it.segments().nth(2).unwrap();
            it.rename_segment(span, "remarks")
        };
        assert_eq!(after(segment), SPEC.replace("notes", "remarks"));
        assert_eq!(after(|it| it.change_method(Method::Patch)), SPEC.replace("PUT", "PATCH"));
    }
}

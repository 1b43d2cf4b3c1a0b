//! Binds names: what is used but never declared, what is declared twice.

use std::collections::BTreeMap;
use std::fmt;

use super::read::{Mention, Name, ProblemKind, Read, Reader, Ref, nearest, shorten};
use super::shape::{ACTOR, CONCEPT, Kinds, NOUNS, SCHEME, article, noun};
use crate::rule::Fix;
use crate::text::Edit;
use crate::yaml::Node;

impl Reader<'_> {
    /// Reads the name that a thing of these kinds is known by.
    pub(super) fn name(&mut self, node: Node<'_>, kinds: Kinds) -> Option<String> {
        let name = String::read(node, self)?;
        self.declares(kinds, &name, node.span());
        Some(name)
    }

    /// Reads the name of a thing of these kinds that is declared elsewhere.
    pub(super) fn reference(&mut self, node: Node<'_>, kinds: Kinds) -> Option<String> {
        let Some(name) = node.as_str() else {
            self.wrong_type(node, &format!("the name of {}", article(&noun(kinds))));
            return None;
        };
        self.uses(kinds, name, node.span());
        Some(name.to_owned())
    }
}

/// Reports names that nothing bears and names that two things of one kind bear.
pub fn check(reader: &mut Reader<'_>) {
    let mut borne: BTreeMap<String, Kinds> = BTreeMap::new();
    for mention in &reader.declared {
        *borne.entry(mention.name.clone()).or_default() |= mention.kinds;
    }
    let known = borne.values().fold(0, |all, kinds| all | kinds);
    let used = std::mem::take(&mut reader.used);
    for mention in &used {
        // Where no name of these kinds is declared at all, that section is not written yet.
        let resolves = borne.get(&mention.name).is_some_and(|kinds| kinds & mention.kinds != 0)
            // Certificates between services are a policy (`service_to_service`), and need no scheme beside it.
            || mention.kinds == SCHEME && mention.name == "mtls";
        if mention.kinds & known != 0 && !resolves && !may_be_lost(reader, &used, mention) {
            unresolved(reader, mention);
        }
    }
    reader.used = used;
    duplicates(reader);
}

/// Whether the name stands once more in a text that could not be read whole: there it may be declared.
fn may_be_lost(reader: &Reader<'_>, used: &[Mention], mention: &Mention) -> bool {
    if reader.tree.errors().is_empty() {
        return false;
    }
    let text = reader.tree.text();
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '.';
    let whole = |at: &usize| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + mention.name.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    };
    let written = text.match_indices(mention.name.as_str()).map(|(at, _)| at).filter(whole).count();
    written > used.iter().filter(|it| it.name == mention.name).count()
}

fn unresolved(reader: &mut Reader<'_>, mention: &Mention) {
    let name = shorten(&mention.name);
    let candidates = reader.declared.iter().filter(|it| it.kinds & mention.kinds != 0).map(|it| it.name.as_str());
    let best = nearest(&mention.name, candidates).map(str::to_owned);
    let other_kind = reader.declared.iter().find(|it| it.name == mention.name).map(|it| it.kinds);
    let wanted = article(&noun(mention.kinds & !CONCEPT & !ACTOR));
    let message = match (&best, other_kind) {
        (Some(best), _) => format!("nothing is called `{name}`, did you mean `{best}`?"),
        (None, Some(kind)) => format!("`{name}` is {}, but {wanted} is wanted here", article(&noun(kind))),
        (None, None) => format!("nothing is called `{name}`, {wanted} is wanted here"),
    };
    reader.report(ProblemKind::UnresolvedName, mention.span, message);
    if let Some(best) = best {
        reader.mend(Fix::suggested(format!("Write `{best}`"), vec![Edit::replace(mention.span, best)]));
    }
}

fn duplicates(reader: &mut Reader<'_>) {
    let mut seen: BTreeMap<(Kinds, String), Mention> = BTreeMap::new();
    for mention in reader.declared.clone() {
        // Domain objects are listed before they are modelled, and one person starts many flows.
        if mention.kinds & (CONCEPT | ACTOR) != 0 {
            continue;
        }
        let key = (mention.kinds, mention.name.to_lowercase());
        let Some(first) = seen.get(&key) else {
            seen.insert(key, mention);
            continue;
        };
        let noun = NOUNS.iter().find(|(kind, _)| *kind == mention.kinds).map_or("element", |(_, noun)| *noun);
        let message = format!("another {noun} is called `{}` already", shorten(&first.name));
        let first_name = first.name.clone();
        let first = (first.span, "first here".to_owned());
        reader.report(ProblemKind::DuplicateName, mention.span, message);
        if let Some(problem) = reader.problems.last_mut() {
            problem.related = Some(first);
        }
        let better = numbered(reader, &mention.name);
        // A use says which of two is meant only where they are written differently.
        let told = |it: &&Mention| it.name == mention.name && it.name != first_name && it.kinds & mention.kinds != 0;
        let uses = reader.used.iter().filter(told).map(|it| it.span);
        let edits = [mention.span].into_iter().chain(uses).map(|span| Edit::replace(span, &better)).collect();
        reader.mend(Fix::suggested(format!("Call it `{better}`"), edits));
    }
}

/// A name with the first number from 2 that nothing bears.
fn numbered(reader: &Reader<'_>, name: &str) -> String {
    let sign = if name.contains('_') { '_' } else { '-' };
    let free = |better: &String| !reader.declared.iter().any(|it| it.name.eq_ignore_ascii_case(better));
    (2_usize..).map(|number| format!("{name}{sign}{number}")).find(free).unwrap_or_default()
}

impl<const KINDS: Kinds> fmt::Display for Name<KINDS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const KINDS: Kinds> fmt::Display for Ref<KINDS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

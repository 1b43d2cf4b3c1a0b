use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Endpoint, Model, parameter_name};
use crate::rule::rule;
use crate::spec::endpoint::Method;

rule! {
    /// Two paths of one method match the same address, and neither is the more precise.
    ///
    /// ## Why
    /// Which of the two answers `/users/me/settings` depends on the router, or on the order in which somebody registered
    /// them. It changes with the next upgrade.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: accounts
    ///     api:
    ///       - GET /users/me/{section}
    ///       - GET /users/{id}/settings
    /// #           ^^^^^^^^^^^^^^^^^^^^ `/users/me/{section}` matches the same addresses
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: accounts
    ///     api:
    ///       - GET /users/me
    ///       - GET /users/{id}
    ///       - GET /users/{id}/settings
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is more precise at every place where they differ: a router takes `/users/me` before `/users/{id}`.
    ///
    /// ## See
    /// seed 000:43 · OpenAPI 3.1, Path Templating Matching
    id: "api/ambiguous-path",
    severity: Warning,
    stage: Draft,
    visit: System(check),
}

/// An endpoint and the parts of its path.
type Parted<'m> = (Endpoint<'m>, Vec<Segment<'m>>);

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let endpoints: Vec<Parted<'_>> =
        model.endpoints().map(|it| (it, it.segments().map(|(text, _)| Segment::of(text)).collect())).collect();
    // Only paths of the same length can match the same addresses.
    let mut alike: BTreeMap<(Method, usize), Vec<&Parted<'_>>> = BTreeMap::new();
    for entry in &endpoints {
        let (endpoint, own) = entry;
        let before = alike.entry((endpoint.method(), own.len())).or_default();
        let is_clash =
            |(other, theirs): &&&Parted<'_>| is_ambiguous(theirs, own) && other.shares_interface_with(*endpoint);
        // Only paths with a parameter match more than one address.
        let clash = if endpoint.path().value.contains('{') { before.iter().find(is_clash) } else { None };
        if let Some((other, _)) = clash {
            let message = format!("`{}` matches the same addresses", super::short(&other.path().value));
            report.find(endpoint.path().span, message).related(other.path().span, "the other one");
        }
        before.push(entry);
    }
}

/// A part of a path, as far as it matters what it matches.
enum Segment<'p> {
    Text(&'p str),
    Parameter,
    /// `{id}:cancel` and the like match by rules of their own.
    Mixed,
}

impl<'p> Segment<'p> {
    fn of(text: &'p str) -> Self {
        match parameter_name(text) {
            Some(_) => Self::Parameter,
            None if text.contains('{') => Self::Mixed,
            None => Self::Text(text),
        }
    }
}

fn is_ambiguous(one: &[Segment<'_>], two: &[Segment<'_>]) -> bool {
    let (mut first_wins, mut second_wins) = (false, false);
    for pair in one.iter().zip(two) {
        match pair {
            (Segment::Mixed, _) | (_, Segment::Mixed) => return false,
            (Segment::Parameter, Segment::Parameter) => {}
            (Segment::Text(_), Segment::Parameter) => first_wins = true,
            (Segment::Parameter, Segment::Text(_)) => second_wins = true,
            (Segment::Text(a), Segment::Text(b)) if a != b => return false,
            (Segment::Text(_), Segment::Text(_)) => {}
        }
    }
    one.len() == two.len() && first_wins && second_wins
}

use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::Model;
use crate::order;
use crate::rule::rule;
use crate::spec::shape::ROLE;
use crate::spec::{At, Items, Ref};

rule! {
    /// Roles inherit from each other in a circle.
    ///
    /// ## Why
    /// All of them then have the same rights: those of the strongest. Whoever reads the list sees a guest and an
    /// administrator, and a library that resolves it may never come to an end.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authorization:
    ///     model: rbac
    ///     roles:
    ///       - { name: admin, inherits: [editor] }
    /// #                                 ^^^^^^ `admin` inherits from itself: admin → editor → admin
    ///       - { name: editor, inherits: [admin] }
    /// ```
    /// ```yaml good
    /// security:
    ///   authorization:
    ///     model: rbac
    ///     roles:
    ///       - { name: admin, inherits: [editor, auditor] }
    ///       - { name: editor, inherits: [reader] }
    ///       - { name: auditor, inherits: [reader] }
    ///       - reader
    /// ```
    ///
    /// ## Not a problem when
    /// Two roles inherit from the same third one: that is no circle.
    ///
    /// ## See
    /// seed 000:97 · NIST RBAC, hierarchical
    id: "auth/role-cycle",
    severity: Error,
    stage: Draft,
    visit: System(check),
}

type Parents<'m> = BTreeMap<&'m str, &'m [At<Ref<ROLE>>]>;

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let roles =
        model.security().and_then(|it| it.authorization.as_ref()).map(|it| it.roles.items()).unwrap_or_default();
    let parents: Parents<'_> =
        order::map(roles.iter().filter_map(|role| Some((role.name.as_ref()?.value.0.as_str(), role.inherits.items()))));
    let mut told: Vec<&str> = Vec::new();
    for role in parents.keys() {
        let Some(path) = path_back(role, &parents).filter(|_| !told.contains(role)) else { continue };
        let Some(first) = path.first() else { continue };
        let names: Vec<&str> = [*role].into_iter().chain(path.iter().map(|step| step.value.0.as_str())).collect();
        report.find(first.span, format!("`{role}` inherits from itself: {}", names.join(" → ")));
        told.extend(names);
    }
}

/// The shortest way from a role back to itself.
fn path_back<'m>(role: &str, parents: &Parents<'m>) -> Option<Vec<&'m At<Ref<ROLE>>>> {
    let mut ways: Vec<Vec<&'m At<Ref<ROLE>>>> = parents.get(role)?.iter().map(|step| vec![step]).collect();
    for _ in 0..parents.len() {
        if let Some(found) = ways.iter().find(|way| way.last().is_some_and(|last| last.value.0 == role)) {
            return Some(found.clone());
        }
        let longer = |way: &Vec<&'m At<Ref<ROLE>>>| {
            let next = way.last().and_then(|last| parents.get(last.value.0.as_str())).copied().unwrap_or_default();
            let fresh = next.iter().filter(|step| !way.iter().any(|it| it.value.0 == step.value.0));
            fresh.map(|step| way.iter().copied().chain([step]).collect()).collect::<Vec<Vec<_>>>()
        };
        ways = ways.iter().flat_map(longer).take(1_000).collect();
    }
    None
}

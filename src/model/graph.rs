//! Which call leads to which: the graph behind cycles, chains and sums.
//!
//! Its nodes are the calls and not the services, so that a service that answers one endpoint by asking and another
//! by itself is not taken for one that always asks.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Call, Model};
use crate::order;
use crate::spec::Items;
use crate::spec::service::{Occasion, ServiceKind};

/// The synchronous calls between services, each with those that it leads to.
#[derive(Debug)]
pub(super) struct CallGraph {
    /// For each call, the calls that its callee makes before it answers.
    next: Vec<Vec<usize>>,
    /// Shortest cycles, one for each set of calls that lead to each other.
    cycles: Vec<Vec<usize>>,
    /// The calls on no cycle, each after all those that it leads to.
    order: Vec<usize>,
}

impl CallGraph {
    fn new(model: &Model<'_>) -> Self {
        let calls: Vec<_> = model.calls().collect();
        let mut made: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for call in calls.iter().filter(|call| call.is_synchronous()) {
            made.entry(call.caller().name()).or_default().push(call.index());
        }
        let leads_to = |call: &Call<'_>| -> Vec<usize> {
            let Some(callee) = call.service().filter(|callee| call.is_synchronous() && !callee.is(call.caller()))
            else {
                return Vec::new();
            };
            // A callee that only accepts the work does it when the caller waits no more.
            if call.target().is_some_and(|target| target.r#async.as_ref().is_some_and(|it| it.is_on())) {
                return Vec::new();
            }
            let made = made.get(callee.name()).into_iter().flatten().copied();
            let then: Vec<usize> =
                made.filter(|index| calls.get(*index).is_some_and(|then| happens_during(then, call))).collect();
            let routed: Vec<usize> = then
                .iter()
                .copied()
                .filter(|index| calls.get(*index).is_some_and(|then| answers(then, call)))
                .collect();
            if routed.is_empty() { then } else { routed }
        };
        let next: Vec<Vec<usize>> = calls.iter().map(leads_to).collect();
        let (cycles, order) = components(&next);
        Self { next, cycles, order }
    }
}

/// Whether `then` goes to the service that answers what `call` asks a gateway for.
fn answers(then: &Call<'_>, call: &Call<'_>) -> bool {
    let Some(asked) = &call.endpoint else { return false };
    call.service().is_some_and(|callee| callee.kind() == ServiceKind::Gateway)
        && then.service().is_some_and(|it| {
            it.endpoints().any(|endpoint| {
                endpoint.method() == asked.method && super::api::same_path(&then.route(endpoint), &asked.path)
            })
        })
}

/// Whether `then` is made while its caller answers `call`; not where that cannot be told.
fn happens_during(then: &Call<'_>, call: &Call<'_>) -> bool {
    let occasions = then.during.items();
    let is_asked = |occasion: &Occasion| match (occasion, &call.endpoint) {
        (Occasion::Endpoint(own), Some(asked)) => {
            own.method == asked.method && super::api::same_path(&own.path, &asked.path)
        }
        _ => false,
    };
    then.service().is_none_or(|callee| !callee.is(then.caller()))
        && (occasions.is_empty() || occasions.iter().any(|it| is_asked(&it.value)))
}

/// The shortest cycle of each component, and the other nodes, each after all those that it leads to.
pub(super) fn components(next: &[Vec<usize>]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let nodes: Vec<NodeIndex> = next.iter().map(|_| graph.add_node(())).collect();
    for (from, targets) in nodes.iter().zip(next) {
        for to in targets.iter().filter_map(|to| nodes.get(*to)) {
            graph.add_edge(*from, *to, ());
        }
    }
    let mut cycles = Vec::new();
    let mut order = Vec::new();
    for component in kosaraju_scc(&graph) {
        let members = order::set(component.iter().map(|node| node.index()));
        match members.first() {
            Some(only) if members.len() == 1 && !next.get(*only).is_some_and(|to| to.contains(only)) => {
                order.push(*only);
            }
            _ => cycles.extend(shortest_cycle(next, &members)),
        }
    }
    order::by(&mut cycles, Ord::cmp);
    (cycles, order)
}

/// The shortest way within `members` from one of them back to itself, beginning at the earliest.
fn shortest_cycle(next: &[Vec<usize>], members: &BTreeSet<usize>) -> Option<Vec<usize>> {
    /// In a tangle of hundreds any short cycle will do.
    const STARTS: usize = 32;
    let back = |start: usize| {
        let mut from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(at) = waiting.pop_front() {
            for to in next.get(at).into_iter().flatten().copied().filter(|to| members.contains(to)) {
                if to == start {
                    let steps = std::iter::successors(Some(at), |at| from.get(at).copied());
                    let mut path: Vec<usize> = steps.collect();
                    path.reverse();
                    return Some(path);
                }
                if let Entry::Vacant(unseen) = from.entry(to) {
                    unseen.insert(at);
                    waiting.push_back(to);
                }
            }
        }
        None
    };
    let mut path = members.iter().copied().take(STARTS).filter_map(back).min_by_key(Vec::len)?;
    let first = path.iter().enumerate().min_by_key(|(_, member)| **member).map_or(0, |(at, _)| at);
    path.rotate_left(first);
    Some(path)
}

impl<'s> Model<'s> {
    fn graph(&self) -> &CallGraph {
        self.graph.get_or_init(|| CallGraph::new(self))
    }

    /// Cycles of calls that wait for each other: the shortest of each tangle, from its earliest call on.
    pub fn call_cycles(&self) -> impl Iterator<Item = Vec<Call<'_>>> {
        let calls = |cycle: &Vec<usize>| cycle.iter().filter_map(|index| self.call_at(*index)).collect();
        self.graph().cycles.iter().map(calls)
    }

    /// The chains of calls from the system's border inwards that weigh most, one for each call that no other leads to.
    /// A chain's weight is `combine` over the weights of its calls; calls on cycles are left out.
    pub fn heaviest_chains(
        &self,
        weigh: impl Fn(Call<'_>) -> u64,
        combine: fn(u64, u64) -> u64,
    ) -> Vec<(u64, Vec<Call<'_>>)> {
        let graph = self.graph();
        let mut best: BTreeMap<usize, (u64, Option<usize>)> = BTreeMap::new();
        let mut led_to: BTreeSet<usize> = BTreeSet::new();
        for index in &graph.order {
            let Some(call) = self.call_at(*index) else { continue };
            let next = graph.next.get(*index).map(Vec::as_slice).unwrap_or_default();
            led_to.extend(next);
            let heaviest =
                next.iter().rev().filter_map(|to| Some((best.get(to)?.0, *to))).max_by_key(|(weight, _)| *weight);
            let own = weigh(call);
            best.insert(*index, heaviest.map_or((own, None), |(weight, to)| (combine(own, weight), Some(to))));
        }
        let entries = best.iter().filter(|(index, _)| !led_to.contains(index));
        let chain = |start: usize| {
            let steps = std::iter::successors(Some(start), |at| best.get(at).and_then(|(_, next)| *next));
            steps.filter_map(|index| self.call_at(index)).collect()
        };
        entries.map(|(index, (weight, _))| (*weight, chain(*index))).collect()
    }
}

impl<'m> Call<'m> {
    /// The synchronous calls that the callee makes before it answers.
    pub fn leads_to(self) -> impl Iterator<Item = Self> {
        let next = self.model.graph().next.get(self.index()).into_iter().flatten();
        next.filter_map(move |index| self.model.call_at(*index))
    }
}

/// `a → b → c`, with the middle left out where it is long.
#[must_use]
pub fn path<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    /// What fits into a message beside its words.
    const WIDTH: usize = 60;
    let names: Vec<&str> = names.into_iter().collect();
    let whole = names.join(" → ");
    match names.as_slice() {
        [first, second, .., last] if whole.chars().count() > WIDTH => format!("{first} → {second} → … → {last}"),
        _ => whole,
    }
}

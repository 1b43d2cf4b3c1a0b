//! What comes when.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, Model, Phase, Service};
use crate::spec::system::ConstraintKind;
use crate::spec::{self, At, Items};
use crate::value::Duration;

impl Model<'_> {
    /// Cycles of phases that wait for each other: the shortest of each tangle, from its earliest phase on.
    #[must_use]
    pub fn phase_cycles(&self) -> Vec<Vec<Phase<'_>>> {
        let phases: Vec<_> = self.phases().collect();
        let place = |wanted: Phase<'_>| phases.iter().position(|phase| phase.is(wanted));
        let next: Vec<Vec<usize>> = phases.iter().map(|phase| phase.after().filter_map(place).collect()).collect();
        let (cycles, _) = super::graph::components(&next);
        let named = |cycle: Vec<usize>| cycle.into_iter().filter_map(|index| phases.get(index).copied()).collect();
        cycles.into_iter().map(named).collect()
    }

    /// The phase of that name.
    #[must_use]
    pub fn phase(&self, name: &str) -> Option<Phase<'_>> {
        self.phases().find(|phase| phase.name() == name)
    }

    /// The first phase that delivers a thing of that name.
    #[must_use]
    pub fn delivery(&self, name: &str) -> Option<Phase<'_>> {
        self.phases().find(|phase| phase.at.value.delivers.items().iter().any(|it| it.value.0 == name))
    }

    /// The first phase that delivers a service, by its own name or with its whole context.
    #[must_use]
    pub fn service_delivery(&self, service: Service<'_>) -> Option<Phase<'_>> {
        let context = service.at.value.context.as_ref().map(|context| context.value.0.as_str());
        self.delivery(service.name()).or_else(|| self.delivery(context?))
    }

    /// The time by which all must be done, where a constraint states one.
    #[must_use]
    pub fn deadline(&self) -> Option<(Duration, &At<String>)> {
        let constraints = self.spec.system.constraints.items().iter();
        let mut timelines =
            constraints.filter(|it| it.kind.as_ref().is_some_and(|kind| kind.value == ConstraintKind::Timeline));
        let text = timelines.next()?.value.text.as_ref()?;
        Some((super::operations::only_duration(text).filter(|_| timelines.next().is_none())?, text))
    }

    /// The phases, one after the other, that take longest together; all in order where no dependencies are stated.
    /// None where a phase has no duration or phases wait for each other.
    #[must_use]
    pub fn longest_plan(&self) -> Option<(Duration, Vec<Phase<'_>>)> {
        let phases: Vec<_> = self.phases().collect();
        let lengths: Vec<u64> =
            phases.iter().map(|phase| Some(phase.at.value.duration.as_ref()?.value.0)).collect::<Option<_>>()?;
        if phases.iter().all(|phase| phase.at.value.depends_on.items().is_empty()) {
            let total = lengths.iter().fold(0_u64, |sum, length| sum.saturating_add(*length));
            return Some((Duration(total), phases));
        }
        let place = |wanted: Phase<'_>| phases.iter().position(|phase| phase.is(wanted));
        let after: Vec<Vec<usize>> = phases.iter().map(|phase| phase.after().filter_map(place).collect()).collect();
        let (cycles, order) = super::graph::components(&after);
        let mut ends: BTreeMap<usize, (u64, Option<usize>)> = BTreeMap::new();
        for index in order.into_iter().filter(|_| cycles.is_empty()) {
            let begins = after.get(index).into_iter().flatten().filter_map(|it| Some((ends.get(it)?.0, *it))).max();
            let (start, before) = begins.map_or((0, None), |(start, it)| (start, Some(it)));
            ends.insert(index, (start.saturating_add(*lengths.get(index)?), before));
        }
        let (last, (total, _)) = ends.iter().max_by_key(|(_, (end, _))| *end)?;
        let steps = std::iter::successors(Some(*last), |at| ends.get(at).and_then(|(_, before)| *before));
        let mut path: Vec<_> = steps.filter_map(|index| phases.get(index).copied()).collect();
        path.reverse();
        Some((Duration(*total), path))
    }

    /// The decision of that number.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<Decision<'_>> {
        self.decisions().find(|decision| decision.at.value.id.as_ref().is_some_and(|it| it.value.0 == id))
    }
}

impl<'m> Phase<'m> {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'m str {
        self.at.value.phase.as_ref().map_or("", |name| &name.value.0)
    }

    /// Whether both are the same phase.
    #[must_use]
    pub fn is(self, other: Phase<'_>) -> bool {
        std::ptr::eq::<At<spec::plan::Phase>>(self.at, other.at)
    }

    /// Its place in the roadmap, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.model.phases().position(|phase| phase.is(self)).unwrap_or_default()
    }

    /// The phases that it says come before it.
    pub fn after(self) -> impl Iterator<Item = Self> {
        self.at.value.depends_on.items().iter().filter_map(move |name| self.model.phase(&name.value.0))
    }

    /// Whether it certainly ends before `other` begins: over the dependencies where the roadmap states any, else by
    /// the order in which phases are written.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        let stated = self.model.phases().any(|phase| !phase.at.value.depends_on.items().is_empty());
        if !stated {
            return self.index() < other.index();
        }
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<Self> = other.after().collect();
        while let Some(phase) = waiting.pop() {
            if phase.is(self) {
                return true;
            }
            if seen.insert(phase.index()) {
                waiting.extend(phase.after());
            }
        }
        false
    }
}

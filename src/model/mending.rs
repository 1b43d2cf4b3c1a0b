//! Edits that fixes of several rules are made of.

use super::{Call, Case, Endpoint, Model, Phase, Service, Store, plural, singular};
use crate::rule::Fix;
use crate::spec::Items;
use crate::text::Edit;
use crate::value::Duration;

impl<'m> Call<'m> {
    /// Lets it be tried so often in all.
    #[must_use]
    pub fn try_times(self, times: u64) -> Fix {
        if times < 2 {
            return Fix::suggested("Try once", self.set("retry", "false"));
        }
        let edits = match self.retry().and_then(|retry| retry.attempts.as_ref()) {
            Some(attempts) => vec![Edit::replace(attempts.span, times.to_string())],
            None => self.set("retry", &times.to_string()),
        };
        Fix::suggested(format!("Try {times} times"), edits)
    }

    /// The most attempts that end within `budget`, with the waits between them; none where not even one does.
    #[must_use]
    pub fn attempts_within(self, budget: Duration) -> Option<u64> {
        let each = self.timeout()?.value.0;
        let total = |times: &u64| {
            let waits = self.retry().map_or(0, |retry| retry.waits_between(*times).0);
            each.saturating_mul(*times).saturating_add(waits)
        };
        (1..=self.attempts().min(64)).rev().find(|times| total(times) <= budget.0)
    }

    /// A timeout that its callee can keep and that those who wait for its caller can bear, as far as both are stated;
    /// none where there is no such time.
    #[must_use]
    pub fn fitting_timeout(self) -> Option<Duration> {
        let slow = self.callee_p99().map_or(0, |it| it.value.0);
        let need = self.callee_need().map_or(0, |need| need.time.above().0);
        let usual = Duration(need.max(slow.saturating_mul(2)).max(2_000));
        let waits = self.caller().callers().filter(|call| call.leads_to().any(|it| it.index() == self.index()));
        let limits = waits.filter_map(|call| Some(call.timeout()?.value.0.saturating_sub(1)));
        let budgets = self.request_budgets().into_iter().map(|(_, budget)| budget.value.0);
        let Some(limit) = limits.chain(budgets).min() else { return Some(usual) };
        let pauses = self.retry().map_or(0, |retry| retry.waits().0);
        let each = Duration(limit.saturating_sub(pauses) / self.attempts()).within();
        (each.0 >= slow.max(need).max(1)).then_some(usual.min(each))
    }

    /// The edits that let it wait in a queue of its own while its caller goes on.
    #[must_use]
    pub fn queue(self) -> Vec<Edit> {
        let queue = self.callee().map(|callee| format!("{}-queue", callee.name()));
        queue.map_or_else(Vec::new, |queue| self.set("via", &crate::yaml::quote(&queue)))
    }
}

impl<'m> Endpoint<'m> {
    /// The calls that ask for it.
    pub fn callers(self) -> impl Iterator<Item = Call<'m>> {
        let to = self.service().into_iter().flat_map(Service::callers);
        to.filter(move |call| call.target().is_some_and(|target| std::ptr::eq(target.at, self.at)))
    }

    /// Whether an answer after `time` finds everybody still there: those who call it, what stands in front, and its own
    /// limit.
    #[must_use]
    pub fn may_take(self, time: Duration) -> bool {
        let fronts = [self.model.idle_limit(), self.model.request_limit()];
        self.timeout().is_none_or(|own| time <= own.value)
            && self.callers().filter_map(Call::timeout).all(|waits| time <= waits.value)
            && fronts.into_iter().flatten().all(|front| time <= front.most)
    }
}

impl<'m> Service<'m> {
    /// The edits that let so many instances of it run.
    #[must_use]
    pub fn allow_instances(self, count: u64) -> Vec<Edit> {
        let own = self.instances().filter(|own| self.at.span.contains(own.span) && own.value.max.is_some());
        match own {
            Some(own) => self.model.spec.set(own, "max", &count.to_string()),
            None => self.set("instances", &count.to_string()),
        }
    }

    /// The edits that give a job other words, in its list and where calls say that they happen during it.
    #[must_use]
    pub fn rename_job(self, job: &str, words: &str) -> Vec<Edit> {
        use crate::spec::service::Occasion;
        let own = self.at.value.jobs.items().iter().filter(|it| it.value == job).map(|it| it.node);
        let is_job =
            |it: &Occasion| matches!(it, Occasion::Job(own) | Occasion::Event(crate::spec::Ref(own)) if own == job);
        let occasions = self.calls().flat_map(|call| call.at.value.during.items());
        let during = occasions.filter(|it| is_job(&it.value)).map(|it| it.node);
        own.chain(during).flat_map(|node| self.model.spec.tree.replace(node, words)).collect()
    }
}

impl Model<'_> {
    /// The edits that say what the platform takes.
    #[must_use]
    pub fn raise_platform_limit(&self, key: &str, value: &str) -> Vec<Edit> {
        let deployment = self.spec.system.deployment.as_ref();
        match deployment.and_then(|it| it.limits.as_ref()) {
            Some(limits) => self.spec.set(limits, key, value),
            None => self.spec.set_section(deployment, "deployment", "limits", &format!("{{ {key}: {value} }}")),
        }
    }

    /// The edits that add a table for a thing, called and kept as the others are.
    #[must_use]
    pub fn add_table(&self, thing: &str) -> Vec<Edit> {
        let (Some(list), Some(first)) = (&self.spec.system.data_model, self.tables().next()) else { return Vec::new() };
        let name = Case::of(first.name()).unwrap_or(Case::Snake).spell(thing);
        let name = if singular(first.name()) == first.name() { name } else { plural(&name) };
        let only = self.stores().next().filter(|_| self.stores().nth(1).is_none());
        let store = only.map(|store| format!(" store: {},", crate::yaml::quote(store.name()))).unwrap_or_default();
        self.spec.tree.push(list.node, &format!("{{ name: {name},{store} fields: {{ id: uuid pk }} }}"))
    }
}

impl Store<'_> {
    /// The edits that back it up so often.
    #[must_use]
    pub fn back_up(self, every: Duration) -> Vec<Edit> {
        self.set("backup", &format!("{{ every: {every}, keep: 30d }}"))
    }
}

impl Phase<'_> {
    /// The edits that let it deliver a thing more.
    #[must_use]
    pub fn adds(self, name: &str) -> Vec<Edit> {
        let name = crate::yaml::quote(name);
        match &self.at.value.delivers {
            Some(list) => self.model.spec.tree.push(list.node, &name),
            None => self.set("delivers", &format!("[{name}]")),
        }
    }

    /// The edits that let another phase deliver a thing of it, where it says that it delivers it.
    #[must_use]
    pub fn moves(self, name: &str, to: Self) -> Vec<Edit> {
        let Some(list) = &self.at.value.delivers else { return Vec::new() };
        let Some(index) = list.value.0.iter().position(|it| it.value.0 == name) else { return Vec::new() };
        let (taken, given) = (self.model.spec.tree.remove_item(list.node, index), to.adds(name));
        if taken.is_empty() || given.is_empty() { Vec::new() } else { taken.into_iter().chain(given).collect() }
    }
}

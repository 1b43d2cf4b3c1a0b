//! Flows whose steps are taken back when one fails.

use super::{Call, Endpoint, Flow};
use crate::spec::endpoint::Method;
use crate::spec::flow::{Saga, Step};
use crate::spec::service::ServiceKind;
use crate::spec::{At, Items};
use crate::text::Edit;
use crate::yaml::quote;

/// The keys of which a step in the long form has one.
const KEYS: [&str; 5] = ["from", "to", "does", "publishes", "on"];

impl Step {
    /// Whether it is tried until it works.
    #[must_use]
    pub fn is_retriable(&self) -> bool {
        self.retriable.as_ref().is_some_and(|it| it.value)
    }

    /// Whether it says that it does something that is not only read.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        let reads = self.read_only.as_ref().is_some_and(|it| it.value)
            || self.endpoint().is_some_and(|it| matches!(it.method, Method::Get | Method::Head));
        self.does.is_some() && !reads
    }
}

impl<'m> Endpoint<'m> {
    /// The saga that it starts, where a flow says so.
    #[must_use]
    pub fn saga(self) -> Option<Flow<'m>> {
        self.flows().find(|flow| flow.is_saga())
    }
}

impl<'m> Flow<'m> {
    /// Whether its steps form a saga.
    #[must_use]
    pub fn is_saga(self) -> bool {
        self.at.value.saga.as_ref().is_some_and(|saga| saga.value != Saga::None)
    }

    /// Whether one service directs it.
    #[must_use]
    pub fn is_orchestrated(self) -> bool {
        self.at.value.saga.as_ref().is_some_and(|saga| saga.value == Saga::Orchestration)
    }

    /// Whether a step asks another service or an external system for something, beyond handing on the request that
    /// starts the flow.
    #[must_use]
    pub fn is_work(self, step: &Step) -> bool {
        let (Some(from), Some(to)) = (&step.from, &step.to) else { return false };
        let from = self.model.service(&from.value.0);
        let asks = from.is_some_and(|from| {
            !matches!(from.kind(), ServiceKind::Gateway | ServiceKind::Bff | ServiceKind::Frontend)
        });
        let is_entry = self.at.value.entry().is_some_and(|entry| step.endpoint() == Some(entry));
        let answers = self.model.service(&to.value.0).is_some() || self.model.external(&to.value.0).is_some();
        asks && answers && !is_entry && step.publishes.is_none() && step.on.is_none()
    }

    /// The call that a step makes, where its service lists it.
    #[must_use]
    pub fn call_of(self, step: &Step) -> Option<Call<'m>> {
        let (from, to) = (step.from.as_ref()?, step.to.as_ref()?);
        let asked = step.endpoint();
        let is_it = |call: &Call<'m>| {
            let same = match (&call.at.value.endpoint, &asked) {
                (Some(own), Some(asked)) => own.method == asked.method && super::api::same_path(&own.path, &asked.path),
                _ => true,
            };
            same && call.callee().is_some_and(|callee| callee.name() == to.value.0)
        };
        self.model.service(&from.value.0)?.calls().find(is_it)
    }

    /// The edits that set a key of a step, which turn its short form into the long one.
    #[must_use]
    pub fn set_step(self, step: &At<Step>, key: &str, value: &str) -> Vec<Edit> {
        let tree = &self.model.spec.tree;
        let Some(node) = tree.node(step.node) else { return Vec::new() };
        let is_long =
            node.entries().into_iter().flatten().any(|(key, _)| key.as_str().is_some_and(|it| KEYS.contains(&it)));
        if is_long {
            return tree.set(step.node, key, value);
        }
        let texts = [("from", &step.from), ("to", &step.to)].map(|(key, it)| (key, it.as_ref().map(|it| &it.value.0)));
        let events = [("on", &step.on), ("publishes", &step.publishes)];
        let events = events.map(|(key, it)| (key, it.as_ref().map(|it| &it.value.0)));
        let does = ("does", step.does.as_ref().map(|it| &it.value));
        let said = texts.into_iter().chain(events).chain([does]);
        let said = said.filter_map(|(key, text)| Some(format!("{key}: {}", quote(text?))));
        let entries: Vec<String> = said.chain([format!("{key}: {value}")]).collect();
        vec![Edit::replace(node.span(), format!("{{ {} }}", entries.join(", ")))]
    }

    /// The edits that put a step behind a later one; the comments between them stay where they are.
    #[must_use]
    pub fn put_behind(self, step: usize, later: usize) -> Vec<Edit> {
        let steps = self.steps().get(step..=later).unwrap_or_default();
        let text = self.model.spec.text();
        let moved = steps.iter().skip(1).chain(steps.first());
        steps.iter().zip(moved).map(|(to, from)| Edit::replace(to.span, from.span.of(text))).collect()
    }

    /// The steps in order.
    #[must_use]
    pub fn steps(self) -> &'m [At<Step>] {
        self.at.value.steps.items()
    }
}
